// The tools and the panel beside the plan: storey, layers of evidence with legends, time and state.

import { byId, h } from "../dom";
import type { Progress } from "../http";
import { pick, t } from "../words";
import type { Evidence, LampFacts, Said } from "./evidence";
import type { Given, PlanFacts } from "./facts";
import { storeyName } from "./stage";
import { DRAWN_HERE, LAYERS, SEASONS, type Layer, type Looking, type Season, type Tool } from "./view";

/** Signs of the tools, drawn in a square of 20. */
const TOOLS: [Tool, string][] = [
  ["move", "M5 3 L15 11 L10.4 11.8 L12.8 16.6 L10.7 17.6 L8.4 12.8 L5 16 Z"],
  ["point", "M10 17 C10 17 4.5 11.6 4.5 7.8 A5.5 5.5 0 0 1 15.5 7.8 C15.5 11.6 10 17 10 17 Z M10 6 A2 2 0 1 0 10.01 6 Z"],
  ["line", "M3.5 16.5 L9 7 L12 13 L16.5 3.5"],
  ["cloud", "M5.5 15 A3 3 0 0 1 4.6 9.3 A4 4 0 0 1 11.6 6.4 A3.6 3.6 0 0 1 16 10.2 A2.6 2.6 0 0 1 14.8 15 Z"],
  ["polygon", "M10 3.5 L16.5 8.2 L14 16 L6 16 L3.5 8.2 Z"],
  ["text", "M4.5 6 V4 H15.5 V6 M10 4 V16 M7.8 16 H12.2"],
  ["distance", "M3 6 V14 M17 6 V14 M3 10 H17 M6 7.5 L3.4 10 L6 12.5 M14 7.5 L16.6 10 L14 12.5"],
  ["area", "M4 4 H16 V16 H4 Z M4 10 L10 4 M4 16 L16 4 M10 16 L16 10"],
  ["probe", "M2.5 10 C5 6 7.5 4.8 10 4.8 C12.5 4.8 15 6 17.5 10 C15 14 12.5 15.2 10 15.2 C7.5 15.2 5 14 2.5 10 Z M10 7.4 A2.6 2.6 0 1 0 10.01 7.4 Z"],
];
const WHOLE = "M3.5 7.5 V3.5 H7.5 M12.5 3.5 H16.5 V7.5 M16.5 12.5 V16.5 H12.5 M7.5 16.5 H3.5 V12.5";

function sign(path: string): SVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}
const DRAWS: ReadonlySet<Tool> = new Set(["point", "line", "cloud", "polygon", "text"]);
const KEPT_APART: ReadonlySet<Layer> = new Set(["drawing", "cameras", "climb", "approach"]);

export function tools(looking: Looking, given: Given, fit: () => void, place: () => void): void {
  const bar = byId("tools");
  const buttons = TOOLS.filter(([tool]) => given.may.opine || !DRAWS.has(tool)).map(([tool, path]) =>
    h(
      "button",
      {
        "data-tool": tool,
        title: t(`marks.${tool}`),
        "aria-label": t(`marks.${tool}`),
        "aria-pressed": String(looking.now.tool === tool),
        onclick: (event: MouseEvent) => {
          looking.set({ tool });
          // pressed by a key: there is no pointer to put a point with
          if (event.detail === 0) place();
        },
      },
      sign(path),
    ),
  );
  const whole = h("button", { class: "fit", title: t("plan.fit"), "aria-label": t("plan.fit"), onclick: fit }, sign(WHOLE));
  bar.replaceChildren(...buttons, whole, h("div", { id: "eyes" }));
  bar.addEventListener("keydown", (event) => {
    const all = [...buttons, whole];
    const n = all.indexOf(document.activeElement as HTMLButtonElement);
    const by = event.code === "ArrowDown" ? 1 : event.code === "ArrowUp" ? -1 : 0;
    if (n < 0 || !by) return;
    event.preventDefault();
    event.stopPropagation();
    all[(n + by + all.length) % all.length]?.focus();
  });
  looking.on(["tool"], (view) => {
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.tool === view.tool));
    if (view.tool !== "probe") byId("eyes").replaceChildren();
    byId("map").dataset.tool = view.tool;
  });
}

export class Panel {
  private readonly target = byId("layers");
  private readonly legends = new Map<Layer, HTMLElement>();
  private turn = 0;

  constructor(
    private readonly looking: Looking,
    private readonly given: Given,
    private readonly plan: PlanFacts,
    private readonly evidence: Evidence,
    private readonly storey: () => number,
  ) {
    this.draw();
    looking.on(["layers", "season", "lamp", "storey"], () => void this.show());
    looking.on(["storey", "every"], () => this.pickStorey());
    looking.on(["layers", "season"], () => this.tick());
    looking.on(["season"], (view) => document.body.classList.toggle("dark-plan", view.season === "night" || view.season === "lamp-out"));
  }

  private readonly storeys = h("select", {
    onchange: (event: Event) => {
      const value = (event.target as HTMLSelectElement).value;
      this.looking.set(value === "every" ? { every: true } : { every: false, storey: Number(value) });
    },
  });

  /** Which lamp is out: the worst, or one that is chosen here or on the plan. */
  private readonly lamp = h("select", {
    onchange: (event: Event) => this.looking.set({ lamp: (event.target as HTMLSelectElement).value }),
  });
  private readonly lampField = h("label", { class: "lamp", hidden: true }, h("span", {}, t("layers.lamp")), this.lamp);

