// The probe: what is in sight from where one points, who sees that place, light and help there.

import Feature from "ol/Feature";
import type OlMap from "ol/Map";
import MultiLineString from "ol/geom/MultiLineString";
import Point from "ol/geom/Point";
import Polygon from "ol/geom/Polygon";
import type Geometry from "ol/geom/Geometry";
import VectorLayer from "ol/layer/Vector";
import VectorSource from "ol/source/Vector";
import { Circle as Dot, Fill, Stroke, Style } from "ol/style";
import { byId, h, say } from "../dom";
import { number, t } from "../words";
import { type Evidence, type EvidenceFacts, type GridFacts, valueAt } from "./evidence";
import { type SightFacts, type Looks, Storey, areaOf, groundAt } from "./sight";
import type { Looking, Season } from "./view";

const STEP_PX = 6;
const STYLES: Record<string, Style> = {
  seen: new Style({ fill: new Fill({ color: "rgba(20,73,122,.15)" }), stroke: new Stroke({ color: "#14497a", width: 1.2 }) }),
  looks: new Style({ stroke: new Stroke({ color: "rgba(138,90,0,.75)", width: 1.1 }) }),
  eye: new Style({ image: new Dot({ radius: 4, fill: new Fill({ color: "#14497a" }), stroke: new Stroke({ color: "#fff", width: 1.5 }) }) }),
};

export interface Probed {
  inside: boolean;
  ring: [number, number][];
  area_m2: number;
  looks: Looks;
  lux: number | null;
  bell_m: number | null;
  ms: number;
}

export class Probe {
  private readonly source = new VectorSource<Feature<Geometry>>();
  private readonly tip = byId("probe");
  private sight: SightFacts | null = null;
  private grids: { storey: number; grid: GridFacts }[] = [];
  private readonly storeys = new Map<string, Storey>();
  private pixel: number[] | null = null;
  private waiting = 0;
  private eye = 0;
  private season: Season | null = null;

  constructor(
    private readonly map: OlMap,
    private readonly evidence: Evidence,
    private readonly looking: Looking,
    private readonly storey: () => number,
  ) {
    map.addLayer(
      new VectorLayer({ source: this.source, zIndex: 45, updateWhileInteracting: true, style: (f) => STYLES[f.get("part") as string] ?? [] }),
    );
    map.on("pointermove", (event) => {
      if (this.on && !event.dragging) this.follow(event.pixel);
    });
    map.on("click", (event) => {
      if (this.on) this.follow(event.pixel);
    });
    map.on("moveend", () => this.on && this.pixel && this.follow(this.pixel));
    (map.getTargetElement() as HTMLElement).addEventListener("pointerleave", () => this.on && this.clear());
    looking.on(["tool", "season", "storey"], () => void this.turn());
  }

  get on(): boolean {
    return this.looking.now.tool === "probe";
  }

  /** The eye heights there are, for the tools to choose from. */
  choices(): HTMLElement {
    const eyes = this.sight?.eyes ?? [];
    return h(
      "fieldset",
      { class: "eyes" },
      h("legend", {}, t("marks.eye")),
      ...eyes.map((eye, n) =>
        h(
          "label",
          {},
          h("input", {
            type: "radio",
            name: "eye",
            checked: n === this.eye,
            onchange: () => {
              this.eye = n;
              if (this.pixel) this.follow(this.pixel);
            },
          }),
          `${t(`marks.eye.${eye.name}`)} ${number(eye.height_m)} m`,
        ),
      ),
    );
  }

  private async turn(): Promise<void> {
    if (!this.on) {
      this.clear();
      return;
    }
    const season = this.looking.now.season;
    if (this.sight && this.season === season) return this.start();
    this.season = season;
    const progress = (so: { done: number; total: number }): void => say(t("layers.making", { done: so.done, total: so.total }));
    const [sight, light] = await Promise.all([
      this.evidence.facts("sight", season, progress) as Promise<unknown>,
      this.evidence.facts("light", season, progress),
    ]);
    if (this.season !== season) return;
    this.sight = sight as SightFacts;
    this.storeys.clear();
    this.grids = (light as EvidenceFacts).places?.flatMap((p) => (p.grid ? [{ storey: p.storey, grid: p.grid }] : [])) ?? [];
    this.start();
  }

  private start(): void {
    if (!this.sight) return;
    say(this.stage() ? t("marks.hint-probe") : t("marks.probe-no-storey"));
    byId("eyes").replaceChildren(this.choices());
    const size = this.map.getSize() ?? [0, 0];
    this.follow(this.pixel ?? [(size[0] ?? 0) / 2, (size[1] ?? 0) / 2]);
  }

  /** Moves by arrow keys, as the pointer does. */
  step(dx: number, dy: number): void {
    const size = this.map.getSize() ?? [0, 0];
    const from = this.pixel ?? [(size[0] ?? 0) / 2, (size[1] ?? 0) / 2];
    this.follow([(from[0] ?? 0) + dx * STEP_PX, (from[1] ?? 0) + dy * STEP_PX]);
  }

