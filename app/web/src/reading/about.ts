// What is beside the picture: the legend, what was pressed, and what its layer shall mean.

import { h } from "../dom";
import type { ElementFacts } from "../plan/facts";
import { pick, t } from "../words";
import { type NameField, type ReadingGiven, classOf } from "./facts";
import type { Form } from "./form";
import type { Picture } from "./picture";

const BLOCKS = 8;

export class About {
  private readonly legendOf = h("ul", { class: "legend-of", "aria-label": t("reading.preview-legend") });
  private readonly pressed = h("div", { class: "pressed", "aria-live": "polite" });
  private readonly changes = h("div", { class: "changes-of", role: "status" });
  private readonly layers: HTMLSelectElement;

  constructor(
    target: HTMLElement,
    private readonly given: ReadingGiven,
    private readonly form: Form,
    private readonly picture: Picture,
  ) {
    this.layers = h(
      "select",
      { "aria-label": t("reading.preview-layer"), onchange: () => this.layer(this.layers.value) },
      h("option", { value: "" }, t("reading.preview-choose")),
      ...given.layers.map((one) => h("option", { value: one.name }, `${one.name} (${one.count})`)),
    );
    target.append(
      this.legendOf,
      h("label", { class: "choose" }, h("span", {}, t("reading.preview-layer")), this.layers),
      this.pressed,
      this.changes,
    );
    this.pressed.replaceChildren(h("p", { class: "soft" }, t("reading.preview-press")));
  }

  legend(): void {
    const there = this.picture.classes();
    const all = [...this.given.order, "nothing"].filter((name) => there.has(name));
    this.legendOf.replaceChildren(...all.map((name) => h("li", {}, h("i", { class: `k-${name}` }), t(`reading.class.${name}`))));
  }

  element(element: ElementFacts | null): void {
    if (!element) return;
    const [sheet, layer, handle] = element.source ?? ["", "", ""];
    const field = this.form.layer(layer);
    this.layers.value = field?.name ?? "";
    const count = this.picture.mark(layer);
    this.pressed.replaceChildren(
      h("h3", {}, pick(element.name)),
      h("p", { class: "soft" }, t("reading.preview-source", { sheet: sheet || "–", layer: layer || "–", handle: handle || "–" })),
      field ? this.meaning(field) : h("p", { class: "soft" }, t("reading.preview-model")),
      field ? h("p", { class: "soft" }, t("reading.preview-shown", { n: count })) : "",
      field ? this.blocks(classOf(element, this.given.order)) : "",
    );
  }

  private layer(name: string): void {
    const field = this.form.layer(name);
    if (!field) return;
    const count = this.picture.mark(name);
    this.pressed.replaceChildren(h("h3", {}, name), this.meaning(field), h("p", { class: "soft" }, count ? t("reading.preview-shown", { n: count }) : t("reading.preview-unseen")));
  }

  /** The choice of the form once more; whatever is chosen here is chosen there. */
  private meaning(field: NameField): HTMLElement {
    const there = this.form.select(field);
    const label = t("reading.preview-means", { name: field.name });
    if (!there || !this.given.may) return h("p", {}, `${label}: ${there?.selectedOptions[0]?.textContent ?? "–"}`);
    const here = h("select", {}, ...[...there.children].map((child) => child.cloneNode(true)));
    here.value = there.value;
    here.addEventListener("change", () => this.form.say(field, here.value));
    return h("label", { class: "means" }, h("span", {}, label), here);
  }

  private blocks(kind: string): HTMLElement | string {
    const alike = this.given.blocks.filter((block) => this.given.classes[block.meaning] === kind).slice(0, BLOCKS);
    return alike.length ? h("details", {}, h("summary", {}, `${t("reading.preview-blocks")} ${alike.length}`), ...alike.map((block) => this.meaning(block))) : "";
  }

  /** How much was changed, and that only colours show it so far. */
  told(): void {
    const changed = [...this.given.layers, ...this.given.blocks].filter((field) => this.form.isChanged(field));
    this.legend();
    this.changes.replaceChildren(
      ...(changed.length
        ? [
            h("p", {}, h("b", {}, t("reading.preview-changed", { n: changed.length }))),
            h("ul", {}, ...changed.slice(0, 12).map((field) => h("li", {}, `${field.name} → ${this.form.select(field)?.selectedOptions[0]?.textContent ?? ""}`))),
          ]
        : []),
    );
  }
}
