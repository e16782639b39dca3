// What the reader looks at: the chosen finding, storey, filters, layers; kept in the address.

import { RAISED, type Finding, type Opinion, type Mark, type Verdict } from "./facts";

export type Tool = "move" | "point" | "line" | "cloud" | "polygon" | "text" | "distance" | "area" | "probe";
export type Season = "day" | "night" | "lamp-out" | "leaf-off";
export const SEASONS: Season[] = ["day", "night", "lamp-out", "leaf-off"];
export const LAYERS = ["drawing", "witness", "surveillance", "light", "cameras", "climb", "approach"] as const;
export type Layer = (typeof LAYERS)[number];

/** Layers that are no evidence of the analyses. */
export const DRAWN_HERE: ReadonlySet<Layer> = new Set<Layer>(["drawing", "witness"]);

export interface View {
  finding: number | null;
  mark: string | null;
  storey: number | null;
  every: boolean;
  verdicts: ReadonlySet<Verdict>;
  todo: boolean;
  mine: boolean;
  query: string;
  chosen: ReadonlySet<number>;
  layers: ReadonlySet<Layer>;
  season: Season;
  lamp: string;
  before: boolean;
  tool: Tool;
  findings: Finding[];
  opinions: Opinion[];
  marks: Mark[];
}

type Key = keyof View;
type Listener = (view: Readonly<View>, changed: ReadonlySet<Key>) => void;

const started: View = {
  finding: null,
  mark: null,
  storey: null,
  every: false,
  verdicts: RAISED,
  todo: false,
  mine: false,
  query: "",
  chosen: new Set(),
  layers: new Set<Layer>(["drawing", "witness"]),
  season: "day",
  lamp: "",
  before: false,
  tool: "move",
  findings: [],
  opinions: [],
  marks: [],
};

/** The state of the page; whoever draws a part of it hears what changed. */
export class Looking {
  private view: View = { ...started };
  private readonly listeners: [ReadonlySet<Key>, Listener][] = [];

  get now(): Readonly<View> {
    return this.view;
  }

  on(keys: Key[], listener: Listener): void {
    this.listeners.push([new Set(keys), listener]);
  }

  set(change: Partial<View>): void {
    const changed = new Set((Object.keys(change) as Key[]).filter((key) => this.view[key] !== change[key]));
    if (!changed.size) return;
    this.view = { ...this.view, ...change };
    for (const [keys, listener] of this.listeners) {
      if ([...changed].some((key) => keys.has(key))) listener(this.view, changed);
    }
  }

  get selected(): Finding | null {
    return this.view.findings.find((f) => f.number === this.view.finding) ?? null;
  }
}

/** The view that an address asks for. */
export function asked(search: string): Partial<View> & { x?: number; y?: number; z?: number } {
  const query = new URLSearchParams(search);
  const found: Partial<View> & { x?: number; y?: number; z?: number } = {};
  const whole = (name: string): number | null => {
    const value = query.get(name);
    return value !== null && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : null;
  };
  const finding = whole("f");
  if (finding !== null) found.finding = finding;
  const storey = whole("storey");
  if (storey !== null) found.storey = storey;
  if (query.get("storey") === "every") found.every = true;
  const mark = query.get("a");
  if (mark) found.mark = mark;
  const season = query.get("state") as Season | null;
  if (season && SEASONS.includes(season)) found.season = season;
  if (found.season === "lamp-out") found.lamp = query.get("lamp") ?? "";
  const layers = query.get("layers");
  if (layers !== null) found.layers = new Set(LAYERS.filter((layer) => layers.split(",").includes(layer)));
  for (const name of ["x", "y", "z"] as const) {
    const value = whole(name);
    if (value !== null) found[name] = value;
  }
  return found;
}

/** The address of a view; what is as it was at the start is left out. */
export function address(view: Readonly<View>, middle: number[] | undefined, zoom: number | undefined): string {
  const query = new URLSearchParams();
  if (view.finding !== null) query.set("f", String(view.finding));
  if (view.mark) query.set("a", view.mark);
  if (view.every) query.set("storey", "every");
  else if (view.storey !== null) query.set("storey", String(view.storey));
  if (view.season !== "day") query.set("state", view.season);
  if (view.season === "lamp-out" && view.lamp) query.set("lamp", view.lamp);
  const layers = [...view.layers].join(",");
  if (layers !== "drawing,witness") query.set("layers", layers);
  if (middle && zoom !== undefined) {
    query.set("x", (middle[0] ?? 0).toFixed(1));
    query.set("y", (middle[1] ?? 0).toFixed(1));
    query.set("z", zoom.toFixed(2));
  }
  return `${location.pathname}?${query.toString()}`;
}

/** The findings that the filters leave. */
export function shown(view: Readonly<View>): Finding[] {
  const words = view.query.trim().toLowerCase();
  const decided = mineBy(view);
  return view.findings.filter((finding) => {
    if (!view.verdicts.has(finding.verdict)) return false;
    if (view.todo && decided.has(finding.id)) return false;
    if (view.mine && !decided.has(finding.id)) return false;
    return !words || haystack(finding).includes(words);
  });
}

/** The reader's own opinions by the id of the finding. */
export function mineBy(view: Readonly<View>): Map<string, Opinion> {
  return new Map(view.opinions.filter((o) => o.finding_id && o.mine).map((o) => [o.finding_id as string, o]));
}

/** The number of the finding whose opinion another one is merged into. */
export function leadOf(view: Readonly<View>, opinion: Opinion): number | null {
  return view.opinions.find((o) => o.id === opinion.merged_into)?.finding_number ?? null;
}

/** The numbers of the findings whose opinions are merged into one, in their order. */
export function underOf(view: Readonly<View>, opinion: Opinion): number[] {
  const under = view.opinions.filter((o) => o.merged_into === opinion.id).map((o) => o.finding_number);
  return under.filter((n) => n !== null).sort((a, b) => a - b);
}

const texts = new WeakMap<Finding, string>();
function haystack(finding: Finding): string {
  let text = texts.get(finding);
  if (text === undefined) {
    const { ko, en } = finding.words;
    const said = ["headline", "title", "cite", "place", "sources", "subjects", "storey", "topic"];
    text = [finding.number, finding.rule, ...said.flatMap((key) => [ko[key], en[key]])].join(" ").toLowerCase();
    texts.set(finding, text);
  }
  return text;
}
