// Keys by their place on the keyboard, so that they work under any input method; chosen by each person.

import { byId, h, isWriting } from "../dom";
import { send } from "../http";
import { t } from "../words";

const USUAL: Record<string, string> = {
  next: "KeyJ",
  previous: "KeyK",
  agree: "KeyA",
  disagree: "KeyR",
  condition: "KeyC",
  defer: "KeyD",
  merge: "KeyM",
  undo: "KeyU",
  redo: "KeyU+Shift",
  search: "Slash",
  help: "Slash+Shift",
  probe: "KeyP",
};
const MARKS: Record<string, string> = { Slash: "/", Comma: ",", Period: ".", Semicolon: ";", Quote: "'", Minus: "-", Equal: "=", "Slash+Shift": "?" };

export class Keys {
  private chosen: Record<string, string>;
  private learning: string | null = null;

  constructor(
    own: Record<string, string>,
    private readonly acts: string[],
    private readonly does: Record<string, () => void>,
    private readonly digit: (n: number) => boolean,
    private readonly escape: () => void,
    private readonly arrow: (dx: number, dy: number) => boolean,
  ) {
    this.chosen = own;
    document.addEventListener("keydown", (event) => this.press(event));
  }

  code(act: string): string {
    return this.chosen[act] ?? USUAL[act] ?? "";
  }

  /** The key of an act, as it is written on its button. */
  shown(act: string): string {
    const code = this.code(act);
    if (MARKS[code]) return MARKS[code];
    const [key = "", shift] = code.split("+");
    return (shift ? "⇧" : "") + (MARKS[key] ?? key.replace(/^(Key|Digit)/, ""));
  }

  private press(event: KeyboardEvent): void {
    // while the input method puts a syllable together, keys are letters
    if (event.isComposing || event.keyCode === 229) return;
    if (this.learning) return this.learn(event);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.code === "Escape") return this.escape();
    if (isWriting(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.code.startsWith("Arrow")) {
      const step = event.shiftKey ? 5 : 1;
      const dx = event.code === "ArrowLeft" ? -step : event.code === "ArrowRight" ? step : 0;
      const dy = event.code === "ArrowUp" ? -step : event.code === "ArrowDown" ? step : 0;
      if (this.arrow(dx, dy)) event.preventDefault();
      return;
    }
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    if (digit && this.digit(Number(digit[1]))) return event.preventDefault();
    const code = event.code + (event.shiftKey ? "+Shift" : "");
    const act = this.acts.find((one) => this.code(one) === code);
    if (!act) return;
    event.preventDefault();
    this.does[act]?.();
  }

  private learn(event: KeyboardEvent): void {
    const act = this.learning as string;
    if (["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
    event.preventDefault();
    this.learning = null;
    const code = event.code + (event.shiftKey ? "+Shift" : "");
    if (event.code !== "Escape") {
      if (this.acts.some((other) => other !== act && this.code(other) === code)) return this.help(t("plan.help-taken"));
      void this.keep({ ...this.chosen, [act]: code });
    } else this.help();
  }

  private async keep(chosen: Record<string, string>): Promise<void> {
    try {
      await send("PUT", "/api/keys", { keys: chosen });
      this.chosen = chosen;
      this.help(t("plan.saved"));
      this.foot();
    } catch (error) {
      this.help(error instanceof Error ? error.message : String(error));
    }
  }

  /** The dialog that names the keys and changes them. */
  help(said = ""): void {
    const dialog = (document.getElementById("help") as HTMLDialogElement | null) ?? document.body.appendChild(h("dialog", { id: "help", "aria-labelledby": "help-title" }));
    dialog.replaceChildren(
      h("h2", { id: "help-title" }, t("plan.help")),
      h("p", { class: "soft" }, t("plan.help-lead")),
      h("p", { class: "soft" }, t("plan.help-change")),
      h(
        "table",
        {},
        h(
          "tbody",
          {},
          ...this.acts.map((act) => {
            const button = h("button", { class: "key", onclick: () => ((this.learning = act), (button.textContent = t("plan.help-press"))) }, this.shown(act));
            return h("tr", {}, h("th", { scope: "row" }, t(`act.${act}`)), h("td", {}, button));
          }),
        ),
      ),
      h("p", { role: "status" }, said),
      h(
        "p",
        { class: "do" },
        h("button", { class: "button", onclick: () => dialog.close() }, t("plan.close")),
        h("button", { class: "plain", onclick: () => void this.keep({}) }, t("plan.help-reset")),
      ),
    );
    if (!dialog.open) dialog.showModal();
  }

  /** The line of keys under the page. */
  foot(): void {
    const hint = (acts: string[], words: string): HTMLElement => h("span", {}, ...acts.map((act) => h("kbd", {}, this.shown(act))), words);
    byId("keys").replaceChildren(
      hint(["next", "previous"], `${t("act.next")}·${t("act.previous")}`),
      hint(["search"], t("act.search")),
      ...(this.acts.includes("probe") ? [hint(["probe"], t("act.probe"))] : []),
      hint(["undo"], t("act.undo")),
      h("button", { class: "plain", onclick: () => this.help() }, h("kbd", {}, this.shown("help")), t("act.help")),
    );
  }
}
