// Layers of evidence on the plan: who sees the walks, light, cameras, climbs, least-observed ways.

import Feature, { type FeatureLike } from "ol/Feature";
import type Geometry from "ol/geom/Geometry";
import type Map from "ol/Map";
import VectorLayer from "ol/layer/Vector";
import VectorImageLayer from "ol/layer/VectorImage";
import VectorSource from "ol/source/Vector";
import { Circle as Dot, Fill, RegularShape, Stroke, Style } from "ol/style";
import type { Progress } from "../http";
import { type Both, number, pick, t } from "../words";
import { geometry } from "./elements";
import type { Round, Shape } from "./facts";
import { DRAWN_HERE, type Layer, type Season } from "./view";
import { hatch } from "./witness";

interface Area {
  class: number;
  at?: number;
  shape: Shape;
}
export interface GridFacts {
  x_m: number;
  y_m: number;
  step_m: number;
  columns: number;
  rows: number;
  per_unit: number;
  values: string;
}
interface Place {
  storey: number;
  name: Both;
  areas: Area[];
  limits?: number[];
  hidden?: Shape | null;
  grid?: GridFacts;
  out?: string;
  at?: Shape;
  words: Both;
}
interface Line {
  class?: number;
  shape: Shape;
  unseen?: Shape[];
  unseen_m?: number;
  storey?: number;
  words?: Both;
}
export interface EvidenceFacts {
  places?: Place[];
  features?: Line[];
  classes?: (Both & { at?: number })[];
  words?: Both[];
  notes?: Both[];
  lacking: Both[];
  lamps?: LampFacts[];
}
/** A lamp, and the light that is left on the ground where it is out. */
export interface LampFacts {
  id: string;
  name: Both;
  lowest_lx: number;
  average_lx: number;
}

export interface Entry {
  sample: string;
  words: string;
}
/** What the panel says of a layer: its legend, findings in words, what is lacking. */
export interface Said {
  entries: Entry[];
  words: string[];
  lacking: string[];
  /** Of light with a lamp out: the lamps that may be, the worst first. */
  lamps: LampFacts[];
}

const LIGHTS = ["#b9bfca", "#d3d2cd", "#eadfbe", "#f7eab6", "#fcf5d8", "#fffdf4"];
const BLUES = ["#f3f6f9", "#d6e2ed", "#adc6dc", "#7ea3c6", "#4d7fae", "#235a8c"];
const RIBBON = ["#ffffff", "#e6eef6", "#8fb1d1", "#235a8c"];
const UNSEEN = "#b3261e";

const fill = (color: string | CanvasPattern, edge = "rgba(22,32,43,.35)", width = 0.8): Style =>
  new Style({ fill: new Fill({ color }), stroke: new Stroke({ color: edge, width }) });
const stroke = (color: string, width: number, lineDash?: number[]): Style =>
  new Style({ stroke: new Stroke({ color, width, lineCap: "butt", ...(lineDash ? { lineDash } : {}) }) });

const alpha = (hex: string, share: number): string =>
  `rgba(${[1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16)).join(",")},${share})`;

/** The class of the place of a lamp that is out: a ring with a cross. */
const OUT = -2;
const LAMP_OUT = [
  new Style({ image: new Dot({ radius: 9, fill: new Fill({ color: "rgba(255,255,255,.9)" }), stroke: new Stroke({ color: UNSEEN, width: 2.5 }) }) }),
  new Style({ image: new RegularShape({ points: 4, radius: 8, radius2: 0, angle: 0, stroke: new Stroke({ color: UNSEEN, width: 2.2 }) }) }),
];

function styleOf(feature: FeatureLike): Style | Style[] {
  const [layer, rank] = [feature.get("layer") as Layer, feature.get("class") as number];
  switch (layer) {
    case "light":
      if (rank === OUT) return LAMP_OUT;
      return fill(alpha(LIGHTS[rank] ?? "#fff", 0.82));
    case "cameras":
      return rank < 0 ? fill(hatch("#6d7681", 6, 0.8, 0.12), "rgba(0,0,0,0)") : fill(alpha(BLUES[rank] ?? "#235a8c", 0.62), "rgba(20,73,122,.5)");
    case "surveillance":
      return rank === 0
        ? [stroke(UNSEEN, 11), stroke("#fff", 8.5), stroke(UNSEEN, 8.5, [2, 4])]
        : [stroke("#14497a", 11), stroke(RIBBON[rank] ?? "#235a8c", 8.5)];
    case "climb":
      return [stroke("#fff", 6), stroke(UNSEEN, 3.2, rank ? undefined : [5, 4])];
    case "approach":
      return rank === 1 ? [stroke(UNSEEN, 6)] : [stroke("#fff", 5), stroke("#8a5a00", 2.6, [10, 5])];
    default:
      return [];
  }
}

/** Evidence once asked for; each layer in each state is fetched once. */
export class Evidence {
  private readonly fields = new VectorImageLayer({ source: new VectorSource<Feature<Geometry>>(), style: styleOf, imageRatio: 1.5, zIndex: 10 });
  private readonly lines = new VectorLayer({ source: new VectorSource<Feature<Geometry>>(), style: styleOf, zIndex: 40 });
  private readonly asked = new globalThis.Map<string, Promise<EvidenceFacts>>();

  constructor(
    private readonly round: Round,
    map: Map,
  ) {
    map.addLayer(this.fields);
    map.addLayer(this.lines);
  }

