// What the service says of a round: its plan, findings, evidence, opinions and marks.

import { type Progress, made, send } from "../http";
import type { Both } from "../words";

export type Verdict = "fail" | "referred" | "unknown" | "pass" | "not_applicable";
export const VERDICTS: Verdict[] = ["fail", "referred", "unknown", "pass", "not_applicable"];
export const RAISED: ReadonlySet<Verdict> = new Set(["fail", "referred", "unknown"]);

export interface Shape {
  type: string;
  coordinates: never;
  geometries?: Shape[];
}

export interface Given {
  case: string;
  round: number;
  rounds: number[];
  lang: string;
  submission: string;
  me: string;
  may: { opine: boolean; security: boolean; opinions: boolean; linework: boolean };
  keys: Record<string, string>;
  acts: string[];
  reasons: { id: string; name: string; for: string[] }[];
  verdicts: Record<Verdict, string>;
  stages: Record<string, string>;
}

export interface StoreyFacts {
  level: number;
  name: Both;
  count: number;
  bounds: number[] | null;
}

export interface PlanFacts {
  title: string;
  north_deg: number;
  bounds: number[] | null;
  storeys: StoreyFacts[];
}

export interface ElementFacts {
  id: string;
  kind: string;
  name: Both;
  shape: Shape | null;
  source?: [string, string, string];
  of?: string;
  opens?: string;
  radius_m?: number | null;
  neighbour?: boolean;
  base_m?: number;
  public?: boolean;
  azimuth_deg?: number | null;
  hfov_deg?: number | null;
}

export interface DrawingFacts {
  layers: { sheet: string; name: string; paths: number[][] }[];
  texts: { at: [number, number]; text: string }[];
}

export interface WitnessFacts {
  kind: string;
  label: Both | null;
  shape: Shape;
}

export interface Finding {
  number: number;
  id: string;
  clause: string;
  rule: string | null;
  verdict: Verdict;
  standing: string;
  sensitive: boolean;
  storey: number;
  at: [number, number] | null;
  subjects: string[];
  shape: Shape | null;
  witness: WitnessFacts[];
  words: Record<"ko" | "en", Record<string, string>>;
}

export type Position = "agree" | "disagree" | "condition" | "defer";

export interface Opinion {
  id: string;
  finding_id: string | null;
  finding_number: number | null;
  position: Position;
  reason: string;
  text: string;
  must: boolean;
  place: string;
  target: string;
  stage: string | null;
  check: string;
  version: number;
  mine: boolean;
  author: { id: string; name: string };
  published_at: string | null;
  carried_from: string | null;
  merged_into: string | null;
}

export interface Mark {
  id: string;
  kind: "point" | "line" | "cloud" | "polygon" | "text" | "reply" | "state";
  storey: number;
  shape: Shape | null;
  text: string;
  finding_id: string | null;
  parent_id: string | null;
  review: string;
  author: { id: string; name: string; mine: boolean };
  draft: boolean;
  carried_from: string | null;
  created_at: string;
  version: number;
}

export type DrawnMark = Partial<Pick<Mark, "storey" | "shape" | "text" | "finding_id" | "parent_id">> & {
  kind: Mark["kind"];
  review?: string;
};

interface Items<T> {
  items: T[];
  total: number;
}

/** All of a list that comes in parts. */
async function all<T>(url: string, limit: number): Promise<T[]> {
  const found: T[] = [];
  for (;;) {
    const { items, total } = await send<Items<T>>("GET", `${url}limit=${limit}&offset=${found.length}`);
    found.push(...items);
    if (!items.length || found.length >= total) return found;
  }
}

/** The addresses of one round. */
export class Round {
  constructor(
    private readonly caseId: string,
    private readonly number: number,
    private readonly progress: (so: Progress) => void,
  ) {}

  private get base(): string {
    return `/api/cases/${this.caseId}/rounds/${this.number}`;
  }

  plan = (): Promise<PlanFacts> => made(`${this.base}/plan`, this.progress);
  findings = (): Promise<Finding[]> => made(`${this.base}/findings`, this.progress);
  storey = (level: number): Promise<ElementFacts[]> => made(`${this.base}/plan/${level}`, this.progress);

  drawing = (level: number): Promise<DrawingFacts> => made(`${this.base}/drawing/${level}`, this.progress);

  evidence<T>(layer: string, state: string, progress: (so: Progress) => void): Promise<T> {
    return made(`${this.base}/evidence/${layer}?state=${encodeURIComponent(state)}`, progress);
  }

  marks = (): Promise<Mark[]> => all(`${this.base}/annotations?`, 500);

  draw = (mark: DrawnMark): Promise<Mark> => send("POST", `${this.base}/annotations`, mark);
  redraw = (mark: Mark, to: DrawnMark): Promise<Mark> =>
    send("PATCH", `${this.base}/annotations/${mark.id}`, to, mark.version);
  remove = (mark: Mark): Promise<void> =>
    send("DELETE", `${this.base}/annotations/${mark.id}`, undefined, mark.version);

  private get said(): string {
    return `/api/cases/${this.caseId}/opinions`;
  }

  opinions = (): Promise<Opinion[]> => all(`${this.said}?round=${this.number}&`, 200);

  opine = (said: object): Promise<Opinion> => send("POST", this.said, said);
  opineOfMany = (said: object): Promise<unknown> => send("POST", `${this.said}/bulk`, said);
  gather = (lead: string, others: string[]): Promise<unknown> => send("POST", `${this.said}/gather`, { lead, others });
  part = (finding: string): Promise<unknown> => send("POST", `${this.said}/part`, { finding_id: finding });
  takeBack = (opinion: Opinion): Promise<void> =>
    send("DELETE", `${this.said}/${opinion.id}`, undefined, opinion.version);
  undo = (): Promise<unknown> => send("POST", `${this.said}/undo`, {});
  redo = (): Promise<unknown> => send("POST", `${this.said}/redo`, {});
}
