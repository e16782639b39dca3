// Marks on the plan: drawn and redrawn, drafts dashed; distances and areas measured.

import Feature, { type FeatureLike } from "ol/Feature";
import type OlMap from "ol/Map";
import GeoJSON from "ol/format/GeoJSON";
import type Geometry from "ol/geom/Geometry";
import LineString from "ol/geom/LineString";
import Point from "ol/geom/Point";
import Polygon from "ol/geom/Polygon";
import Draw from "ol/interaction/Draw";
import Modify from "ol/interaction/Modify";
import Snap from "ol/interaction/Snap";
import VectorLayer from "ol/layer/Vector";
import VectorSource from "ol/source/Vector";
import { Circle as Dot, Fill, Stroke, Style, Text } from "ol/style";
import { say } from "../dom";
import { number, t } from "../words";
import { geometry } from "./elements";
import type { Mark, Shape } from "./facts";
import { sameGround } from "./stage";
import type { Looking, Tool } from "./view";

const MINE = "#14497a";
const OTHERS = "#6a3d9a";
const FONT = '600 12.5px "Pretendard Variable", Pretendard, NanumGothic, sans-serif';
const DRAWS: Partial<Record<Tool, "Point" | "LineString" | "Polygon">> = {
  point: "Point",
  text: "Point",
  line: "LineString",
  distance: "LineString",
  cloud: "Polygon",
  polygon: "Polygon",
  area: "Polygon",
};

const shapes = new GeoJSON({ featureProjection: "site", dataProjection: "site" });
export const asShape = (shape: Geometry): Shape => JSON.parse(shapes.writeGeometry(shape, { decimals: 4 })) as Shape;

export class Marks {
  private readonly source = new VectorSource<Feature<Geometry>>();
  private readonly measured = new VectorSource<Feature<Geometry>>();
  private draw: Draw | null = null;
  private readonly modify: Modify;

  constructor(
    private readonly map: OlMap,
    private readonly looking: Looking,
    private readonly storey: () => number,
    private readonly ends: { drawn: (kind: Mark["kind"], shape: Shape) => void; redrawn: (mark: Mark, shape: Shape) => void },
  ) {
    const layer = new VectorLayer({ source: this.source, zIndex: 55, style: (f, r) => styleOf(f, r, looking.now.mark) });
    map.addLayer(layer);
    map.addLayer(new VectorLayer({ source: this.measured, zIndex: 56, style: measureStyle }));
    this.modify = new Modify({
      source: this.source,
      style: new Style({ image: new Dot({ radius: 5, fill: new Fill({ color: MINE }) }) }),
      filter: (feature: FeatureLike) => isOwn(feature) && (feature.get("mark") as Mark).id === looking.now.mark,
    } as ConstructorParameters<typeof Modify>[0]);
    this.modify.on("modifyend", (event) => {
      for (const feature of event.features.getArray()) {
        const mark = feature.get("mark") as Mark | undefined;
        const shape = feature.getGeometry();
        if (mark && shape && isOwn(feature) && mark.id === looking.now.mark) this.ends.redrawn(mark, asShape(shape));
      }
    });
    map.addInteraction(this.modify);
    looking.on(["marks", "storey", "every", "mark", "findings"], () => this.show());
    looking.on(["tool"], () => this.take());
  }

  /** The mark under a pixel. */
  under(pixel: number[]): Mark | null {
    let found: Mark | null = null;
    this.map.forEachFeatureAtPixel(
      pixel,
      (feature) => {
        const mark = feature.get("mark") as Mark | undefined;
        found ??= mark ?? null;
        return !!mark;
      },
      { hitTolerance: 6 },
    );
    return found;
  }

  extentOf(id: string): number[] | null {
    return (this.source.getFeatureById(id) as Feature<Geometry> | null)?.getGeometry()?.getExtent() ?? null;
  }

