// Drawing on the plan figures of the report: what is drawn becomes a shape in site metres.

import { say } from "../dom";
import type { Mark, Shape } from "../plan/facts";
import { t } from "../words";
import { type Figure, type Rect, type XY, toSite } from "./facts";
import type { Overlay } from "./overlay";

export type Tool = "move" | "point" | "polygon" | "cloud" | "text";
export const TOOLS: Tool[] = ["move", "point", "polygon", "cloud", "text"];
const DRAGGED: ReadonlySet<Tool> = new Set(["polygon", "cloud"]);
const SMALLEST_PT = 4;

export type Ends = (kind: Mark["kind"], shape: Shape, figure: Figure) => void;

export class Pen {
  tool: Tool = "move";
  private from: { point: XY; figure: Figure; page: number } | null = null;

  constructor(
    private readonly overlay: Overlay,
    private readonly changed: (tool: Tool) => void,
    private readonly ends: Ends,
  ) {}

  take(tool: Tool): void {
    this.tool = tool;
    this.from = null;
    this.overlay.drawing = tool !== "move";
    this.overlay.redraw();
    if (tool !== "move") say(t(DRAGGED.has(tool) ? "report.hint-drag" : "report.hint-press"));
    this.changed(tool);
  }

  /** Has a page listen to the pointer; once for each layer. */
  hear(svg: SVGSVGElement): void {
    if (svg.dataset.hears) return;
    svg.dataset.hears = "yes";
    svg.addEventListener("pointerdown", (event) => this.begin(svg, event));
    svg.addEventListener("pointermove", (event) => this.drag(svg, event));
    svg.addEventListener("pointerup", (event) => this.end(svg, event));
    svg.addEventListener("pointercancel", () => this.stop());
  }

  private begin(svg: SVGSVGElement, event: PointerEvent): void {
    if (this.tool === "move" || event.button !== 0) return;
    const page = Number(svg.dataset.page);
    const point = this.overlay.at(svg, event);
    const figure = this.overlay.figureAt(page, point);
    if (!figure) return say(t("report.only-plans"));
    event.preventDefault();
    svg.setPointerCapture(event.pointerId);
    this.from = { point, figure, page };
  }

  private drag(svg: SVGSVGElement, event: PointerEvent): void {
    if (!this.from || !DRAGGED.has(this.tool)) return;
    this.overlay.sketch(this.from.page, spanned(this.from.point, within(this.overlay.at(svg, event), this.from.figure)));
  }

  private end(svg: SVGSVGElement, event: PointerEvent): void {
    const { from, tool } = this;
    this.stop();
    if (!from) return;
    if (!DRAGGED.has(tool)) return this.done(tool, { type: "Point", coordinates: toSite(from.figure, from.point) as never }, from.figure);
    const rect = spanned(from.point, within(this.overlay.at(svg, event), from.figure));
    if (rect[2] - rect[0] < SMALLEST_PT || rect[3] - rect[1] < SMALLEST_PT) return;
    this.done(tool, ring(rect, from.figure), from.figure);
  }

  private stop(): void {
    if (this.from) this.overlay.sketch(this.from.page, null);
    this.from = null;
  }

  /** Without a pointer: in the middle of a figure. */
  place(figure: Figure | null): void {
    if (this.tool === "move") return;
    if (!figure) return say(t("report.off-figure"));
    const [x0, y0, x1, y1] = figure.rect;
    const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
    const [w, h] = [(x1 - x0) / 8, (y1 - y0) / 8];
    const shape: Shape = DRAGGED.has(this.tool) ? ring([x - w, y - h, x + w, y + h], figure) : { type: "Point", coordinates: toSite(figure, [x, y]) as never };
    this.done(this.tool, shape, figure);
  }

  private done(tool: Tool, shape: Shape, figure: Figure): void {
    this.take("move");
    this.ends(tool as Mark["kind"], shape, figure);
  }
}

const within = ([x, y]: XY, { rect }: Figure): XY => [Math.min(Math.max(x, rect[0]), rect[2]), Math.min(Math.max(y, rect[1]), rect[3])];

const spanned = (a: XY, b: XY): Rect => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1])];

function ring([x0, y0, x1, y1]: Rect, figure: Figure): Shape {
  const corners: XY[] = [[x0, y0], [x1, y0], [x1, y1], [x0, y1], [x0, y0]];
  return { type: "Polygon", coordinates: [corners.map((corner) => toSite(figure, corner))] as never };
}
