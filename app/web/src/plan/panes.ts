// On a narrow screen the three panes are tabs; on a wide one all are there.

import { h } from "../dom";
import { t } from "../words";

const NAMES = { list: "plan.list", stage: "plan.drawing", detail: "plan.evidence" } as const;
export type Pane = keyof typeof NAMES;

/** Makes the tabs; the function returned turns to one of them. */
export function panes(target: HTMLElement): (pane: Pane) => void {
  const narrow = matchMedia("(max-width: 1023px)");
  let open: Pane = "stage";
  const tabs = (Object.keys(NAMES) as Pane[]).map((pane) =>
    h("button", { role: "tab", id: `tab-${pane}`, "aria-controls": pane, "data-pane": pane, onclick: () => turn(pane) }, t(NAMES[pane])),
  );
  target.replaceChildren(...tabs);
  target.addEventListener("keydown", (event) => {
    const by = event.code === "ArrowRight" ? 1 : event.code === "ArrowLeft" ? -1 : 0;
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const n = tabs.findIndex((tab) => tab.dataset.pane === open);
    const next = tabs[(n + by + tabs.length) % tabs.length];
    turn(next?.dataset.pane as Pane);
    next?.focus();
  });
  function turn(pane: Pane): void {
    open = pane;
    target.hidden = !narrow.matches;
    for (const tab of tabs) {
      const on = tab.dataset.pane === pane;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
    }
    for (const name of Object.keys(NAMES)) {
      const one = document.getElementById(name);
      one?.classList.toggle("away", narrow.matches && name !== pane);
    }
  }
  narrow.addEventListener("change", () => turn(open));
  turn(open);
  return turn;
}