  facts(layer: string, state: string, progress: (so: Progress) => void): Promise<EvidenceFacts> {
    const key = `${layer} ${state}`;
    let found = this.asked.get(key);
    if (!found) {
      found = this.round.evidence<EvidenceFacts>(layer, state, progress);
      found.catch(() => this.asked.delete(key));
      this.asked.set(key, found);
    }
    return found;
  }

  /** Draws some layers for a storey; what each says, in their order. */
  async show(
    layers: Layer[],
    storey: number,
    season: Season,
    lamp: string,
    progress: (so: Progress) => void,
  ): Promise<globalThis.Map<Layer, Said>> {
    const wanted = layers.filter((layer) => !DRAWN_HERE.has(layer));
    const state = (layer: Layer): string => (season === "lamp-out" && layer === "light" && lamp ? `lamp-out:${lamp}` : season);
    const facts = await Promise.all(wanted.map((layer) => this.facts(layer, state(layer), progress)));
    const said = new globalThis.Map<Layer, Said>();
    const fields: Feature<Geometry>[] = [];
    const lines: Feature<Geometry>[] = [];
    wanted.forEach((layer, n) => {
      const one = facts[n] as EvidenceFacts;
      const places = (one.places ?? []).filter((place) => on(place.storey, storey));
      for (const place of places) {
        if (place.hidden) fields.push(feature(layer, -1, place.hidden));
        for (const area of place.areas) fields.push(feature(layer, area.class, area.shape));
        if (place.at) lines.push(feature(layer, OUT, place.at));
      }
      const outdoors = storey === 0 || storey === 1;
      const shown = outdoors ? (one.features ?? []) : [];
      for (const line of shown) {
        lines.push(feature(layer, line.unseen ? 0 : (line.class ?? 0), line.shape));
        for (const unseen of line.unseen ?? []) lines.push(feature(layer, 1, unseen));
      }
      said.set(layer, { ...legend(layer, one, places), ...words(one, places, shown), lamps: one.lamps ?? [] });
    });
    replace(this.fields.getSource(), fields);
    replace(this.lines.getSource(), lines);
    return said;
  }
}

/** Whether evidence of one storey lies on the drawing of another: the ground goes with 1F. */
const on = (of: number, storey: number): boolean => of === storey || (of <= 1 && of >= 0 && storey <= 1 && storey >= 0);

function feature(layer: Layer, rank: number, shape: Shape): Feature<Geometry> {
  const made = new Feature<Geometry>(geometry(shape) ?? undefined);
  made.setProperties({ layer, class: rank }, true);
  return made;
}

function replace(source: VectorSource<Feature<Geometry>> | null, features: Feature<Geometry>[]): void {
  source?.clear(true);
  source?.addFeatures(features);
}

function words(one: EvidenceFacts, places: Place[], lines: Line[]): Pick<Said, "words" | "lacking"> {
  const said = [...places.map((p) => pick(p.words)), ...lines.map((l) => pick(l.words)), ...(one.words ?? []).map(pick)];
  return {
    words: [...new Set(said.filter(Boolean))],
    lacking: one.lacking.map((what) => t("layers.lacking", { what: pick(what) })),
  };
}

function legend(layer: Layer, one: EvidenceFacts, places: Place[]): Pick<Said, "entries"> {
  const entries: Entry[] = [];
  if (layer === "light" && places.length) {
    const limits = places[0]?.limits ?? [];
    entries.push({ sample: "light-0", words: t("layers.under", { v: `${number(limits[0] ?? 0)} lx` }) });
    limits.forEach((limit, n) => entries.push({ sample: `light-${n + 1}`, words: t("layers.over", { v: `${number(limit)} lx` }) }));
  } else if (layer === "cameras" && places.length) {
    (one.classes ?? []).forEach((c, n) => entries.push({ sample: `blue-${n + 1}`, words: `${pick(c)} ≥ ${number(c.at ?? 0)} px/m` }));
    entries.push({ sample: "hidden", words: t("layers.hidden") });
  } else if (layer === "surveillance" && one.features?.length) {
    (one.classes ?? []).forEach((c, n) => entries.push({ sample: `ribbon-${n}`, words: pick(c) }));
  } else if (layer === "climb" && one.features?.length) {
    entries.push({ sample: "climb", words: t("layers.sure") }, { sample: "climb-perhaps", words: t("layers.perhaps") });
  } else if (layer === "approach" && one.features?.length) {
    entries.push({ sample: "route", words: t("layers.route") }, { sample: "unseen", words: t("layers.unseen") });
  }
  return { entries };
}

/** The value of a grid at a point; null outside. */
export function valueAt(grid: GridFacts, x: number, y: number): number | null {
  const column = Math.round((x - grid.x_m) / grid.step_m);
  const row = Math.round((y - grid.y_m) / grid.step_m);
  if (column < 0 || row < 0 || column >= grid.columns || row >= grid.rows) return null;
  const value = unpacked(grid)[row * grid.columns + column] ?? 65_535;
  return value === 65_535 ? null : value / grid.per_unit;
}

const grids = new WeakMap<GridFacts, Uint16Array>();
function unpacked(grid: GridFacts): Uint16Array {
  let found = grids.get(grid);
  if (!found) {
    const bytes = Uint8Array.from(atob(grid.values), (c) => c.charCodeAt(0));
    found = new Uint16Array(bytes.buffer);
    grids.set(grid, found);
  }
  return found;
}
