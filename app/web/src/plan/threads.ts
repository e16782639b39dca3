// Marks in words: who wrote them, what was answered, and how each person stands to them.

import { h } from "../dom";
import { t } from "../words";
import type { Mark } from "./facts";

export interface Threads {
  may: boolean;
  open: (mark: Mark) => void;
  answer: (mark: Mark, text: string) => void;
  judge: (mark: Mark, review: string) => void;
  reword: (mark: Mark, text: string) => void;
  remove: (mark: Mark) => void;
}

const REVIEWS = ["Accepted", "Rejected", "Completed"] as const;

/** The threads of some marks, oldest first. */
export function threads(all: Mark[], which: (mark: Mark) => boolean, acts: Threads): HTMLElement {
  const roots = all.filter((mark) => mark.shape && !mark.parent_id && which(mark));
  if (!roots.length) return h("p", { class: "soft" }, t("marks.none"));
  return h("ol", { class: "marks" }, ...roots.map((mark) => thread(mark, all, acts)));
}

function thread(mark: Mark, all: Mark[], acts: Threads): HTMLElement {
  const below = all.filter((m) => m.parent_id === mark.id);
  const answers = below.filter((m) => m.kind === "reply");
  const states = latest(below.filter((m) => m.kind === "state"));
  const box = h("textarea", { rows: 2, maxlength: 4000, "aria-label": t("marks.reply") });
  const reply = h(
    "form",
    {
      class: "form",
      hidden: true,
      onsubmit: (event: Event) => {
        event.preventDefault();
        if (box.value.trim()) acts.answer(mark, box.value);
      },
    },
    box,
    h("button", { class: "button small" }, t("marks.reply")),
  );
  return h(
    "li",
    { class: mark.draft ? "draft" : "" },
    h("button", { class: "plain", onclick: () => acts.open(mark) }, t(`marks.${mark.kind}`)),
    " ",
    who(mark),
    said(mark, acts),
    ...answers.map((answer) => h("div", { class: `answer ${answer.draft ? "draft" : ""}` }, who(answer), said(answer, acts))),
    states.length ? h("p", { class: "states" }, ...states.map((s) => h("span", { class: s.review }, `${s.author.mine ? t("plan.you") : s.author.name}: ${t(`marks.${s.review}`)}`))) : null,
    acts.may &&
      h(
        "p",
        { class: "do" },
        h("button", { class: "plain", onclick: () => ((reply.hidden = false), box.focus()) }, t("marks.reply")),
        ...REVIEWS.map((review) => h("button", { class: "plain", onclick: () => acts.judge(mark, review) }, t(`marks.${review}`))),
      ),
    reply,
  );
}

function who(mark: Mark): HTMLElement {
  const words = [mark.author.mine ? t("plan.you") : mark.author.name, mark.draft ? t("plan.draft") : "", mark.carried_from ? t("plan.from-before") : ""];
  return h("small", {}, words.filter(Boolean).join(" · "));
}

function said(mark: Mark, acts: Threads): HTMLElement {
  const own = mark.author.mine && mark.draft && acts.may;
  const words = h("p", { class: "words" }, mark.text || "–");
  if (!own) return words;
  const change = (): void => {
    const box = h("textarea", { rows: 3, maxlength: 4000 });
    box.value = mark.text;
    const form = h(
      "form",
      {
        class: "form",
        onsubmit: (event: Event) => {
          event.preventDefault();
          acts.reword(mark, box.value);
        },
      },
      box,
      h("button", { class: "button small" }, t("plan.save")),
    );
    words.replaceWith(form);
    box.focus();
  };
  return h(
    "div",
    {},
    words,
    h("p", { class: "do" }, h("button", { class: "plain", onclick: change }, t("plan.change")), h("button", { class: "plain", onclick: () => acts.remove(mark) }, t("plan.remove"))),
  );
}

/** The last state that each person gave. */
function latest(states: Mark[]): Mark[] {
  const last = new Map<string, Mark>();
  for (const state of states) last.set(state.author.id || state.author.name, state);
  return [...last.values()];
}
