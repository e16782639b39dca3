// The chosen finding on the plan: its place, its subjects, and what proves its number.

import Feature, { type FeatureLike } from "ol/Feature";
import type Geometry from "ol/geom/Geometry";
import LineString from "ol/geom/LineString";
import MultiLineString from "ol/geom/MultiLineString";
import Point from "ol/geom/Point";
import VectorLayer from "ol/layer/Vector";
import VectorSource from "ol/source/Vector";
import { Circle as Dot, Fill, RegularShape, Stroke, Style, Text } from "ol/style";
import { type Both, pick } from "../words";
import { geometry } from "./elements";
import type { Finding } from "./facts";

const SEEN = "#14497a";
const UNSEEN = "#b3261e";
const FONT = '600 12px "Pretendard Variable", Pretendard, NanumGothic, sans-serif';

/** Lines at 45 degrees: what the report hatches is hatched here too. */
export function hatch(colour: string, spacing = 7, width = 1.2, wash = 0.1): CanvasPattern | string {
  const size = spacing * 2;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const context = canvas.getContext("2d");
  if (!context) return colour;
  context.globalAlpha = wash;
  context.fillStyle = colour;
  context.fillRect(0, 0, size, size);
  context.globalAlpha = 1;
  context.strokeStyle = colour;
  context.lineWidth = width;
  for (let i = -size; i <= size * 2; i += spacing) {
    context.beginPath();
    context.moveTo(i, size);
    context.lineTo(i + size, 0);
    context.stroke();
  }
  return context.createPattern(canvas, "repeat") ?? colour;
}

const stroke = (color: string, width: number, lineDash?: number[]): Stroke =>
  new Stroke({ color, width, ...(lineDash ? { lineDash } : {}) });

const KINDS: Record<string, () => Style> = {
  sight_line: () => new Style({ stroke: stroke(SEEN, 1.8) }),
  blocked_line: () => new Style({ stroke: stroke(UNSEEN, 1.8, [6, 4]) }),
  unseen_area: () => new Style({ fill: new Fill({ color: hatch(UNSEEN) }), stroke: stroke(UNSEEN, 1.6) }),
  seen_area: () => new Style({ fill: new Fill({ color: "rgba(20,73,122,.14)" }), stroke: stroke(SEEN, 1) }),
  shadow: () => new Style({ fill: new Fill({ color: hatch("#5b6068", 6, 1, 0.16) }), stroke: stroke("#5b6068", 1) }),
  gap: () => new Style({ stroke: stroke(UNSEEN, 1.8) }),
  route: () => new Style({ stroke: stroke("#8a5a00", 2.6, [9, 5]) }),
  point: () => new Style({ stroke: stroke(SEEN, 2) }),
  coverage: () => new Style({ fill: new Fill({ color: "rgba(20,73,122,.12)" }), stroke: stroke(SEEN, 1.2, [5, 3]) }),
  approach: () => new Style({ stroke: stroke("#8a5a00", 2.6, [9, 5]) }),
  unseen_stretch: () => new Style({ stroke: stroke(UNSEEN, 5) }),
};
const POINT = new Style({
  image: new Dot({ declutterMode: "none", radius: 4, fill: new Fill({ color: "#fff" }), stroke: stroke(SEEN, 2) }),
});
const PLACE = new Style({
  fill: new Fill({ color: "rgba(179,38,30,.06)" }),
  stroke: stroke(UNSEEN, 2),
  image: new Dot({ declutterMode: "none", radius: 9, stroke: stroke(UNSEEN, 2) }),
});
const HALO = new Style({
  stroke: stroke("rgba(255,255,255,.85)", 6),
});

const made = new Map<string, Style>();
const base = (kind: string): Style => {
  let style = made.get(kind);
  if (!style) made.set(kind, (style = (KINDS[kind] ?? KINDS.point ?? (() => POINT))()));
  return style;
};

function label(words: string, at?: Geometry): Style {
  return new Style({
    ...(at ? { geometry: at } : {}),
    text: new Text({
      text: words,
      font: FONT,
      overflow: true,
      offsetY: -10,
      fill: new Fill({ color: "#16202b" }),
      stroke: stroke("rgba(255,255,255,.92)", 3.5),
    }),
    zIndex: 5,
  });
}

/** An arrow head where a look ends, a bar at both ends of a gap. */
function ends(kind: string, shape: Geometry): Style[] {
  const lines = shape instanceof MultiLineString ? shape.getLineStrings() : shape instanceof LineString ? [shape] : [];
  return lines.slice(0, 60).flatMap((line) => {
    const points = line.getCoordinates();
    const [a, b] = [points[points.length - 2], points[points.length - 1]];
    const [c, d] = [points[0], points[1]];
    if (!a || !b || !c || !d) return [];
    const turn = (p: number[], q: number[]): number => Math.atan2((q[0] ?? 0) - (p[0] ?? 0), (q[1] ?? 0) - (p[1] ?? 0));
    if (kind === "gap") return [bar(c, turn(d, c)), bar(b, turn(a, b))];
    if (kind === "sight_line" || kind === "blocked_line") return [arrow(b, turn(a, b), kind === "sight_line" ? SEEN : UNSEEN)];
    return [];
  });
}

const arrow = (at: number[], rotation: number, color: string): Style =>
  new Style({
    geometry: new Point(at),
    image: new RegularShape({ declutterMode: "none", points: 3, radius: 6, rotation, fill: new Fill({ color }) }),
  });
const bar = (at: number[], rotation: number): Style =>
  new Style({
    geometry: new Point(at),
    image: new RegularShape({ declutterMode: "none", points: 2, radius: 6, rotation: rotation + Math.PI / 2, stroke: stroke(UNSEEN, 1.8) }),
  });

function styleOf(feature: FeatureLike): Style[] {
  const kind = feature.get("witness") as string;
  const shape = feature.getGeometry() as Geometry;
  if (kind === "place") return [PLACE];
  const words = pick(feature.get("label") as Both | null);
  const found = shape.getType().endsWith("Point") ? [POINT] : [...(/Line/.test(shape.getType()) ? [HALO] : []), base(kind), ...ends(kind, shape)];
  return words ? [...found, label(words)] : found;
}

export class Witness {
  private readonly source = new VectorSource<Feature<Geometry>>();
  readonly layer = new VectorLayer({ source: this.source, style: styleOf, zIndex: 50, declutter: true, updateWhileInteracting: true });

  show(finding: Finding | null, withProof: boolean): void {
    this.source.clear(true);
    if (!finding) return;
    const proof = withProof ? finding.witness : [];
    const covered = proof.some((w) => w.kind.endsWith("_area"));
    const place = covered ? null : geometry(finding.shape);
    if (place) this.source.addFeature(this.feature(place, "place", null));
    for (const one of proof) {
      const shape = geometry(one.shape);
      if (shape) this.source.addFeature(this.feature(shape, one.kind, one.label));
    }
  }

  /** West, south, east, north of what is shown; null where nothing is. */
  get extent(): number[] | null {
    const extent = this.source.getExtent();
    return extent && Number.isFinite(extent[0]) ? extent : null;
  }

  private feature(shape: Geometry, witness: string, words: Both | null): Feature<Geometry> {
    const feature = new Feature<Geometry>({ geometry: shape });
    feature.setProperties({ witness, label: words }, true);
    return feature;
  }
}
