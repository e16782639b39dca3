// The plan on the screen: a map in site metres, its storeys, what is on it, north and scale.

import type Feature from "ol/Feature";
import OlMap from "ol/Map";
import OlView from "ol/View";
import { type Extent, buffer, containsExtent, createEmpty, extend, isEmpty } from "ol/extent";
import type Geometry from "ol/geom/Geometry";
import DoubleClickZoom from "ol/interaction/DoubleClickZoom";
import { defaults as interactions } from "ol/interaction/defaults";
import Projection from "ol/proj/Projection";
import VectorSource from "ol/source/Vector";
import { h, say } from "../dom";
import { pick, t } from "../words";
import { elementLayer, features, nameLayer } from "./elements";
import type { ElementFacts, Finding, PlanFacts, Round } from "./facts";
import { TEXT_NEARER } from "./linework";
import { Pins } from "./pins";
import { type Looking, shown, mineBy } from "./view";
import { Witness } from "./witness";

export const SITE = new Projection({ code: "site", units: "m" });
const CLOSEST_M = 14;

export class Stage {
  readonly map: OlMap;
  readonly pins: Pins;
  private readonly zoomIn = new DoubleClickZoom();
  readonly witness = new Witness();
  private readonly elements = elementLayer();
  private readonly names = new VectorSource<Feature<Geometry>>();
  private readonly named = nameLayer(this.names);
  private readonly storeys = new Map<number, Promise<ElementFacts[]>>();
  private drawn = "";

  constructor(
    target: HTMLElement,
    private readonly round: Round,
    private readonly looking: Looking,
    private readonly plan: PlanFacts,
    private readonly linework: boolean,
  ) {
    this.map = new OlMap({
      target,
      layers: [this.elements, this.named, this.witness.layer],
      controls: [],
      interactions: interactions({ altShiftDragRotate: false, pinchRotate: false, doubleClickZoom: false }).extend([this.zoomIn]),
      view: new OlView({ projection: SITE, center: [0, 0], resolution: 0.3, minResolution: 0.002, maxResolution: 3, enableRotation: false }),
    });
    this.pins = new Pins(this.map);
    target.append(north(plan.north_deg), this.scale);
    this.map.on("postrender", () => this.drawScale());
    // twice ends a line that is being drawn
    looking.on(["tool"], (view) => window.setTimeout(() => this.zoomIn.setActive(view.tool === "move"), view.tool === "move" ? 400 : 0));
    looking.on(["layers", "storey"], () => this.name());
    looking.on(["storey", "every"], () => void this.draw());
    looking.on(["findings", "finding", "storey", "every", "verdicts", "todo", "mine", "query", "opinions"], () => this.drawPins());
    looking.on(["finding", "layers"], () => this.witnessOf());
  }

  /** Names are written where the drawing does not write its own. */
  private name(): void {
    this.named.setMinResolution(this.linework && this.looking.now.layers.has("drawing") ? TEXT_NEARER : 0);
  }

  /** Draws what proves the chosen finding. */
  witnessOf(): void {
    this.witness.show(this.looking.selected, this.looking.now.layers.has("witness"));
  }

  /** The lamp that lies within so many pixels of a point of the screen. */
  lampUnder(pixel: number[], within = 12): string | null {
    const at = this.map.getCoordinateFromPixel(pixel);
    const source = this.elements.getSource();
    const lamp = at && source?.getClosestFeatureToCoordinate(at, (feature) => feature.get("kind") === "luminaire");
    const place = lamp && lamp.getGeometry()?.getClosestPoint(at);
    const [x, y] = (place && this.map.getPixelFromCoordinate(place)) ?? [Infinity, Infinity];
    return Math.hypot((x ?? 0) - (pixel[0] ?? 0), (y ?? 0) - (pixel[1] ?? 0)) <= within ? String(lamp?.getId()) : null;
  }

  private readonly scale = h("div", { class: "scale", "aria-hidden": "true" }, h("i"), h("span"));
  private scaledAt = 0;

  /** A bar of a round length. */
  private drawScale(): void {
    const resolution = this.map.getView().getResolution() ?? 1;
    if (resolution === this.scaledAt) return;
    this.scaledAt = resolution;
    const most = 150 * resolution;
    const power = 10 ** Math.floor(Math.log10(most));
    const metres = ([5, 2, 1].find((n) => n * power <= most) ?? 1) * power;
    (this.scale.firstElementChild as HTMLElement).style.width = `${metres / resolution}px`;
    (this.scale.lastElementChild as HTMLElement).textContent = `${Number(metres.toPrecision(1))} m`;
  }

  get storey(): number {
    return this.looking.now.storey ?? this.first;
  }

  /** The storey a plan opens on: the open ground, if it has any. */
  private get first(): number {
    const drawn = this.plan.storeys.filter((s) => s.count > 0).map((s) => s.level);
    return drawn.includes(0) ? 0 : (drawn[0] ?? 0);
  }

  fetch(level: number): Promise<ElementFacts[]> {
    const known = this.plan.storeys.some((s) => s.level === level && s.count > 0);
    let found = this.storeys.get(level);
    if (!found) {
      found = known ? this.round.storey(level) : Promise.resolve([]);
      found.catch(() => this.storeys.delete(level));
      this.storeys.set(level, found);
    }
    return found;
  }