  private show(): void {
    const { marks, every } = this.looking.now;
    this.source.clear(true);
    const answers = new Map<string, number>();
    for (const mark of marks) if (mark.parent_id) answers.set(mark.parent_id, (answers.get(mark.parent_id) ?? 0) + 1);
    this.source.addFeatures(
      marks
        .filter((mark) => mark.shape && (every || sameGround(mark.storey, this.storey())))
        .map((mark) => {
          const feature = new Feature<Geometry>(geometry(mark.shape) ?? undefined);
          feature.setId(mark.id);
          feature.setProperties({ mark, answers: answers.get(mark.id) ?? 0 }, true);
          return feature;
        }),
    );
  }

  private take(): void {
    if (this.draw) this.map.removeInteraction(this.draw);
    this.draw = null;
    const tool = this.looking.now.tool;
    const type = DRAWS[tool];
    this.modify.setActive(tool === "move");
    if (tool !== "distance" && tool !== "area") this.measured.clear();
    if (!type) return;
    const measures = tool === "distance" || tool === "area";
    const draw = new Draw({
      type,
      ...(measures ? { source: this.measured } : {}),
      style: (f) => (measures ? measureStyle(f) : drawing(tool)),
    });
    draw.on("drawstart", () => measures && this.measured.clear());
    draw.on("drawend", (event) => {
      const shape = event.feature.getGeometry();
      if (!shape) return;
      if (measures) return say(measureWords(shape));
      this.looking.set({ tool: "move" });
      this.ends.drawn(tool as Mark["kind"], asShape(shape));
    });
    this.map.addInteraction(draw);
    this.draw = draw;
    say(t(type === "Point" ? "marks.hint-point" : "marks.hint-line"));
  }

  /** Gives up what is being drawn; whether there was anything. */
  abort(): boolean {
    const tool = this.looking.now.tool;
    if (tool === "move") return false;
    this.draw?.abortDrawing();
    this.looking.set({ tool: "move" });
    return true;
  }

  /** A point mark or text where nothing but a keyboard points: in the middle of the plan. */
  place(): void {
    const at = this.map.getView().getCenter();
    const tool = this.looking.now.tool;
    if (!at || (tool !== "point" && tool !== "text")) return;
    this.looking.set({ tool: "move" });
    this.ends.drawn(tool, asShape(new Point(at)));
  }

  snapTo(source: VectorSource<Feature<Geometry>>): void {
    this.map.addInteraction(new Snap({ source, pixelTolerance: 8 }));
  }
}

const isOwn = (feature: FeatureLike): boolean => {
  const mark = feature.get("mark") as Mark | undefined;
  return !!mark && mark.author.mine && mark.draft;
};

function styleOf(feature: FeatureLike, resolution: number, selected: string | null): Style[] {
  const mark = feature.get("mark") as Mark;
  const shape = feature.getGeometry() as Geometry;
  const color = mark.author.mine ? MINE : OTHERS;
  const width = mark.id === selected ? 3.4 : 2.2;
  const stroke = new Stroke({ color, width, ...(mark.draft ? { lineDash: [7, 5] } : {}) });
  const styles: Style[] = [];
  if (mark.kind === "text") {
    styles.push(new Style({ text: label(mark.text, color, mark.id === selected) }));
  } else if (shape instanceof Point) {
    styles.push(
      new Style({
        image: new Dot({ radius: 8, fill: new Fill({ color: mark.draft ? "rgba(255,255,255,.9)" : color }), stroke }),
        text: new Text({ text: "✎", font: FONT, fill: new Fill({ color: mark.draft ? color : "#fff" }) }),
      }),
    );
  } else {
    const drawn = mark.kind === "cloud" && shape instanceof Polygon ? cloud(shape, 13 * resolution) : shape;
    styles.push(new Style({ geometry: drawn, stroke: new Stroke({ color: "rgba(255,255,255,.8)", width: width + 3 }) }));
    styles.push(new Style({ geometry: drawn, stroke, fill: new Fill({ color: mark.author.mine ? "rgba(20,73,122,.05)" : "rgba(106,61,154,.06)" }) }));
  }
  return styles;
}