  private draw(): void {
    const drawn = this.plan.storeys.filter((s) => s.count > 0).map((s) => s.level).sort((a, b) => b - a);
    this.storeys.replaceChildren(
      ...drawn.map((level) => h("option", { value: level }, storeyName(this.plan, level))),
      ...(drawn.length > 2 ? [h("option", { value: "every" }, t("plan.every-storey"))] : []),
    );
    this.pickStorey();
    const { security, linework } = this.given.may;
    const layers = LAYERS.filter((layer) => (security || !KEPT_APART.has(layer)) && (linework || layer !== "drawing"));
    this.target.replaceChildren(
      h("label", { class: "storey" }, h("span", {}, t("plan.storey")), this.storeys),
      h(
        "details",
        { open: matchMedia("(min-width: 1100px)").matches },
        h("summary", {}, t("layers.title")),
        h("fieldset", {}, h("legend", { class: "unseen" }, t("layers.title")), ...layers.map((layer) => this.layer(layer))),
        h("fieldset", { class: "seasons" }, h("legend", {}, t("layers.state")), ...SEASONS.map((season) => this.season(season)), this.lampField),
        this.before(),
      ),
    );
  }

  private layer(layer: Layer): HTMLElement {
    const legend = h("div", { class: "legend" });
    this.legends.set(layer, legend);
    return h(
      "div",
      {},
      h(
        "label",
        {},
        h("input", {
          type: "checkbox",
          checked: this.looking.now.layers.has(layer),
          "data-layer": layer,
          onchange: (event: Event) => {
            const layers = new Set(this.looking.now.layers);
            if ((event.target as HTMLInputElement).checked) layers.add(layer);
            else layers.delete(layer);
            this.looking.set({ layers });
          },
        }),
        t(`layers.${layer}`),
      ),
      legend,
    );
  }

  private season(season: Season): HTMLElement {
    return h(
      "label",
      {},
      h("input", { type: "radio", name: "season", value: season, checked: this.looking.now.season === season, onchange: () => this.turnTo(season) }),
      t(`layers.${season}`),
    );
  }

  /** At night one looks at the light: it comes with the state, and goes with it. */
  private turnTo(season: Season): void {
    const layers = new Set(this.looking.now.layers);
    this.lampField.hidden = true;
    const lit = season === "night" || season === "lamp-out";
    if (lit) layers.add("light");
    else if (this.looking.now.season !== season) layers.delete("light");
    this.looking.set({ season, layers, lamp: "" });
  }

  /** What is ticked is what is looked at, whoever asked for it: an address does too. */
  private tick(): void {
    const { layers, season } = this.looking.now;
    for (const box of this.target.querySelectorAll<HTMLInputElement>("[data-layer]")) box.checked = layers.has(box.dataset.layer as Layer);
    for (const one of this.target.querySelectorAll<HTMLInputElement>("[name=season]")) one.checked = one.value === season;
  }

  private pickLamp(said: Said): void {
    const { season, lamp } = this.looking.now;
    this.lampField.hidden = season !== "lamp-out" || !said.lamps.length;
    if (this.lampField.hidden) return;
    const lamps = said.lamps;
    const named = (one: LampFacts, n: number): string =>
      t("layers.lamp-left", { n: n + 1, lamp: pick(one.name), average: one.average_lx.toFixed(1), lowest: one.lowest_lx.toFixed(2) });
    this.lamp.replaceChildren(
      h("option", { value: "" }, t("layers.worst-lamp", { lamp: lamps[0] ? pick(lamps[0].name) : "" })),
      ...lamps.map((one, n) => h("option", { value: one.id }, named(one, n))),
      ...(lamp && !lamps.some((one) => one.id === lamp) ? [h("option", { value: lamp }, lamp)] : []),
    );
    this.lamp.value = lamp;
  }

  private before(): HTMLElement {
    const before = Math.max(...this.given.rounds.filter((n) => n < this.given.round), 0);
    if (!before) return h("span");
    return h("p", {}, h("a", { href: `/cases/${this.given.case}/compare?before=${before}&after=${this.given.round}` }, t("layers.before")));
  }

  private pickStorey(): void {
    this.storeys.value = this.looking.now.every ? "every" : String(this.storey());
  }

  async show(): Promise<void> {
    const turn = ++this.turn;
    const view = this.looking.now;
    const wanted = LAYERS.filter((layer) => view.layers.has(layer));
    for (const [layer, legend] of this.legends) if (!view.layers.has(layer)) legend.replaceChildren();
    const progress = (so: Progress): void => {
      if (turn !== this.turn) return;
      for (const layer of wanted.filter((one) => !DRAWN_HERE.has(one))) {
        this.legends
          .get(layer)
          ?.replaceChildren(h("small", { role: "status" }, t("layers.making", { done: so.done, total: so.total || "…" })), h("progress", { max: so.total || 1, value: so.done }));
      }
    };
    try {
      const said = await this.evidence.show(wanted, this.storey(), view.season, view.lamp, progress);
      if (turn !== this.turn) return;
      for (const [layer, words] of said) this.tell(layer, words);
    } catch (error) {
      if (turn !== this.turn) return;
      for (const layer of wanted.filter((one) => !DRAWN_HERE.has(one))) {
        this.legends.get(layer)?.replaceChildren(h("small", { class: "wrong" }, error instanceof Error ? error.message : String(error)));
      }
    }
  }

  private tell(layer: Layer, said: Said): void {
    if (layer === "light") this.pickLamp(said);
    const lines = [...said.lacking, ...said.words.slice(0, 2)];
    if (!said.entries.length && !lines.length) lines.push(t("layers.nothing"));
    this.legends.get(layer)?.replaceChildren(
      ...said.entries.map((entry) => h("span", { class: "entry" }, h("i", { class: entry.sample }), entry.words)),
      ...lines.map((words) => h("small", {}, words)),
    );
  }
}