  /** Draws the storey looked at; the ground goes with the ground floor, faintly with those above. */
  async draw(): Promise<void> {
    const { every } = this.looking.now;
    const storey = this.storey;
    const outdoors = storey === 0 || storey === 1;
    const levels = every ? this.plan.storeys.map((s) => s.level) : outdoors ? [0, 1] : storey > 1 ? [0, storey] : [storey];
    const key = levels.join();
    if (key === this.drawn) return;
    this.drawn = key;
    say(t("plan.loading"));
    const found = await Promise.all(levels.map((level) => this.fetch(level)));
    if (key !== this.drawn) return;
    const all = found.flatMap((elements, n) => {
      return features(elements, !every && !outdoors && levels[n] === 0);
    });
    const source = this.elements.getSource();
    source?.clear(true);
    source?.addFeatures(ordered(all));
    this.names.clear(true);
    if (!every) this.names.addFeatures(all.filter((f) => ["building", "zone", "road", "walk"].includes(f.get("kind") as string)));
    say(t("plan.ready", { n: all.length.toLocaleString() }));
    (this.map.getTargetElement() as HTMLElement).dataset.elements = String(all.length);
  }

  /** West, south, east, north of what is to be seen on a storey. */
  extentOf(storey: number): Extent {
    const facts = this.plan.storeys.find((s) => s.level === storey);
    const ground = storey >= 0 ? this.plan.bounds : (facts?.bounds ?? this.plan.bounds);
    return ground ?? facts?.bounds ?? [-20, -20, 20, 20];
  }

  fit(extent: Extent, closest = 0, duration = still() ? 0 : 220): void {
    const wide = closest ? buffer(extent, Math.max(0, (closest - Math.max((extent[2] ?? 0) - (extent[0] ?? 0), (extent[3] ?? 0) - (extent[1] ?? 0))) / 2)) : extent;
    this.map.getView().fit(wide, { padding: this.padding(), duration });
  }

  /** Brings a finding into sight, unless it is. */
  bring(finding: Finding): void {
    const extent = createEmpty();
    if (this.witness.extent) extend(extent, this.witness.extent as Extent);
    if (finding.at) extend(extent, [...finding.at, ...finding.at]);
    if (isEmpty(extent) && !finding.at) return;
    const view = this.map.getView();
    const size = this.map.getSize();
    if (!size) return;
    const [top = 0, right = 0, bottom = 0, left = 0] = this.padding();
    const resolution = view.getResolution() ?? 1;
    const whole = view.calculateExtent(size);
    const visible = [(whole[0] ?? 0) + left * resolution, (whole[1] ?? 0) + bottom * resolution, (whole[2] ?? 0) - right * resolution, (whole[3] ?? 0) - top * resolution];
    const [wide, high] = [(visible[2] ?? 0) - (visible[0] ?? 0), (visible[3] ?? 0) - (visible[1] ?? 0)];
    const large = Math.max((extent[2] ?? 0) - (extent[0] ?? 0), (extent[3] ?? 0) - (extent[1] ?? 0));
    if (containsExtent(visible, extent) && large > Math.min(wide, high) / 12) return;
    this.fit(extent, CLOSEST_M * 1.6);
  }

  /** What tools and panel cover of the plan. [px] */
  private padding(): number[] {
    const wide = (this.map.getSize()?.[0] ?? 0) > 640;
    return wide ? [44, 250, 64, 72] : [44, 30, 64, 60];
  }

  middle(): number[] | undefined {
    return this.map.getView().getCenter();
  }

  /** Findings that are pinned on the storey looked at. */
  private drawPins(): void {
    const view = this.looking.now;
    const here = shown(view).filter((f) => view.every || sameGround(f.storey, this.storey));
    const selected = this.looking.selected;
    if (selected && !here.includes(selected) && (view.every || sameGround(selected.storey, this.storey))) here.push(selected);
    this.pins.show(here, view.finding, new Set(mineBy(view).keys()));
  }

  center(at: number[], zoom?: number): void {
    const view = this.map.getView();
    view.setCenter(at);
    if (zoom !== undefined) view.setZoom(zoom);
  }

  fitStorey(): void {
    this.fit(this.extentOf(this.storey));
  }
}

export const sameGround = (a: number, b: number): boolean => a === b || (a >= 0 && a <= 1 && b >= 0 && b <= 1);

const still = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

const ORDER = ["road", "walk", "shrub", "zone", "building", "parking_bay", "boundary", "wall", "barrier", "tree", "opening"];

/** Storeys one over the other would hide each other: kinds are drawn in turn instead. */
function ordered<T extends { get(key: string): unknown }>(all: T[]): T[] {
  const place = (one: T): number => {
    const n = ORDER.indexOf(one.get("kind") as string);
    return n < 0 ? ORDER.length : n;
  };
  return all.map((one, n) => ({ one, n })).sort((a, b) => place(a.one) - place(b.one) || a.n - b.n).map(({ one }) => one);
}

function north(degrees: number): HTMLElement {
  const arrow = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  arrow.setAttribute("viewBox", "-14 -22 28 40");
  arrow.setAttribute("aria-hidden", "true");
  const needle = document.createElementNS("http://www.w3.org/2000/svg", "path");
  needle.setAttribute("d", "M0 -9 L7 15 L0 9 L-7 15 Z");
  needle.setAttribute("transform", `rotate(${degrees})`);
  const letter = document.createElementNS("http://www.w3.org/2000/svg", "text");
  letter.setAttribute("y", "-11");
  letter.setAttribute("text-anchor", "middle");
  letter.textContent = "N";
  arrow.append(letter, needle);
  return h("div", { class: "north", title: t("plan.north"), role: "img", "aria-label": t("plan.north") }, arrow);
}

export const storeyName = (plan: PlanFacts, level: number): string => pick(plan.storeys.find((s) => s.level === level)?.name) || String(level);
