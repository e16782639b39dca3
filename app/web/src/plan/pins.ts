// Findings as numbered pins with leaders; pins that would lie on each other become one that counts.

import Feature from "ol/Feature";
import type Map from "ol/Map";
import LineString from "ol/geom/LineString";
import Point from "ol/geom/Point";
import VectorLayer from "ol/layer/Vector";
import VectorSource from "ol/source/Vector";
import { Circle as Dot, Fill, Stroke, Style, Text } from "ol/style";
import { VERDICTS, type Finding, type Verdict } from "./facts";

const COLOURS: Record<Verdict, string> = {
  fail: "#b3261e",
  referred: "#8a5a00",
  unknown: "#5b6068",
  pass: "#00745a",
  not_applicable: "#6d7681",
};
const FONT = '650 12px "Pretendard Variable", Pretendard, NanumGothic, sans-serif';
const APART_PX = 33;
const LEADER_PX = [17, -19] as const;

interface Pin {
  at: [number, number];
  findings: Finding[];
}

const rank = (verdict: Verdict): number => VERDICTS.indexOf(verdict);
const worst = (findings: Finding[]): Verdict =>
  findings.map((f) => f.verdict).reduce((a, b) => (rank(b) < rank(a) ? b : a));

/** Pins of findings at a scale: those that would touch are one, its place that of the worst. */
export function clustered(findings: Finding[], resolution: number, selected: number | null): Pin[] {
  const pins: Pin[] = [];
  const ordered = findings
    .filter((f) => f.at)
    .sort((a, b) => Number(b.number === selected) - Number(a.number === selected) || rank(a.verdict) - rank(b.verdict) || a.number - b.number);
  const cell = APART_PX * resolution;
  const cells = new globalThis.Map<string, Pin[]>();
  for (const finding of ordered) {
    const [x, y] = finding.at as [number, number];
    const [i, j] = [Math.floor(x / cell), Math.floor(y / cell)];
    let near: Pin | undefined;
    for (let dx = -1; dx <= 1 && !near; dx++) {
      for (let dy = -1; dy <= 1 && !near; dy++) {
        near = cells.get(`${i + dx},${j + dy}`)?.find((p) => Math.hypot(p.at[0] - x, p.at[1] - y) < cell && p.findings[0]?.number !== selected);
      }
    }
    if (near) near.findings.push(finding);
    else {
      const pin = { at: [x, y] as [number, number], findings: [finding] };
      pins.push(pin);
      const key = `${i},${j}`;
      cells.set(key, [...(cells.get(key) ?? []), pin]);
    }
  }
  return pins;
}

const cache = new globalThis.Map<string, Style[]>();

function styles(label: string, verdict: Verdict, many: boolean, selected: boolean, decided: boolean): Style[] {
  const key = [label, verdict, many, selected, decided].join();
  let found = cache.get(key);
  if (!found) cache.set(key, (found = make(label, verdict, many, selected, decided)));
  return found;
}

function make(label: string, verdict: Verdict, many: boolean, selected: boolean, decided: boolean): Style[] {
  const colour = COLOURS[verdict];
  const filled = verdict === "fail";
  const radius = many ? 13 : label.length > 2 ? 12.5 : 11;
  const [dx, dy] = LEADER_PX;
  const head = new Style({
    image: new Dot({
      radius,
      displacement: [dx, -dy],
      fill: new Fill({ color: filled ? colour : decided ? "#eef2f6" : "#fff" }),
      stroke: new Stroke({ color: colour, width: many ? 2.4 : 1.6, ...(verdict === "unknown" ? { lineDash: [3, 2.4] } : {}) }),
    }),
    text: new Text({
      text: label,
      font: FONT,
      offsetX: dx,
      offsetY: dy + 0.5,
      fill: new Fill({ color: filled ? "#fff" : colour }),
    }),
    zIndex: selected ? 30 : 20 - rank(verdict),
  });
  const ring = new Style({
    image: new Dot({ radius: radius + 4, displacement: [dx, -dy], stroke: new Stroke({ color: "#14497a", width: 2.6 }) }),
    zIndex: selected ? 30 : 20 - rank(verdict),
  });
  return selected ? [ring, head] : [head];
}

