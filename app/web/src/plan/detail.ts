// The finding that is chosen: number, law, drawing, suggestion; what people say of it.

import { h } from "../dom";
import { lang, t } from "../words";
import type { Finding, Given, Mark, Opinion, Position } from "./facts";
import type { Keys } from "./keys";
import { threads, type Threads } from "./threads";
import { type Looking, leadOf, mineBy, underOf } from "./view";

export interface Acts {
  decide: (position: Position) => void;
  save: (said: object) => Promise<void>;
  takeBack: (opinion: Opinion) => void;
  part?: (finding: Finding) => void;
}

export const POSITIONS: Position[] = ["agree", "disagree", "condition", "defer"];

export class Detail {
  /** What is being written of an opinion; null where nothing is. */
  private writing: { position: Position; reason: string } | null = null;

  constructor(
    private readonly target: HTMLElement,
    private readonly looking: Looking,
    private readonly given: Given,
    private readonly keys: Keys,
    private readonly acts: Acts,
    private readonly marks: Threads,
  ) {
    looking.on(["finding"], () => {
      this.writing = null;
      this.draw();
    });
    looking.on(["mark"], () => this.draw());
    looking.on(["findings", "opinions", "marks"], () => this.isWriting || this.draw());
  }

  get isWriting(): boolean {
    return this.target.contains(document.activeElement) && document.activeElement instanceof HTMLTextAreaElement;
  }

  /** Opens the form of an opinion, at the palette of reasons where one is needed. */
  write(position: Position, reason = ""): void {
    this.writing = { position, reason };
    this.draw();
    const first = this.target.querySelector<HTMLElement>(reason || position === "condition" ? ".opine textarea" : ".palette button, .opine textarea");
    first?.focus();
  }

  /** The reason under a number key, while the palette is open. */
  reason(n: number): boolean {
    if (!this.writing || this.writing.reason || !["disagree", "defer"].includes(this.writing.position)) return false;
    const reason = this.reasons(this.writing.position)[n - 1];
    if (!reason) return false;
    this.write(this.writing.position, reason.id);
    return true;
  }

  close(): boolean {
    if (!this.writing) return false;
    this.writing = null;
    this.draw();
    return true;
  }

  draw(): void {
    const finding = this.looking.selected;
    const mark = this.looking.now.marks.find((m) => m.id === this.looking.now.mark);
    if (!finding && mark) {
      this.target.replaceChildren(h("h2", {}, t("marks.title")), threads(this.looking.now.marks, (m) => m.id === mark.id, this.marks));
      return;
    }
    if (!finding) {
      this.target.replaceChildren(h("p", { class: "soft" }, t("plan.select-one")), this.loose());
      return;
    }
    this.target.replaceChildren(...this.parts(finding));
  }

  /** Marks that belong to no finding. */
  private loose(): HTMLElement {
    const all = this.looking.now.marks.filter((m) => m.shape && !m.finding_id);
    return all.length ? h("section", {}, h("h3", {}, t("marks.title")), threads(this.looking.now.marks, (m) => !m.finding_id, this.marks)) : h("span");
  }

  private parts(finding: Finding): (HTMLElement | string)[] {
    const words = finding.words[lang()];
    const said = (name: string): string => words[name] ?? "";
    const row = (name: string, value: string, kind = ""): HTMLElement[] =>
      value ? [h("dt", {}, t(`plan.${name}`)), h("dd", { class: kind }, value)] : [];
    const tags = [said("force"), said("basis"), said("standing") === "–" ? "" : said("standing")].filter(Boolean);
    return [
      h("p", { class: "tags" }, h("span", { class: `v ${finding.verdict}` }, said("verdict")), h("span", {}, [...new Set(tags)].join(" · ")), finding.sensitive && h("span", { class: "sensitive" }, t("plan.sensitive"))),
      h("h2", {}, h("span", { class: "n" }, String(finding.number)), said("headline")),
      h(
        "dl",
        { class: "numbers" },
        ...row("measured", said("measured"), `big ${finding.verdict}`),
        ...row("required", said("required")),
        ...row("reference", [said("reference"), said("beyond")].filter(Boolean).join(" – ")),
        ...row("margin", said("margin")),
        ...row("tolerance", said("tolerance")),
        ...row("lacking", said("lacking")),
        ...row("shown-at", said("shown_at")),
        ...row("cite", said("cite")),
        ...row("requires", said("requires")),
        ...row("place", [said("storey"), said("place")].filter(Boolean).join(" · ")),
        ...row("source", said("sources") || said("sheet"), "place"),
        ...row("stage", said("stage")),
        ...row("note", said("note")),
      ),
      ...(finding.sensitive && !this.given.may.security ? [h("p", { class: "soft" }, t("plan.sensitive-hidden"))] : []),
      ...(said("opinion") ? [h("blockquote", {}, h("b", {}, t("plan.opinion-suggested")), said("opinion"))] : []),
      ...(said("egress") ? [h("p", { class: "egress" }, h("b", {}, t("plan.egress")), " ", said("egress"))] : []),
      this.opine(finding),
      this.others(finding),
      h("section", { class: "threads" }, h("h3", {}, t("marks.title")), threads(this.looking.now.marks, (m: Mark) => m.finding_id === finding.id, this.marks)),
      ...(said("alternative") ? [h("details", {}, h("summary", {}, t("plan.in-words")), h("p", {}, said("alternative")))] : []),
    ];
  }

  private reasons(position: Position): Given["reasons"] {
    return this.given.reasons.filter((r) => r.for.includes(position)).slice(0, 9);
  }

