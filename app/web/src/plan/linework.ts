// The drawing as it was submitted, under the elements that were understood of it.

import Feature, { type FeatureLike } from "ol/Feature";
import type Geometry from "ol/geom/Geometry";
import MultiLineString from "ol/geom/MultiLineString";
import Point from "ol/geom/Point";
import type OlMap from "ol/Map";
import VectorLayer from "ol/layer/Vector";
import VectorImageLayer from "ol/layer/VectorImage";
import VectorSource from "ol/source/Vector";
import { Fill, Stroke, Style, Text } from "ol/style";
import type { DrawingFacts, Round } from "./facts";
import type { Looking } from "./view";

const LINES = new Style({ stroke: new Stroke({ color: "rgba(86,98,114,.42)", width: 0.7 }) });
/** Texts of the drawing are written from this scale on. [m per pixel] */
export const TEXT_NEARER = 0.035;
const INK = new Fill({ color: "#566272" });

function textOf(feature: FeatureLike, resolution: number): Style | undefined {
  if (resolution > TEXT_NEARER) return undefined;
  return new Style({
    text: new Text({ text: feature.get("text") as string, font: '400 10.5px "Pretendard Variable", Pretendard, NanumGothic, sans-serif', textAlign: "left", fill: INK }),
  });
}

export class Linework {
  private readonly lines = new VectorImageLayer({ source: new VectorSource<Feature<Geometry>>(), style: LINES, imageRatio: 2, zIndex: 4 });
  private readonly texts = new VectorLayer({ source: new VectorSource<Feature<Geometry>>(), style: textOf, declutter: true, zIndex: 6 });
  private readonly fetched = new Map<number, Promise<DrawingFacts>>();
  private shown = "";

  constructor(
    map: OlMap,
    private readonly round: Round,
    private readonly looking: Looking,
    private readonly storey: () => number,
    private readonly allowed: boolean,
  ) {
    map.addLayer(this.lines);
    map.addLayer(this.texts);
    looking.on(["layers", "storey", "every"], () => void this.draw());
  }

  async draw(): Promise<void> {
    const on = this.allowed && this.looking.now.layers.has("drawing") && !this.looking.now.every;
    this.lines.setVisible(on);
    this.texts.setVisible(on);
    const storey = this.storey();
    const levels = storey === 0 || storey === 1 ? [0, 1] : [storey];
    const key = levels.join();
    if (!on || key === this.shown) return;
    this.shown = key;
    const found = await Promise.all(levels.map((level) => this.fetch(level)));
    if (key !== this.shown) return;
    const lines = found.flatMap((one) => one.layers.map((layer) => new Feature<Geometry>(multi(layer.paths))));
    const texts = found.flatMap((one) =>
      one.texts.map((words) => {
        const feature = new Feature<Geometry>(new Point(words.at));
        feature.set("text", words.text, true);
        return feature;
      }),
    );
    for (const [layer, features] of [[this.lines, lines], [this.texts, texts]] as const) {
      layer.getSource()?.clear(true);
      layer.getSource()?.addFeatures(features);
    }
  }

  private fetch(level: number): Promise<DrawingFacts> {
    let found = this.fetched.get(level);
    if (!found) {
      found = this.round.drawing(level);
      found.catch(() => this.fetched.delete(level));
      this.fetched.set(level, found);
    }
    return found;
  }
}

function multi(paths: number[][]): MultiLineString {
  const flat: number[] = [];
  const ends: number[] = [];
  for (const path of paths) {
    for (const value of path) flat.push(value);
    ends.push(flat.length);
  }
  return new MultiLineString(flat, "XY", ends);
}