  private follow(pixel: number[]): void {
    this.pixel = pixel;
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      if (this.on && this.pixel) this.draw(this.pixel);
    });
  }

  private stage(): Storey | null {
    const level = this.storey();
    const key = String(level === 1 ? 0 : level);
    const pieces = this.sight?.storeys[key];
    if (!this.sight || !pieces) return null;
    let found = this.storeys.get(key);
    if (!found) this.storeys.set(key, (found = new Storey(pieces, this.sight.least_share)));
    return found;
  }

  /** What is known at a place, in site metres. */
  at(x: number, y: number): Probed | null {
    const stage = this.stage();
    const sight = this.sight;
    if (!stage || !sight) return null;
    const started = performance.now();
    const level = this.storey() === 1 ? 0 : this.storey();
    const floor = level === 0 ? groundAt(sight.ground, x, y) : (sight.storeys[String(level)]?.floor_m ?? 0);
    const z = floor + (sight.eyes[this.eye]?.height_m ?? 1.5);
    const ring = stage.isovist(x, y, z, sight.limit_m);
    const nobody: Looks = { windows: 0, others: 0, nearest_m: null, from: [] };
    const looks = ring && level === 0 ? stage.looks(sight.watchers, x, y, z, sight.limit_m) : nobody;
    const grid = this.grids.find((g) => g.storey === level)?.grid;
    const bells = sight.bells.filter((b) => (level === 0 ? b.storey >= 0 && b.storey <= 1 : b.storey === level));
    const bell = Math.min(...bells.map((b) => Math.hypot(b.at[0] - x, b.at[1] - y)));
    return {
      inside: ring === null,
      ring: ring ?? [],
      area_m2: ring ? areaOf(ring) : 0,
      looks,
      lux: grid ? valueAt(grid, x, y) : null,
      bell_m: Number.isFinite(bell) ? bell : null,
      ms: performance.now() - started,
    };
  }

  private draw(pixel: number[]): void {
    const at = this.map.getCoordinateFromPixel(pixel);
    if (!at) return;
    const [x, y] = [at[0] ?? 0, at[1] ?? 0];
    const found = this.at(x, y);
    this.source.clear(true);
    if (!found) return this.hide();
    const features = [part("eye", new Point([x, y]))];
    if (found.ring.length) features.push(part("seen", new Polygon([found.ring])));
    if (found.looks.from.length) features.push(part("looks", new MultiLineString(found.looks.from.map((from) => [from, [x, y]]))));
    this.source.addFeatures(features);
    this.tell(found, pixel, x, y);
  }

  private tell(found: Probed, pixel: number[], x: number, y: number): void {
    const eye = this.sight?.eyes[this.eye];
    const lines = found.inside
      ? [t("marks.probe-inside")]
      : [
          this.storey() >= 0 && this.storey() <= 1 ? t("marks.probe-windows", { n: found.looks.windows, m: found.looks.others }) : "",
          found.looks.nearest_m === null ? "" : t("marks.probe-nearest", { m: number(found.looks.nearest_m) }),
          found.lux === null ? "" : t("marks.probe-lux", { lx: number(found.lux, 2) }),
          found.bell_m === null ? "" : t("marks.probe-bell", { m: number(found.bell_m, 0) }),
          t("marks.probe-area", { m2: number(found.area_m2, 0), m: number(this.sight?.limit_m ?? 0, 0) }),
        ];
    const kind = eye ? `${t("marks.probe-eye", { m: number(eye.height_m) })} (${t(`marks.eye.${eye.name}`)})` : "";
    this.tip.replaceChildren(
      ...lines.filter(Boolean).map((words) => h("span", {}, words)),
      h("small", {}, [kind, t("marks.probe-preview")].filter(Boolean).join(" · ")),
    );
    this.tip.hidden = false;
    const size = this.map.getSize() ?? [0, 0];
    const left = (pixel[0] ?? 0) + 18 + this.tip.offsetWidth > (size[0] ?? 0);
    const above = (pixel[1] ?? 0) + 18 + this.tip.offsetHeight > (size[1] ?? 0);
    this.tip.style.left = `${(pixel[0] ?? 0) + (left ? -18 - this.tip.offsetWidth : 18)}px`;
    this.tip.style.top = `${(pixel[1] ?? 0) + (above ? -18 - this.tip.offsetHeight : 18)}px`;
    Object.assign(this.tip.dataset, {
      x: x.toFixed(4),
      y: y.toFixed(4),
      area: found.area_m2.toFixed(2),
      windows: String(found.looks.windows),
      others: String(found.looks.others),
      lux: found.lux === null ? "" : found.lux.toFixed(2),
      ms: found.ms.toFixed(2),
    });
  }

  private clear(): void {
    this.source.clear(true);
    this.hide();
  }

  private hide(): void {
    this.tip.hidden = true;
  }
}

function part(name: string, shape: Geometry): Feature<Geometry> {
  const feature = new Feature<Geometry>(shape);
  feature.set("part", name, true);
  return feature;
}
