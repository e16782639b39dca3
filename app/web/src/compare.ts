// Two rounds one over the other: a curtain between them, or what is gone red and what is new green.

import OlMap from "ol/Map";
import OlView from "ol/View";
import Feature from "ol/Feature";
import type Geometry from "ol/geom/Geometry";
import VectorImageLayer from "ol/layer/VectorImage";
import VectorLayer from "ol/layer/Vector";
import VectorSource from "ol/source/Vector";
import type RenderEvent from "ol/render/Event";
import { Circle as Dot, Fill, Stroke, Style } from "ol/style";
import { byId, h, say } from "./dom";
import { type Progress, Refusal } from "./http";
import { elementLayer, features, geometry } from "./plan/elements";
import { type ElementFacts, type Finding, type PlanFacts, RAISED, Round } from "./plan/facts";
import { SITE, storeyName } from "./plan/stage";
import { lang, learn, t } from "./words";

const root = document.querySelector<HTMLElement>(".compare");
const given = JSON.parse(root?.dataset.given ?? "{}") as { case: string; before: number; after: number };
learn(JSON.parse(root?.dataset.words ?? "{}") as Record<string, string>);

type Mode = "swipe" | "overlay" | "blink";
const MODES: Mode[] = ["swipe", "overlay", "blink"];
const GONE = "#b3261e";
const NEW = "#00745a";
const outline = (color: string, fill: string, dash?: number[]): Style =>
  new Style({
    stroke: new Stroke({ color, width: 2, ...(dash ? { lineDash: dash } : {}) }),
    fill: new Fill({ color: fill }),
    image: new Dot({ radius: 4, stroke: new Stroke({ color, width: 2 }) }),
  });
const STYLES: Record<string, Style> = {
  // told apart without colour too: what is gone is dashed
  gone: outline(GONE, "rgba(179,38,30,.14)", [6, 4]),
  new: outline(NEW, "rgba(0,116,90,.16)"),
  same: outline("#c3cad2", "rgba(0,0,0,0)"),
};

interface Side {
  plan: PlanFacts;
  findings: Finding[];
  storey: (level: number) => Promise<ElementFacts[]>;
}

async function side(number: number): Promise<Side> {
  const round = new Round(given.case, number, (so: Progress) => say(t("plan.making", { done: so.done, total: so.total || "…" })));
  const [plan, findings] = await Promise.all([round.plan(), round.findings()]);
  const has = (level: number): boolean => plan.storeys.some((s) => s.level === level && s.count > 0);
  return { plan, findings, storey: (level) => (has(level) ? round.storey(level) : Promise.resolve([])) };
}

/** What two rounds have alike is alike in kind and place, whatever it is called. */
const sign = (element: ElementFacts): string => `${element.kind} ${element.of ?? element.opens ?? ""} ${JSON.stringify(element.shape)} ${element.radius_m ?? ""}`;

class Comparison {
  private readonly under = elementLayer();
  private readonly over = elementLayer();
  private readonly changes = new VectorImageLayer({
    source: new VectorSource<Feature<Geometry>>(),
    imageRatio: 2,
    zIndex: 5,
    style: (feature) => STYLES[feature.get("change") as string],
  });
  private readonly places = new VectorSource<Feature<Geometry>>();
  private readonly map: OlMap;
  private mode: Mode = "swipe";
  private curtain = 0.5;
  private shift: [number, number] = [0, 0];
  private level: number;
  private timer = 0;
  private readonly handle = h("input", {
    type: "range",
    class: "curtain",
    min: 0,
    max: 1000,
    value: 500,
    "aria-label": t("plan.compare.curtain"),
    oninput: () => {
      this.curtain = Number(this.handle.value) / 1000;
      this.map.render();
    },
  });
  private readonly counts = h("p", { class: "soft", role: "status" });