  private opine(finding: Finding): HTMLElement {
    const mine = mineBy(this.looking.now).get(finding.id);
    if (!this.given.may.opine) return mine?.published_at ? this.mine(mine) : h("span");
    const acts = h(
      "div",
      { class: "acts", role: "group", "aria-label": t("plan.my-opinion") },
      ...POSITIONS.map((position) =>
        h(
          "button",
          { "aria-pressed": String(mine?.position === position), class: "act", "data-position": position, onclick: () => this.acts.decide(position) },
          h("kbd", {}, this.keys.shown(position)),
          t(`act.${position}`),
        ),
      ),
    );
    return h("section", { class: "opine" }, acts, this.writing ? this.form(finding, this.writing, mine) : mine ? this.mine(mine) : null);
  }

  private mine(opinion: Opinion): HTMLElement {
    const reason = this.given.reasons.find((r) => r.id === opinion.reason)?.name;
    const lead = leadOf(this.looking.now, opinion);
    const under = underOf(this.looking.now, opinion).map((n) => `#${n}`);
    return h(
      "div",
      { class: `said ${opinion.published_at ? "" : "draft"}` },
      h("p", {}, h("b", {}, t(`act.${opinion.position}`)), reason ? ` – ${reason}` : "", h("small", {}, opinion.published_at ? "" : t("plan.draft"))),
      lead ? h("p", { class: "soft" }, `↳ ${t("plan.under", { n: lead })}`) : null,
      opinion.text ? h("p", {}, opinion.text) : null,
      under.length ? h("p", { class: "soft" }, t("plan.with", { which: under.join(", ") })) : null,
      !opinion.published_at &&
        h(
          "p",
          { class: "do" },
          h("button", { class: "plain", onclick: () => this.write(opinion.position, opinion.reason || "other") }, t("plan.change")),
          lead && this.acts.part ? h("button", { class: "plain", onclick: () => this.looking.selected && this.acts.part?.(this.looking.selected) }, t("plan.part")) : null,
          h("button", { class: "plain", onclick: () => this.acts.takeBack(opinion) }, t("plan.remove")),
        ),
    );
  }

  private form(finding: Finding, writing: { position: Position; reason: string }, mine: Opinion | undefined): HTMLElement {
    const { position, reason } = writing;
    const reasons = this.reasons(position);
    const words = finding.words[lang()];
    if (reasons.length && !reason) {
      return h(
        "div",
        { class: "palette", role: "group", "aria-label": t("plan.reason") },
        h("p", {}, t(position === "defer" ? "plan.choose-defer" : "plan.choose-reason")),
        ...reasons.map((r, n) => h("button", { onclick: () => this.write(position, r.id) }, h("kbd", {}, String(n + 1)), r.name)),
        h("button", { class: "plain", onclick: () => this.close() }, t("plan.cancel")),
      );
    }
    const kept = mine?.position === position ? mine : undefined;
    const field = (name: "place" | "target" | "check", label: string, value: string): HTMLElement =>
      h("label", {}, h("span", {}, t(label)), h("input", { name, value, maxlength: 500 }));
    const start = kept?.text ?? (position === "condition" ? (words.opinion ?? "") : "");
    const wrong = h("p", { class: "wrong", role: "alert" });
    const text = h("textarea", { name: "text", rows: 4, maxlength: 4000 });
    text.value = start;
    const form = h(
      "form",
      {
        class: "form",
        onsubmit: (event: Event) => {
          event.preventDefault();
          const data = new FormData(event.target as HTMLFormElement);
          const said = Object.fromEntries(["text", "place", "target", "check", "stage"].map((key) => [key, String(data.get(key) ?? "")]).filter(([key, v]) => key === "text" || v !== ""));
          this.acts.save({ ...said, position, reason, must: data.get("must") === "on" }).catch((error: unknown) => {
            wrong.textContent = error instanceof Error ? error.message : String(error);
          });
        },
      },
      h("label", {}, h("span", {}, `${t(`act.${position}`)}${reason ? ` – ${reasons.find((r) => r.id === reason)?.name ?? ""}` : ""}`), text),
      ...(position === "condition"
        ? [
            field("place", "plan.where", kept?.place || (words.place ?? "")),
            field("target", "plan.target", kept?.target || (words.required ?? "")),
            field("check", "plan.how", kept?.check ?? ""),
            h("label", {}, h("span", {}, t("plan.when")), h("select", { name: "stage" }, ...Object.entries(this.given.stages).map(([key, name]) => h("option", { value: key, selected: kept?.stage === key }, name)))),
            h("label", { class: "check" }, h("input", { type: "checkbox", name: "must", checked: kept?.must ?? finding.verdict === "fail" }), t("plan.must")),
          ]
        : []),
      wrong,
      h("p", { class: "do" }, h("button", { class: "button main small" }, t("plan.save")), h("button", { type: "button", class: "plain", onclick: () => this.close() }, t("plan.cancel"))),
    );
    text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) form.requestSubmit();
    });
    return form;
  }

  private others(finding: Finding): HTMLElement {
    const all = this.looking.now.opinions.filter((o) => o.finding_id === finding.id && !o.mine);
    if (!all.length) return h("span");
    return h(
      "section",
      { class: "others" },
      h("h3", {}, t("plan.opinions")),
      ...all.map((o) =>
        h(
          "div",
          { class: "said" },
          h("p", {}, h("b", {}, o.author.name), " ", t(`act.${o.position}`), h("small", {}, o.carried_from ? t("plan.from-before") : "")),
          o.text ? h("p", {}, o.text) : null,
        ),
      ),
    );
  }
}