function label(words: string, color: string, selected: boolean): Text {
  const lines = words.match(/.{1,22}(\s|$)|.{1,22}/gu) ?? [words];
  return new Text({
    text: lines.map((l) => l.trim()).join("\n"),
    font: FONT,
    textAlign: "left",
    fill: new Fill({ color }),
    backgroundFill: new Fill({ color: "rgba(255,255,255,.92)" }),
    backgroundStroke: new Stroke({ color, width: selected ? 2 : 1 }),
    padding: [3, 6, 3, 6],
  });
}

/** The outline of a revision cloud: arcs bulging outwards along a ring. */
function cloud(shape: Polygon, size: number): Polygon {
  const ring = shape.getLinearRing(0)?.getCoordinates() ?? [];
  const found: number[][] = [];
  const turn = Math.sign(signed(ring)) || 1;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [a, b] = [ring[i] ?? [0, 0], ring[i + 1] ?? [0, 0]];
    const [dx, dy] = [(b[0] ?? 0) - (a[0] ?? 0), (b[1] ?? 0) - (a[1] ?? 0)];
    const count = Math.max(1, Math.min(60, Math.round(Math.hypot(dx, dy) / (2 * size))));
    for (let n = 0; n < count; n++) {
      const [x, y] = [(a[0] ?? 0) + (dx * (n + 0.5)) / count, (a[1] ?? 0) + (dy * (n + 0.5)) / count];
      const radius = Math.hypot(dx, dy) / count / 2;
      const from = Math.atan2(-dy, -dx);
      for (let k = 0; k <= 8; k++) {
        const angle = from + (turn * (Math.PI * k)) / 8;
        found.push([x + radius * Math.cos(angle), y + radius * Math.sin(angle)]);
      }
    }
  }
  return new Polygon([found]);
}

const signed = (ring: number[][]): number =>
  ring.reduce((sum, a, i) => {
    const b = ring[(i + 1) % ring.length] ?? a;
    return sum + ((a[0] ?? 0) * (b[1] ?? 0) - (a[1] ?? 0) * (b[0] ?? 0));
  }, 0);

const drawing = (tool: Tool): Style =>
  new Style({
    stroke: new Stroke({ color: MINE, width: 2.2, lineDash: [7, 5] }),
    fill: new Fill({ color: "rgba(20,73,122,.06)" }),
    image: new Dot({ radius: tool === "point" ? 8 : 4, stroke: new Stroke({ color: MINE, width: 2 }), fill: new Fill({ color: "rgba(255,255,255,.8)" }) }),
  });

function measureWords(shape: Geometry): string {
  if (shape instanceof LineString) return `${number(shape.getLength(), 2)} m`;
  if (!(shape instanceof Polygon)) return "";
  const around = new LineString(shape.getLinearRing(0)?.getCoordinates() ?? []).getLength();
  return `${number(shape.getArea(), 1)} m² · ${number(around, 1)} m`;
}

function measureStyle(feature: FeatureLike): Style[] {
  const shape = feature.getGeometry() as Geometry;
  const at = shape instanceof Polygon ? shape.getInteriorPoint() : shape instanceof LineString ? new Point(shape.getLastCoordinate()) : shape;
  return [
    new Style({ stroke: new Stroke({ color: "#16202b", width: 2 }), fill: new Fill({ color: "rgba(22,32,43,.06)" }), image: new Dot({ radius: 3, fill: new Fill({ color: "#16202b" }) }) }),
    new Style({
      geometry: at,
      text: new Text({
        text: measureWords(shape),
        font: FONT,
        offsetY: -16,
        fill: new Fill({ color: "#fff" }),
        backgroundFill: new Fill({ color: "#16202b" }),
        padding: [3, 6, 3, 6],
      }),
    }),
  ];
}
