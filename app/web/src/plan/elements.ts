// The elements of a plan drawn as the report's figures draw them: quiet ground, dark walls.

import Feature from "ol/Feature";
import type { FeatureLike } from "ol/Feature";
import GeoJSON from "ol/format/GeoJSON";
import Circle from "ol/geom/Circle";
import type Geometry from "ol/geom/Geometry";
import type Point from "ol/geom/Point";
import VectorImageLayer from "ol/layer/VectorImage";
import VectorSource from "ol/source/Vector";
import { Circle as Dot, Fill, RegularShape, Stroke, Style, Text } from "ol/style";
import { type Both, pick } from "../words";
import type { ElementFacts } from "./facts";

const INK = "#16202b";
const SOFT = "#566272";
const GREEN = "#3f7d4f";

const shapes = new GeoJSON();

export function geometry(shape: unknown): Geometry | null {
  return shape ? (shapes.readGeometry(shape) as Geometry) : null;
}

const area = (fill: string, stroke?: string, width = 1, dash?: number[]): Style =>
  new Style({
    fill: new Fill({ color: fill }),
    ...(stroke ? { stroke: new Stroke({ color: stroke, width, ...(dash ? { lineDash: dash } : {}) }) } : {}),
  });
const line = (stroke: string, width: number, dash?: number[]): Style =>
  new Style({ stroke: new Stroke({ color: stroke, width, ...(dash ? { lineDash: dash } : {}) }) });

const STYLES: Record<string, Style | Style[]> = {
  road: area("#f0f2f4", "#dfe4e9"),
  walk: area("#f8f4ea", "#d9cda9"),
  shrub: area("#e7efe4", GREEN, 0.7),
  zone: area("rgba(255,255,255,0)", "#b5bdc6", 0.8, [4, 3]),
  "zone.playground": area("#edf5ee", GREEN, 1.2),
  "zone.exercise": area("#edf5ee", GREEN, 1.2),
  "zone.rest": area("#edf5ee", GREEN, 1),
  "zone.parking_lane": area("#f7f8f9"),
  "zone.paving": area("rgba(255,255,255,0)"),
  "zone.roof": area("rgba(255,255,255,0)"),
  building: area("rgba(214,220,227,.55)", INK, 2),
  "building.neighbour": area("rgba(240,242,244,.8)", "#aab3bd", 1),
  "building.piloti": area("rgba(255,255,255,0)", SOFT, 1.2, [8, 4]),
  parking_bay: area("rgba(255,255,255,0)", "#a9b2bc", 0.8),
  boundary: area("rgba(255,255,255,0)", INK, 1.6, [18, 4, 3, 4, 3, 4]),
  wall: area("#3d4855", "#3d4855", 0.5),
  barrier: line(INK, 1.2),
  "barrier.hedge": [line("#3c6a3f", 5), line("#cfe0ca", 3)],
  "barrier.wall": line(INK, 2.6),
  "barrier.fence": [line(INK, 1), line(INK, 3, [1, 9])],
  tree: area("rgba(223,234,219,.55)", "rgba(63,125,79,.65)", 0.8),
  opening: line("#14497a", 3),
  "opening.window": line("#4d7fae", 2.4),
  "opening.gate": line("#8a5a00", 3),
  "opening.shutter": line("#8a5a00", 2, [3, 2]),
};

const dot = (fill: string, stroke: string, radius: number): Style =>
  new Style({
    image: new Dot({ radius, fill: new Fill({ color: fill }), stroke: new Stroke({ color: stroke, width: 1 }) }),
  });
const POINTS: Record<string, Style> = {
  luminaire: dot("#f6d365", "#8a6d1a", 2.6),
  bell: dot("#fff", "#b3261e", 3),
  mirror: dot("#fff", SOFT, 3),
  sign: dot("#fff", SOFT, 2.4),
  fixture: new Style({
    image: new RegularShape({
      points: 4,
      radius: 4,
      angle: Math.PI / 4,
      fill: new Fill({ color: "#fff" }),
      stroke: new Stroke({ color: SOFT, width: 1 }),
    }),
  }),
};

