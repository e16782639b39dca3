// The plan in the colours of its elements; a layer that was given another meaning takes its colour.

import Feature from "ol/Feature";
import OlMap from "ol/Map";
import OlView from "ol/View";
import type Geometry from "ol/geom/Geometry";
import Point from "ol/geom/Point";
import Circle from "ol/geom/Circle";
import VectorLayer from "ol/layer/Vector";
import VectorSource from "ol/source/Vector";
import { defaults as interactions } from "ol/interaction/defaults";
import Projection from "ol/proj/Projection";
import { Circle as Dot, Fill, Stroke, Style } from "ol/style";
import { geometry } from "../plan/elements";
import type { ElementFacts } from "../plan/facts";
import { type ReadingGiven, classOf } from "./facts";
import type { Form } from "./form";

/** Fill ("": none, so that only the line can be pressed), line and width of each class: apart for colour-blind eyes by lightness and by line. */
export const COLOURS: Record<string, [string, string, number]> = {
  boundary: ["", "#c0392b", 2.4],
  building: ["rgba(86,98,114,.20)", "#16202b", 2],
  neighbour: ["rgba(170,179,189,.22)", "#98a2ad", 1],
  road: ["#e3e6ea", "#c3cad2", 1],
  walk: ["#f6ecc9", "#c9a227", 1],
  zone: ["rgba(106,61,154,.09)", "#6a3d9a", 1],
  wall: ["#16202b", "#16202b", 0.6],
  opening: ["", "#0a7abf", 3.6],
  barrier: ["", "#8a5a00", 3],
  parking_bay: ["rgba(20,73,122,.07)", "#5b82a8", 1],
  plant: ["rgba(0,116,90,.22)", "#00745a", 1.2],
  light: ["#f5c518", "#7a5c00", 1.4],
  camera: ["#b3261e", "#fff", 1],
  fixture: ["#fff", "#6a3d9a", 1.6],
  nothing: ["rgba(120,130,140,.05)", "#b9c1ca", 1],
};
const ORDER = ["road", "neighbour", "walk", "building", "zone", "parking_bay", "plant", "boundary", "barrier", "wall", "opening", "fixture", "light", "camera"];

export class Picture {
  private readonly source = new VectorSource<Feature<Geometry>>();
  private readonly map: OlMap;
  private extent: number[] | null = null;
  private marked = "";

  constructor(
    target: HTMLElement,
    private readonly given: ReadingGiven,
    private readonly form: Form,
    press: (element: ElementFacts | null) => void,
  ) {
    const projection = new Projection({ code: "site", units: "m" });
    this.map = new OlMap({
      target,
      layers: [new VectorLayer({ source: this.source, style: (feature) => this.style(feature as Feature<Geometry>) })],
      controls: [],
      interactions: interactions({ altShiftDragRotate: false, pinchRotate: false, mouseWheelZoom: true, onFocusOnly: true }),
      view: new OlView({ projection, center: [0, 0], resolution: 0.2, minResolution: 0.004, maxResolution: 3, enableRotation: false }),
    });
    this.map.on("change:size", () => this.fit());
    this.map.on("click", (event) => {
      let found: ElementFacts | null = null;
      this.map.forEachFeatureAtPixel(event.pixel, (feature) => ((found = feature.get("element") as ElementFacts), true), { hitTolerance: 5 });
      press(found);
    });
    this.map.on("pointermove", (event) => {
      if (event.dragging) return;
      target.classList.toggle("over", this.map.hasFeatureAtPixel(event.pixel, { hitTolerance: 3 }));
    });
  }

  show(elements: ElementFacts[], extent: number[] | null): void {
    const place = (element: ElementFacts): number => ORDER.indexOf(classOf(element, this.given.order));
    const features = elements
      .filter((element) => element.shape)
      .sort((a, b) => place(a) - place(b))
      .map((element) => {
        let shape = geometry(element.shape);
        if (element.kind === "tree" && element.radius_m && shape instanceof Point) shape = new Circle(shape.getCoordinates(), element.radius_m);
        const feature = new Feature<Geometry>(shape ?? undefined);
        feature.set("element", element, true);
        return feature;
      });
    this.source.clear(true);
    this.source.addFeatures(features);
    this.extent = extent ?? this.source.getExtent();
    this.fit();
  }

  fit(): void {
    if (this.extent) this.map.getView().fit(this.extent as never, { padding: [20, 20, 20, 20] });
  }

  redraw(): void {
    this.source.changed();
  }

  /** Marks what is on a layer; how many elements that is. */
  mark(layer: string): number {
    this.marked = layer;
    this.redraw();
    return this.source.getFeatures().filter((feature) => layerOf(feature) === layer).length;
  }

  /** The classes that are to be seen now. */
  classes(): Set<string> {
    return new Set(this.source.getFeatures().map((feature) => this.now(feature)));
  }

  private now(feature: Feature<Geometry>): string {
    const element = feature.get("element") as ElementFacts;
    const field = this.form.layer(element.source?.[1] ?? "");
    if (field && this.form.isChanged(field)) return this.given.classes[this.form.meaning(field)] ?? "nothing";
    return classOf(element, this.given.order);
  }

  private style(feature: Feature<Geometry>): Style[] {
    const [fill, line, width] = COLOURS[this.now(feature)] ?? ["#fff", "#16202b", 1];
    const styles = [
      new Style({
        ...(fill ? { fill: new Fill({ color: fill }) } : {}),
        stroke: new Stroke({ color: line, width }),
        image: new Dot({ radius: 4.5, fill: new Fill({ color: fill || line }), stroke: new Stroke({ color: line, width: 1.4 }) }),
      }),
    ];
    if (this.marked && layerOf(feature) === this.marked) {
      const halo = new Stroke({ color: "rgba(20,73,122,.45)", width: width + 6 });
      styles.unshift(new Style({ stroke: halo, image: new Dot({ radius: 8, stroke: new Stroke({ color: "rgba(20,73,122,.6)", width: 3 }) }), zIndex: 5 }));
    }
    return styles;
  }
}

const layerOf = (feature: Feature<Geometry>): string => (feature.get("element") as ElementFacts).source?.[1] ?? "";