  constructor(
    private readonly before: Side,
    private readonly after: Side,
  ) {
    this.level = after.plan.storeys.find((s) => s.level === 0 && s.count)?.level ?? after.plan.storeys.find((s) => s.count)?.level ?? 0;
    const marked = new VectorLayer({ source: this.places, zIndex: 20, style: (f) => STYLES[f.get("change") as string] });
    this.map = new OlMap({
      target: "map",
      layers: [this.under, this.over, this.changes, marked],
      controls: [],
      view: new OlView({ projection: SITE, center: [0, 0], resolution: 0.2, minResolution: 0.002, maxResolution: 3, enableRotation: false }),
    });
    this.over.on("prerender", (event: RenderEvent) => {
      const context = event.context as CanvasRenderingContext2D | null;
      if (!context) return;
      context.save();
      if (this.mode !== "swipe") return;
      const { width, height } = context.canvas;
      context.fillStyle = "#fbfcfd";
      context.fillRect(width * this.curtain, 0, width, height);
      context.beginPath();
      context.rect(width * this.curtain, 0, width, height);
      context.clip();
    });
    this.over.on("postrender", (event: RenderEvent) => {
      const context = event.context as CanvasRenderingContext2D | null;
      if (!context) return;
      context.restore();
      if (this.mode !== "swipe") return;
      context.fillStyle = "#16202b";
      context.fillRect(context.canvas.width * this.curtain - 1, 0, 2, context.canvas.height);
    });
    byId("map").after(this.handle);
    this.choices();
  }

  async start(): Promise<void> {
    await this.draw();
    this.turn("swipe");
    const extent = this.after.plan.bounds ?? this.before.plan.bounds;
    if (extent) this.map.getView().fit(extent, { padding: [40, 250, 70, 40] });
    this.list();
    say("");
    if (root) root.dataset.ready = "yes";
  }

  private choices(): void {
    const levels = [...new Set([...this.before.plan.storeys, ...this.after.plan.storeys].filter((s) => s.count).map((s) => s.level))].sort((a, b) => b - a);
    const storeys = h(
      "select",
      { onchange: (event: Event) => ((this.level = Number((event.target as HTMLSelectElement).value)), void this.draw().catch(wrong)) },
      ...levels.map((level) => h("option", { value: level, selected: level === this.level }, storeyName(this.after.plan, level))),
    );
    const nudge = (axis: 0 | 1, label: string): HTMLElement =>
      h("label", {}, label, h("input", { type: "number", step: 0.05, value: 0, onchange: (event: Event) => ((this.shift[axis] = Number((event.target as HTMLInputElement).value) || 0), void this.draw().catch(wrong)) }));
    byId("choices").replaceChildren(
      h("label", { class: "storey" }, h("span", {}, t("plan.storey")), storeys),
      h(
        "fieldset",
        { class: "seasons" },
        ...MODES.map((mode) => h("label", {}, h("input", { type: "radio", name: "mode", value: mode, checked: mode === this.mode, onchange: () => this.turn(mode) }), t(`plan.compare.${mode}`))),
      ),
      h("div", { class: "legend" }, ...(["gone", "new", "same"] as const).map((change) => h("span", { class: "entry" }, h("i", { class: change }), t(`plan.compare.${change}`)))),
      this.counts,
      h("fieldset", { class: "nudge" }, h("legend", {}, t("plan.compare.nudge")), nudge(0, "x"), nudge(1, "y")),
    );
  }