function camera(azimuth: number | null | undefined): Style {
  return new Style({
    image: new RegularShape({
      points: 3,
      radius: 5.5,
      rotation: ((azimuth ?? 0) * Math.PI) / 180,
      fill: new Fill({ color: INK }),
      stroke: new Stroke({ color: "#fff", width: 0.8 }),
    }),
  });
}
const CAMERAS = new Map<number, Style>();

/** Zoom levels below which the small things of a storey are left out. */
const NEAR: Record<string, number> = { luminaire: 0.2, bell: 0.2, sign: 0.15, fixture: 0.1, mirror: 0.2, camera: 0.2, parking_bay: 0.4, opening: 0.5 };

function styleOf(feature: FeatureLike, resolution: number): Style | Style[] | undefined {
  const kind = feature.get("kind") as string;
  const near = NEAR[kind];
  if (near !== undefined && resolution > near) return undefined;
  if (kind === "camera") {
    const azimuth = Math.round(((feature.get("azimuth_deg") as number | null) ?? 0) / 5) * 5;
    let style = CAMERAS.get(azimuth);
    if (!style) CAMERAS.set(azimuth, (style = camera(azimuth)));
    return style;
  }
  return POINTS[kind] ?? STYLES[feature.get("look") as string] ?? STYLES[kind];
}

/** Features of the elements of a storey, in the order in which they are drawn. */
export function features(elements: ElementFacts[], faint = false): Feature<Geometry>[] {
  const found: Feature<Geometry>[] = [];
  for (const element of elements) {
    if (!element.shape || (faint && !GROUND.has(element.kind))) continue;
    let shape = geometry(element.shape);
    if (element.kind === "tree" && element.radius_m) {
      shape = new Circle((shape as Point).getCoordinates(), element.radius_m);
    }
    const feature = new Feature<Geometry>(shape ?? undefined);
    feature.setId(element.id);
    feature.setProperties({ ...element, shape: undefined, look: faint && element.kind === "building" && !element.neighbour ? "building" : look(element) }, true);
    found.push(feature);
  }
  return found;
}

/** What of the open ground stays under an upper storey. */
const GROUND = new Set(["road", "walk", "boundary", "building"]);

function look(element: ElementFacts): string {
  if (element.kind === "building" && element.neighbour) return "building.neighbour";
  if (element.kind === "building" && (element.base_m ?? 0) > 0) return "building.piloti";
  return `${element.kind}.${element.of ?? element.opens ?? ""}`;
}

const NAMED = new Set(["building", "zone", "road", "walk"]);
const UNNAMED = new Set(["zone.paving", "zone.roof", "zone.parking_lane", "zone.dwelling"]);
const names = new Map<string, Style>();

function nameOf(feature: FeatureLike): Style | undefined {
  if (!NAMED.has(feature.get("kind") as string) || UNNAMED.has(feature.get("look") as string)) return undefined;
  const words = pick(feature.get("name") as Both);
  const strong = feature.get("kind") === "building" && feature.get("look") !== "building.neighbour";
  let style = names.get(words + strong);
  if (!style) {
    style = new Style({
      text: new Text({
        text: words,
        font: `${strong ? 650 : 500} ${strong ? 13 : 11.5}px "Pretendard Variable", Pretendard, NanumGothic, sans-serif`,
        fill: new Fill({ color: strong ? INK : SOFT }),
        stroke: new Stroke({ color: "rgba(255,255,255,.85)", width: 3 }),
        overflow: false,
      }),
    });
    names.set(words + strong, style);
  }
  return style;
}

/** The names of buildings, rooms and ways, where they have room. */
export function nameLayer(source: VectorSource<Feature<Geometry>>): VectorImageLayer<VectorSource<Feature<Geometry>>> {
  return new VectorImageLayer({ source, style: nameOf, declutter: true, imageRatio: 1.6, zIndex: 30 });
}

/** A layer that stays an image while it is moved: thousands of elements pan without being redrawn. */
export function elementLayer(): VectorImageLayer<VectorSource<Feature<Geometry>>> {
  return new VectorImageLayer({
    source: new VectorSource<Feature<Geometry>>({ useSpatialIndex: true }),
    imageRatio: 2,
    renderBuffer: 60,
    style: styleOf,
    zIndex: 0,
  });
}
