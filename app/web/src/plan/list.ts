// The findings as a list: filters, search, what has been decided, many chosen at once.

import { h } from "../dom";
import { lang, t } from "../words";
import { VERDICTS, type Finding, type Given, type Opinion, type Position, type Verdict } from "./facts";
import { type Looking, leadOf, mineBy, shown } from "./view";

const SIGNS: Record<Position, string> = { agree: "✓", disagree: "✕", condition: "◆", defer: "…" };

export class List {
  private readonly rows = h("ol", { class: "rows" });
  private readonly filters = h("div", { class: "filters" });
  private readonly many = h("div", { class: "many", hidden: true });
  private readonly search = h("input", {
    type: "search",
    id: "search",
    autocomplete: "off",
    placeholder: t("plan.search-hint"),
    "aria-label": t("plan.search"),
    oninput: () => this.looking.set({ query: this.search.value }),
  });
  private readonly count = h("p", { class: "count", role: "status" });
  private made = new Map<number, HTMLLIElement>();

  constructor(
    target: HTMLElement,
    private readonly looking: Looking,
    private readonly given: Given,
    private readonly act: (act: Position, findings: Finding[]) => void,
    private readonly merge: () => void = () => undefined,
  ) {
    target.append(h("div", { class: "head" }, this.search, this.filters, this.count, this.many), this.rows);
    looking.on(["findings", "verdicts", "todo", "mine", "query", "opinions", "marks"], () => this.draw());
    looking.on(["finding"], () => this.select());
    looking.on(["chosen", "findings", "finding", "opinions"], () => this.choose());
  }

  focusSearch(): void {
    this.search.focus();
    this.search.select();
  }

