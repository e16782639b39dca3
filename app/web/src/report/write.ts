// Asks for the words of a mark that was just drawn.

import { h } from "../dom";
import type { Finding, Mark } from "../plan/facts";
import { t } from "../words";

export function write(kind: Mark["kind"], finding: Finding | null, done: (text: string, ofFinding: boolean) => void): void {
  const box = h("textarea", { rows: 3, maxlength: 4000, required: kind === "text", "aria-label": t("marks.write") });
  const of = h("input", { type: "checkbox", checked: !!finding });
  const form = h(
    "form",
    {
      method: "dialog",
      onsubmit: (event: Event) => {
        event.preventDefault();
        dialog.close();
        done(box.value, !!finding && of.checked);
      },
    },
    h("h2", {}, t(`report.tool.${kind}`)),
    h("label", {}, h("span", {}, t("marks.write")), box),
    finding ? h("label", { class: "check" }, of, t("marks.of-finding", { n: finding.number })) : null,
    h("p", { class: "do" }, h("button", { class: "button main" }, t("plan.save")), h("button", { type: "button", class: "plain", onclick: () => dialog.close() }, t("plan.cancel"))),
  );
  const dialog: HTMLDialogElement = h("dialog", { class: "write", onclose: () => dialog.remove() }, form);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) form.requestSubmit();
  });
  document.body.append(dialog);
  dialog.showModal();
  box.focus();
}