const TIP = new Style({ image: new Dot({ radius: 2.4, fill: new Fill({ color: "#16202b" }), stroke: new Stroke({ color: "#fff", width: 1 }) }) });
const LEADER = new Stroke({ color: "#16202b", width: 1 });

const leaders = new WeakMap<Pin, { at: number; style: Style }>();

/** The line from the place to the head of a pin; made anew only where the scale changes. */
function leaderOf(pin: Pin, resolution: number): Style {
  let found = leaders.get(pin);
  if (found?.at !== resolution) {
    const [x, y] = pin.at;
    const line = new LineString([[x, y], [x + LEADER_PX[0] * 0.45 * resolution, y - LEADER_PX[1] * 0.45 * resolution]]);
    found = { at: resolution, style: new Style({ geometry: line, stroke: LEADER }) };
    leaders.set(pin, found);
  }
  return found.style;
}

export class Pins {
  private readonly source = new VectorSource<Feature<Point>>();
  readonly layer: VectorLayer<VectorSource<Feature<Point>>>;
  private findings: Finding[] = [];
  private selected: number | null = null;
  private decided: ReadonlySet<string> = new Set();

  constructor(private readonly map: Map) {
    this.layer = new VectorLayer({
      source: this.source,
      updateWhileInteracting: true,
      updateWhileAnimating: true,
      zIndex: 60,
      style: (feature, resolution) => {
        const pin = feature.get("pin") as Pin;
        const first = pin.findings[0] as Finding;
        const many = pin.findings.length > 1;
        const label = many ? `${pin.findings.length}건` : String(first.number);
        const leader = leaderOf(pin, resolution);
        const isSelected = pin.findings.some((f) => f.number === this.selected);
        const decided = pin.findings.every((f) => this.decided.has(f.id));
        return [leader, TIP, ...styles(many && document.documentElement.lang === "en" ? `×${pin.findings.length}` : label, worst(pin.findings), many, isSelected, decided)];
      },
    });
    map.addLayer(this.layer);
    map.on("moveend", () => this.draw());
  }

  show(findings: Finding[], selected: number | null, decided: ReadonlySet<string>): void {
    this.findings = findings;
    this.selected = selected;
    this.decided = decided;
    this.draw(true);
  }

  /** The findings under a pixel: by the head of the pin, else by its tip. */
  under(pixel: number[]): Finding[] {
    let found: Finding[] = [];
    let best = 15;
    this.source.forEachFeature((feature) => {
      const pin = feature.get("pin") as Pin;
      const at = this.map.getPixelFromCoordinate(pin.at);
      if (!at) return;
      const [x, y] = [pixel[0] ?? 0, pixel[1] ?? 0];
      const away = Math.min(
        Math.hypot(x - (at[0] ?? 0) - LEADER_PX[0], y - (at[1] ?? 0) - LEADER_PX[1]),
        Math.hypot(x - (at[0] ?? 0), y - (at[1] ?? 0)) + 6,
      );
      if (away < best) {
        best = away;
        found = pin.findings;
      }
    });
    return found;
  }

  private drawnAt = 0;

  private draw(anew = false): void {
    const resolution = this.map.getView().getResolution() ?? 1;
    if (!anew && Math.abs(resolution - this.drawnAt) < resolution * 1e-6) return;
    this.drawnAt = resolution;
    this.source.clear(true);
    this.source.addFeatures(
      clustered(this.findings, resolution, this.selected).map((pin) => {
        const feature = new Feature({ geometry: new Point(pin.at) });
        feature.set("pin", pin, true);
        return feature;
      }),
    );
  }
}