  /** The finding so many rows after the one that is chosen. */
  step(by: number): Finding | null {
    const all = shown(this.looking.now);
    const n = all.findIndex((f) => f.number === this.looking.now.finding);
    return all[n < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, n + by))] ?? null;
  }

  private draw(): void {
    const view = this.looking.now;
    const mine = mineBy(view);
    const marked = new Map<string, number>();
    for (const mark of view.marks) if (mark.finding_id && mark.shape) marked.set(mark.finding_id, (marked.get(mark.finding_id) ?? 0) + 1);
    const all = shown(view);
    this.drawFilters(mine);
    this.count.textContent = t("plan.shown", { n: all.length });
    this.made = new Map(
      all.map((f) => [f.number, this.row(f, mine.get(f.id), marked.get(f.id) ?? 0)]),
    );
    this.rows.replaceChildren(...this.made.values());
    if (!all.length) {
      this.rows.replaceChildren(
        h("li", { class: "nothing" }, t("plan.none"), " ", h("button", { class: "plain", onclick: () => this.clear() }, t("plan.none-clear"))),
      );
    }
    this.select();
    this.choose();
  }

  private clear(): void {
    this.search.value = "";
    this.looking.set({ query: "", todo: false, mine: false, verdicts: new Set(VERDICTS) });
  }

  private drawFilters(mine: ReadonlyMap<string, unknown>): void {
    const view = this.looking.now;
    const chip = (words: string, on: boolean, press: () => void, kind = ""): HTMLElement =>
      h("button", { class: `chip ${kind}`, "aria-pressed": String(on), onclick: press }, words);
    const count = (verdict: Verdict): number => view.findings.filter((f) => f.verdict === verdict).length;
    const every = VERDICTS.every((v) => view.verdicts.has(v));
    const raised = view.findings.filter((f) => view.verdicts.has(f.verdict));
    const left = raised.filter((f) => !mine.has(f.id)).length;
    const focused = (document.activeElement as HTMLElement | null)?.dataset.chip;
    const chips = [
      chip(`${t("plan.all")} ${view.findings.length}`, every, () => this.looking.set({ verdicts: new Set(VERDICTS) })),
      ...VERDICTS.map((verdict) =>
        chip(
          `${this.given.verdicts[verdict]} ${count(verdict)}`,
          view.verdicts.has(verdict) && !every,
          () => {
            const kept = every ? new Set([verdict]) : new Set(view.verdicts);
            if (!every && !kept.delete(verdict)) kept.add(verdict);
            this.looking.set({ verdicts: kept.size ? kept : new Set(VERDICTS) });
          },
          verdict,
        ),
      ),
      ...(this.given.may.opine
        ? [
            chip(`${t("plan.todo")} ${left}`, view.todo, () => this.looking.set({ todo: !view.todo, mine: false })),
            chip(`${t("plan.mine")} ${mine.size}`, view.mine, () => this.looking.set({ mine: !view.mine, todo: false })),
          ]
        : []),
    ];
    chips.forEach((one, n) => (one.dataset.chip = String(n)));
    this.filters.replaceChildren(...chips);
    if (focused) chips[Number(focused)]?.focus();
  }

  private row(finding: Finding, mine: Opinion | undefined, marks: number): HTMLLIElement {
    const [position, lead] = [mine?.position, mine && leadOf(this.looking.now, mine)];
    const words = finding.words[lang()];
    const place = [words.cite, words.place].filter(Boolean).join(" · ");
    return h(
      "li",
      { class: "row" },
      this.given.may.opine &&
        h("input", {
          type: "checkbox",
          class: "pick",
          "aria-label": t("plan.choose", { n: finding.number }),
          onchange: (event: Event) => {
            const chosen = new Set(this.looking.now.chosen);
            if ((event.target as HTMLInputElement).checked) chosen.add(finding.number);
            else chosen.delete(finding.number);
            this.looking.set({ chosen });
          },
        }),
      h(
        "button",
        { class: "open", onclick: () => this.looking.set({ finding: finding.number, mark: null }) },
        h("span", { class: "n" }, String(finding.number)),
        h("span", { class: "what" }, words.headline ?? "", h("small", {}, place + (finding.at ? "" : ` · ${t("plan.no-place")}`))),
        h(
          "span",
          { class: "so" },
          h("span", { class: `v ${finding.verdict}` }, this.given.verdicts[finding.verdict]),
          lead ? h("span", { class: "mine under", title: t("plan.under", { n: lead }) }, `↳${lead}`, h("span", { class: "unseen" }, t("plan.under", { n: lead }))) : null,
          position && !lead && h("span", { class: "mine", title: t(`act.${position}`) }, SIGNS[position], h("span", { class: "unseen" }, t(`act.${position}`))),
          marks > 0 && h("span", { class: "marked", title: t("marks.title") }, `✎${marks}`),
        ),
      ),
    );
  }

  private select(): void {
    const number = this.looking.now.finding;
    for (const [n, row] of this.made) {
      const on = n === number;
      if (row.classList.contains("sel") === on) continue;
      row.classList.toggle("sel", on);
      const button = row.querySelector("button");
      if (on) button?.setAttribute("aria-current", "true");
      else button?.removeAttribute("aria-current");
    }
    const row = number === null ? undefined : this.made.get(number);
    if (!row) return;
    // the list scrolls, not the page
    const [top, bottom] = [row.offsetTop - this.rows.offsetTop, row.offsetTop - this.rows.offsetTop + row.offsetHeight];
    if (top < this.rows.scrollTop) this.rows.scrollTop = top;
    else if (bottom > this.rows.scrollTop + this.rows.clientHeight) this.rows.scrollTop = bottom - this.rows.clientHeight;
  }

  private choose(): void {
    const view = this.looking.now;
    for (const [n, row] of this.made) {
      const box = row.querySelector<HTMLInputElement>(".pick");
      if (box) box.checked = view.chosen.has(n);
    }
    this.many.hidden = view.chosen.size === 0;
    if (this.many.hidden) return;
    const findings = view.findings.filter((f) => view.chosen.has(f.number));
    this.many.replaceChildren(
      h("b", {}, t("plan.chosen", { n: findings.length })),
      ...(["agree", "defer"] as const).map((position) =>
        h("button", { class: "button small", onclick: () => this.act(position, findings) }, t(`act.${position}`)),
      ),
      ...this.mergeInto(findings),
      h("button", { class: "plain", onclick: () => this.alike(findings) }, t("plan.choose-alike")),
      h("button", { class: "plain", onclick: () => this.looking.set({ chosen: new Set() }) }, t("plan.choose-none")),
    );
  }

  /** A button that puts the ticked findings under the opinion on the open one, if there is such a one. */
  private mergeInto(findings: Finding[]): HTMLElement[] {
    const lead = this.looking.selected;
    const mine = lead && mineBy(this.looking.now).get(lead.id);
    if (!lead || !mine || mine.published_at || mine.merged_into || !findings.some((f) => f !== lead)) return [];
    return [h("button", { class: "button small", onclick: () => this.merge() }, t("plan.merge-into", { n: lead.number }))];
  }

  /** Chooses all of the same clause and verdict: many openings of one kind are one decision. */
  private alike(findings: Finding[]): void {
    const kinds = new Set(findings.map((f) => `${f.clause} ${f.verdict}`));
    const chosen = this.looking.now.findings.filter((f) => kinds.has(`${f.clause} ${f.verdict}`)).map((f) => f.number);
    this.looking.set({ chosen: new Set(chosen) });
  }
}
