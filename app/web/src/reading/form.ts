// The form of the page: which field says what a layer means, and what was changed in it.

import type { NameField, ReadingGiven } from "./facts";

export class Form {
  private readonly layers: Map<string, NameField>;

  constructor(
    private readonly form: HTMLFormElement,
    given: ReadingGiven,
  ) {
    this.layers = new Map(given.layers.map((one) => [one.name, one]));
  }

  layer(name: string): NameField | undefined {
    return this.layers.get(name);
  }

  select(field: NameField): HTMLSelectElement | null {
    const found = this.form.elements.namedItem(field.field);
    return found instanceof HTMLSelectElement ? found : null;
  }

  /** What a layer means now, on the page; as it was read where nobody changed it. */
  meaning(field: NameField): string {
    return this.select(field)?.value ?? field.meaning;
  }

  isChanged(field: NameField): boolean {
    return this.meaning(field) !== field.meaning;
  }

  say(field: NameField, meaning: string): void {
    const select = this.select(field);
    if (!select) return;
    select.value = meaning;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  changed(hear: () => void): void {
    this.form.addEventListener("change", hear);
  }
}
