// What people drew and where findings lie, above the pages: one SVG for each page, in its points.

import type { Finding, Mark } from "../plan/facts";
import { t } from "../words";
import { type Place, type Rect, type Report, type XY, figureAt } from "./facts";
import type { Shown } from "./viewer";

const SVG = "http://www.w3.org/2000/svg";
const LETTERS = 22;
type Drawn = SVGElement;

export interface Sight {
  marks: Mark[];
  places: ReadonlyMap<string, Place[]>;
  mark: string | null;
  finding: number | null;
  findings: Finding[];
}

export class Overlay {
  private readonly layers = new Map<number, { svg: SVGSVGElement; height: number; width: number }>();
  private sight: Sight = { marks: [], places: new Map(), mark: null, finding: null, findings: [] };
  drawing = false;

  constructor(
    private readonly report: Report,
    private readonly press: { mark: (id: string) => void; finding: (n: number) => void },
  ) {}

  /** The layer of a page that was just drawn. */
  lay(shown: Shown): SVGSVGElement {
    const old = this.layers.get(shown.page)?.svg;
    const svg = old ?? (document.createElementNS(SVG, "svg") as SVGSVGElement);
    svg.setAttribute("class", "ink");
    svg.setAttribute("viewBox", `0 0 ${shown.width} ${shown.height}`);
    svg.setAttribute("aria-hidden", "true");
    svg.dataset.page = String(shown.page);
    shown.div.append(svg);
    this.layers.set(shown.page, { svg, height: shown.height, width: shown.width });
    this.draw(shown.page);
    return svg;
  }

  see(sight: Sight): void {
    this.sight = sight;
    for (const page of this.layers.keys()) this.draw(page);
  }

  redraw(): void {
    for (const page of this.layers.keys()) this.draw(page);
  }

  /** The point of a page under the pointer. [pt] */
  at(svg: SVGSVGElement, event: { clientX: number; clientY: number }): XY {
    const layer = this.layers.get(Number(svg.dataset.page));
    const box = svg.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * (layer?.width ?? 0);
    const y = ((event.clientY - box.top) / box.height) * (layer?.height ?? 0);
    return [x, (layer?.height ?? 0) - y];
  }

  /** A shape that is being drawn, in place of the one before. */
  sketch(page: number, rect: Rect | null): void {
    const layer = this.layers.get(page);
    layer?.svg.querySelector(".sketch")?.remove();
    if (layer && rect) layer.svg.append(box(rect, layer.height, "sketch"));
  }

  /** The first page that shows a mark, and how far below its top. */
  whereOf(id: string): { page: number; below: number } | null {
    const place = this.sight.places.get(id)?.[0];
    if (!place) return null;
    const high = Math.max(...place.points.flat().map(([, y]) => y));
    return { page: place.page, below: Math.max(0, (this.layers.get(place.page)?.height ?? 842) - high - 120) };
  }

  private draw(page: number): void {
    const layer = this.layers.get(page);
    if (!layer) return;
    const { svg, height } = layer;
    const parts: Drawn[] = [];
    if (this.drawing) {
      for (const figure of this.report.figures) if (figure.page === page && figure.to_site) parts.push(box(figure.rect, height, "figure"));
    }
    for (const square of this.report.squares) {
      if (square.page !== page) continue;
      const one = box(grown(square.rect), height, `square${square.finding === this.sight.finding ? " sel" : ""}`);
      titled(one, t("report.square", { n: square.finding }));
      one.addEventListener("click", () => !this.drawing && this.press.finding(square.finding));
      parts.push(one);
    }
    for (const mark of this.sight.marks) {
      for (const place of this.sight.places.get(mark.id) ?? []) {
        if (place.page !== page) continue;
        const one = drawn(mark, place, height);
        one.setAttribute("class", ["mark", mark.kind, mark.author.mine ? "mine" : "theirs", mark.draft ? "draft" : "", mark.id === this.sight.mark ? "sel" : ""].join(" "));
        titled(one, mark.text || t(`marks.${mark.kind}`));
        one.addEventListener("click", () => !this.drawing && this.press.mark(mark.id));
        parts.push(one);
      }
    }
    svg.replaceChildren(...parts);
    svg.classList.toggle("drawing", this.drawing);
  }

