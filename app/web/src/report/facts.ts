// What the service says of the report of a round: its figures, sections, and where marks lie on it.

import { send } from "../http";
import type { Given, Mark } from "../plan/facts";

export type XY = [number, number];
export type Rect = [number, number, number, number];

export interface ReportGiven extends Given {
  copy: string;
  file: string;
}

export interface Figure {
  id: string;
  page: number;
  rect: Rect;
  to_site: [number, number, number, number, number, number] | null;
  storey: number;
  findings: number[];
}

export interface Report {
  language: string;
  pages: number;
  figures: Figure[];
  findings: { number: number; page: number; top: number }[];
  squares: { finding: number; page: number; rect: Rect }[];
}

export interface Place {
  page: number;
  figure: string | null;
  points: XY[][];
}

export class Sent {
  constructor(private readonly given: ReportGiven) {}

  private address(what: string): string {
    const { case: id, round, copy } = this.given;
    return `/api/cases/${id}/rounds/${round}/report/${what}?copy=${copy}`;
  }

  manifest = (): Promise<Report> => send("GET", this.address("manifest"));

  async places(): Promise<Map<string, Place[]>> {
    const found = await send<{ items: { id: string; places: Place[] }[] }>("GET", this.address("marks"));
    return new Map(found.items.map((one) => [one.id, one.places]));
  }
}

/** A point of the page [pt] on the site. [m] */
export function toSite(figure: Figure, [x, y]: XY): XY {
  const [a, b, c, d, e, f] = figure.to_site ?? [1, 0, 0, 1, 0, 0];
  return [a * x + b * y + e, c * x + d * y + f].map((v) => Math.round(v * 1e4) / 1e4) as XY;
}

/** The plan figure under a point of a page: the smallest, where they nest. */
export function figureAt(report: Report, page: number, [x, y]: XY): Figure | null {
  const size = (f: Figure): number => (f.rect[2] - f.rect[0]) * (f.rect[3] - f.rect[1]);
  const under = report.figures.filter(
    (f) => f.to_site && f.page === page && f.rect[0] <= x && x <= f.rect[2] && f.rect[1] <= y && y <= f.rect[3],
  );
  return under.sort((a, b) => size(a) - size(b))[0] ?? null;
}

/** Marks that lie on a page only count as drawn too, for the threads to show them. */
export const asDrawn = (marks: Mark[], places: ReadonlyMap<string, Place[]>): Mark[] =>
  marks.map((mark) =>
    mark.shape || mark.parent_id || !places.get(mark.id)?.length ? mark : { ...mark, shape: { type: "Page", coordinates: [] as never } },
  );
