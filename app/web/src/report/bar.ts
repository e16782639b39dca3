// What turns, enlarges and searches the report, and the tools to draw on it.

import { byId, h } from "../dom";
import { t } from "../words";
import { TOOLS, type Tool } from "./draw";
import type { Matches, Viewer } from "./viewer";

const ICONS: Record<Tool, string> = {
  move: "M4 2l5 13 2-5.5L16.500 8z",
  point: "M3 3h14v10h-7l-4 4v-4H3z",
  polygon: "M3 4h14v12H3z",
  cloud: "M5 15a3 3 0 0 1 0-6 4 4 0 0 1 7-3 3.500 3.500 0 0 1 4 5 2.500 2.500 0 0 1-1 4z",
  text: "M4 4h12M10 4v13",
};

export class Bar {
  private readonly page = h("input", { id: "page", inputmode: "numeric", "aria-label": t("report.page"), size: 3, value: "1" });
  private readonly scale = h("output", { class: "scale-of" });
  private readonly all = h("span", { class: "soft" });
  private readonly query = h("input", { type: "search", id: "find-in", placeholder: t("report.find"), "aria-label": t("report.find"), autocomplete: "off" });
  private readonly matches = h("output", { class: "soft" });

  constructor(viewer: Viewer) {
    const small = (words: string, sign: string, act: () => void): HTMLElement => h("button", { type: "button", class: "sign", title: words, "aria-label": words, onclick: act }, sign);
    byId("turn").append(
      this.page,
      this.all,
      small(t("report.zoom-out"), "−", () => viewer.zoom(-1)),
      this.scale,
      small(t("report.zoom-in"), "+", () => viewer.zoom(1)),
      small(t("report.fit"), "↔", () => viewer.fit()),
    );
    this.page.addEventListener("change", () => {
      const n = Number(this.page.value);
      if (n >= 1 && n <= (viewer.document?.numPages ?? 0)) viewer.turn(n);
      else this.page.value = String(viewer.page);
    });
    const again = (previous: boolean): void => viewer.find(this.query.value, "again", previous);
    byId("find").append(this.query, this.matches, small(t("report.find-previous"), "↑", () => again(true)), small(t("report.find-next"), "↓", () => again(false)));
    let wait = 0;
    this.query.addEventListener("input", () => {
      window.clearTimeout(wait);
      wait = window.setTimeout(() => viewer.find(this.query.value), 250);
    });
    this.query.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) again(event.shiftKey);
    });
  }

  turned(page: number, all: number): void {
    this.page.value = String(page);
    this.all.textContent = t("report.of", { n: all });
  }

  zoomed(scale: number): void {
    this.scale.textContent = `${Math.round(scale * 100)} %`;
  }

  found({ now, all }: Matches): void {
    this.matches.textContent = !this.query.value ? "" : all ? t("report.matches", { n: now, all }) : t("report.no-match");
  }
}

export function tools(take: (tool: Tool) => void): (now: Tool) => void {
  const buttons = TOOLS.map((tool) => {
    const words = t(`report.tool.${tool}`);
    const button = h("button", { type: "button", title: words, "aria-label": words, "data-tool": tool, onclick: () => take(tool) });
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 20 20");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", ICONS[tool]);
    svg.append(path);
    button.append(svg);
    return button;
  });
  byId("tools").append(...buttons);
  const now = (tool: Tool): void => buttons.forEach((one) => one.setAttribute("aria-pressed", String(one.dataset.tool === tool)));
  now("move");
  return now;
}

/** The tabs of the left: findings, pages. */
export function sides(turned: (side: string) => void): (side: string) => void {
  const kinds = ["findings", "pages"];
  const tabs = kinds.map((side) =>
    h("button", { type: "button", role: "tab", id: `side-tab-${side}`, "aria-controls": `side-${side}`, onclick: () => turn(side) }, t(`report.tab.${side}`)),
  );
  function turn(side: string): void {
    tabs.forEach((tab, n) => {
      const on = kinds[n] === side;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      byId(`side-${kinds[n]}`).hidden = !on;
    });
    turned(side);
  }
  const bar = byId("sides");
  bar.append(...tabs);
  bar.addEventListener("keydown", (event) => {
    if (event.code !== "ArrowRight" && event.code !== "ArrowLeft") return;
    event.preventDefault();
    event.stopPropagation();
    const next = tabs.find((tab) => tab.getAttribute("aria-selected") !== "true");
    next?.click();
    next?.focus();
  });
  turn("findings");
  return turn;
}