  figureAt(page: number, point: XY): ReturnType<typeof figureAt> {
    return figureAt(this.report, page, point);
  }
}

function make(name: string, attributes: Record<string, string | number>, ...children: Drawn[]): Drawn {
  const element = document.createElementNS(SVG, name) as Drawn;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

function titled(element: Drawn, words: string): void {
  const title = document.createElementNS(SVG, "title");
  title.textContent = words;
  element.prepend(title);
}

const grown = ([x0, y0, x1, y1]: Rect): Rect => [x0 - 2, y0 - 2, x1 + 2, y1 + 2];

const box = ([x0, y0, x1, y1]: Rect, height: number, kind: string): Drawn =>
  make("rect", { x: x0, y: height - y1, width: x1 - x0, height: y1 - y0, class: kind });

function drawn(mark: Mark, place: Place, height: number): Drawn {
  const rings = place.points.map((ring) => ring.map(([x, y]): XY => [x, height - y]));
  const first = rings[0]?.[0] ?? [0, 0];
  if (mark.kind === "text" && rings[0]?.length === 1) return words(mark.text, first);
  if (rings.every((ring) => ring.length === 1)) {
    return make("g", {}, make("circle", { cx: first[0], cy: first[1], r: 6.5 }), make("path", { class: "pen", d: `M${first[0] - 3} ${first[1] + 3}l1-3 4-4 2 2-4 4z` }));
  }
  const path = mark.kind === "cloud" ? rings.map(cloud).join(" ") : rings.map((ring) => `M${ring.map(([x, y]) => `${x} ${y}`).join("L")}`).join(" ");
  return make("g", {}, make("path", { class: "halo", d: path }), make("path", { class: "line", d: path }));
}

function words(text: string, [x, y]: XY): Drawn {
  const lines = text.split("\n").flatMap((line) => line.match(new RegExp(`.{1,${LETTERS}}(\\s|$)|.{1,${LETTERS}}`, "gu")) ?? [""]);
  const wide = Math.max(...lines.map((line) => [...line].reduce((sum, c) => sum + ((c.codePointAt(0) ?? 0) > 0x1100 ? 8.2 : 4.8), 0)), 12);
  const said = make("text", { x: x + 4, y: y + 11 });
  lines.forEach((line, n) => {
    const span = make("tspan", { x: x + 4, dy: n ? 12 : 0 });
    span.textContent = line.trim();
    said.append(span);
  });
  return make("g", {}, make("rect", { x, y, width: wide + 8, height: lines.length * 12 + 5, rx: 1.5 }), said);
}

/** Arcs bulging outwards along a ring. */
function cloud(ring: XY[]): string {
  const area = ring.reduce((sum, a, i) => {
    const b = ring[(i + 1) % ring.length] ?? a;
    return sum + (a[0] * b[1] - a[1] * b[0]);
  }, 0);
  const sweep = area > 0 ? 1 : 0;
  let path = `M${ring[0]?.[0] ?? 0} ${ring[0]?.[1] ?? 0}`;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [a, b]: [XY, XY] = [ring[i] ?? [0, 0], ring[i + 1] ?? [0, 0]];
    const count = Math.max(1, Math.min(60, Math.round(Math.hypot(b[0] - a[0], b[1] - a[1]) / 11)));
    const radius = Math.hypot(b[0] - a[0], b[1] - a[1]) / count / 2;
    for (let n = 1; n <= count; n++) path += `A${radius} ${radius} 0 0 ${sweep} ${a[0] + ((b[0] - a[0]) * n) / count} ${a[1] + ((b[1] - a[1]) * n) / count}`;
  }
  return path;
}