  private async draw(): Promise<void> {
    const levels = this.level === 0 || this.level === 1 ? [0, 1] : [this.level];
    const all = async (of: Side): Promise<ElementFacts[]> => (await Promise.all(levels.map((level) => of.storey(level)))).flat();
    const [before, after] = await Promise.all([all(this.before), all(this.after)]);
    const moved = (list: Feature<Geometry>[]): Feature<Geometry>[] => {
      for (const feature of list) feature.getGeometry()?.translate(...this.shift);
      return list;
    };
    replace(this.under.getSource(), moved(features(before)));
    replace(this.over.getSource(), features(after));
    const still = this.shift[0] === 0 && this.shift[1] === 0;
    const known = new Map(before.map((e) => [sign(e), e]));
    const kept = new Set(after.map(sign));
    const gone = before.filter((e) => !kept.has(sign(e)));
    const fresh = after.filter((e) => !known.has(sign(e)));
    const same = after.filter((e) => known.has(sign(e)));
    const told = [
      ...changed(same, "same"),
      ...(still ? changed(gone, "gone") : moved(changed(gone, "gone"))),
      ...changed(fresh, "new"),
    ];
    replace(this.changes.getSource(), told);
    this.counts.textContent = t("plan.compare.counts", { gone: gone.length, new: fresh.length, same: same.length });
  }

  private turn(mode: Mode): void {
    this.mode = mode;
    window.clearInterval(this.timer);
    this.handle.hidden = mode !== "swipe";
    this.under.setVisible(mode !== "overlay");
    this.over.setVisible(mode !== "overlay");
    this.changes.setVisible(mode === "overlay");
    if (mode === "blink") this.timer = window.setInterval(() => this.over.setVisible(!this.over.getVisible()), 900);
    this.map.render();
  }

  /** The findings that went, came and stayed. */
  private list(): void {
    const raised = (of: Side): Map<string, Finding> => new Map(of.findings.filter((f) => RAISED.has(f.verdict)).map((f) => [f.id, f]));
    const [before, after] = [raised(this.before), raised(this.after)];
    const groups = {
      new: [...after.values()].filter((f) => !before.has(f.id)),
      gone: [...before.values()].filter((f) => !after.has(f.id)),
      same: [...after.values()].filter((f) => before.has(f.id)),
    };
    byId("changes").append(
      h("p", {}, t("plan.compare.findings", { gone: groups.gone.length, same: groups.same.length, new: groups.new.length })),
      ...(["new", "gone", "same"] as const).map((change) =>
        h(
          "details",
          { open: change !== "same" },
          h("summary", {}, `${t(`plan.compare.finding-${change}`)} ${groups[change].length}`),
          h("ol", { class: "rows" }, ...groups[change].map((finding) => this.row(finding, change))),
        ),
      ),
    );
  }

  private row(finding: Finding, change: "new" | "gone" | "same"): HTMLElement {
    const words = finding.words[lang()];
    return h(
      "li",
      { class: "row" },
      h(
        "button",
        { class: "open", onclick: () => this.show(finding, change), disabled: !finding.shape },
        h("span", { class: "n" }, String(finding.number)),
        h("span", { class: "what" }, words.headline ?? "", h("small", {}, [words.cite, words.place].filter(Boolean).join(" · "))),
        h("span", { class: `v ${finding.verdict}` }, words.verdict ?? ""),
      ),
    );
  }

  private show(finding: Finding, change: string): void {
    const shape = geometry(finding.shape);
    this.places.clear();
    if (!shape) return;
    const feature = new Feature<Geometry>(shape);
    feature.set("change", change === "same" ? "new" : change);
    this.places.addFeature(feature);
    this.map.getView().fit(shape.getExtent(), { padding: [80, 280, 90, 80], minResolution: 0.02, duration: 200 });
  }
}

function changed(elements: ElementFacts[], change: string): Feature<Geometry>[] {
  const made = features(elements);
  for (const feature of made) {
    feature.setId(undefined);
    feature.set("change", change, true);
  }
  return made;
}

function replace(source: VectorSource<Feature<Geometry>> | null, list: Feature<Geometry>[]): void {
  source?.clear(true);
  source?.addFeatures(list);
}

const wrong = (error: unknown): void => say(error instanceof Refusal ? error.message : error instanceof TypeError ? t("plan.offline") : String(error));

if (document.getElementById("map")) {
  Promise.all([side(given.before), side(given.after)])
    .then(([before, after]) => new Comparison(before, after).start())
    .catch(wrong);
}
