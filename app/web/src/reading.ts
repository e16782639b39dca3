// The page that shows what was understood: the plan coloured by element, corrected by pressing it.

import "ol/ol.css";
import "./reading.css";
import { byId, h, say } from "./dom";
import { Refusal, made, type Progress } from "./http";
import type { ElementFacts, PlanFacts } from "./plan/facts";
import { About } from "./reading/about";
import type { ReadingGiven } from "./reading/facts";
import { Form } from "./reading/form";
import { Picture } from "./reading/picture";
import { learn, pick, t } from "./words";

const root = byId("plan-of");
const given = JSON.parse(root.dataset.given ?? "{}") as ReadingGiven;
learn(JSON.parse(root.dataset.words ?? "{}") as Record<string, string>);

const base = `/api/submissions/${given.submission}/plan`;
const progress = (so: Progress): void => say(t("plan.making", { done: so.done, total: so.total || "…" }));

async function start(): Promise<void> {
  root.hidden = false;
  say(t("plan.loading"));
  const plan = await made<PlanFacts>(base, progress);
  const form = new Form(byId("reading-form") as HTMLFormElement, given);
  const picture = new Picture(byId("map-of"), given, form, (element) => about.element(element));
  const about: About = new About(byId("about-of"), given, form, picture);

  const levels = plan.storeys.filter((storey) => storey.count > 0);
  const first = levels.find((storey) => storey.level === 0) ?? levels[0];
  const show = async (level: number): Promise<void> => {
    say(t("plan.loading"));
    const shown = level === 0 || level === 1 ? [0, 1] : [level];
    const there = shown.filter((one) => levels.some((storey) => storey.level === one));
    const elements = await Promise.all(there.map((one) => made<ElementFacts[]>(`${base}/${one}`, progress)));
    const extent = (level >= 0 ? plan.bounds : null) ?? plan.storeys.find((storey) => storey.level === level)?.bounds ?? plan.bounds;
    picture.show(elements.flat(), extent);
    about.legend();
    say("");
  };
  const storeys = h("select", { "aria-label": t("plan.storey") }, ...levels.map((storey) => h("option", { value: storey.level }, pick(storey.name))));
  storeys.addEventListener("change", () => void show(Number(storeys.value)).catch(wrong));
  byId("storey-of").append(storeys, h("button", { type: "button", class: "button small", onclick: () => picture.fit() }, t("plan.fit")));
  if (first) {
    storeys.value = String(first.level);
    await show(first.level);
  }
  form.changed(() => {
    picture.redraw();
    about.told();
  });
  about.told();
  root.dataset.ready = "yes";
}

const wrong = (error: unknown): void => {
  byId("map-of").hidden = true;
  say(error instanceof Refusal ? error.message : error instanceof TypeError ? t("plan.offline") : String(error));
};

start().catch(wrong);
