// Sight on a storey as the library has it: level sight around a point, and looks past what blocks.
//
//   A piece is solid over a footprint (PRISM) or upright over a line (SEGMENT), from a base to a
//   top. Level sight at a height is stopped by the edges of what stands there; a look from an eye
//   to a target is stopped where it crosses a piece below its top and above its base.

export interface PieceFacts {
  floor_m: number;
  kind: number[];
  openness: number[];
  ends: number[];
  first: number[];
  last: number[];
  edges: number[];
  of: string[];
}
export interface SightFacts {
  least_share: number;
  limit_m: number;
  eyes: { name: string; height_m: number }[];
  storeys: Record<string, PieceFacts>;
  watchers: { of: string[]; kind: string[]; at: number[]; names: Record<string, { ko: string; en: string }> };
  bells: { id: string; storey: number; at: [number, number] }[];
  ground: { corners: number[]; triangles: number[] } | null;
}

export interface Looks {
  windows: number;
  others: number;
  nearest_m: number | null;
  /** Where those stand that see the point, nearest first. */
  from: [number, number][];
}

const SEGMENT = 1;
const SECTORS = 256;
const TOUCH_M = 1e-6;
const NUDGE = 2e-7;
const WINDOWS = new Set(["window", "shop"]);
const CIRCLE_STEPS = 180;

/** Height of the ground at a point; flat where no level is drawn. [m] */
export function groundAt(ground: SightFacts["ground"], x: number, y: number): number {
  if (!ground) return 0;
  const { corners, triangles } = ground;
  const at = (n: number): [number, number, number] => [corners[3 * n] ?? 0, corners[3 * n + 1] ?? 0, corners[3 * n + 2] ?? 0];
  let nearest = Infinity;
  let height = 0;
  for (let i = 0; i < triangles.length; i += 3) {
    const [a, b, c] = [at(triangles[i] ?? 0), at(triangles[i + 1] ?? 0), at(triangles[i + 2] ?? 0)];
    const whole = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
    if (!whole) continue;
    const v = ((x - a[0]) * (c[1] - a[1]) - (y - a[1]) * (c[0] - a[0])) / whole;
    const w = ((b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0])) / whole;
    const least = Math.min(v, w, 1 - v - w);
    if (least >= -1e-9) return a[2] + v * (b[2] - a[2]) + w * (c[2] - a[2]);
    if (-least < nearest) {
      nearest = -least;
      const [p, q] = [Math.min(1, Math.max(0, v)), Math.min(1, Math.max(0, w))];
      height = a[2] + p * (b[2] - a[2]) + q * (c[2] - a[2]);
    }
  }
  return height;
}

export class Storey {
  private readonly levels = new Map<number, Float64Array>();

  constructor(
    private readonly pieces: PieceFacts,
    private readonly leastShare: number,
  ) {}

  /** Whether a point is inside something solid at a height. */
  isInside(x: number, y: number, z: number): boolean {
    const { kind, first, last, edges, ends, openness } = this.pieces;
    for (let k = 0; k < kind.length; k++) {
      if (kind[k] === SEGMENT || (openness[k] ?? 0) >= this.leastShare) continue;
      if ((ends[4 * k] ?? 0) > z || (ends[4 * k + 2] ?? 0) <= z) continue;
      let inside = false;
      for (let e = first[k] ?? 0; e < (last[k] ?? 0); e++) {
        const [ax, ay, bx, by] = [edges[4 * e] ?? 0, edges[4 * e + 1] ?? 0, edges[4 * e + 2] ?? 0, edges[4 * e + 3] ?? 0];
        if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
      }
      if (inside) return true;
    }
    return false;
  }

  /** What is in sight around a point at a height, within a range: a ring, or null inside a solid. */
  isovist(x: number, y: number, z: number, reach: number): [number, number][] | null {
    if (this.isInside(x, y, z)) return null;
    const near = this.near(this.level(z), x, y, reach);
    const { starts, items } = sectors(near, x, y);
    const turns: number[] = [];
    for (let i = 0; i < CIRCLE_STEPS; i++) turns.push(-Math.PI + (2 * Math.PI * i) / CIRCLE_STEPS);
    for (let i = 0; i < near.length; i += 4) {
      for (const j of [0, 2]) {
        const [dx, dy] = [(near[i + j] ?? 0) - x, (near[i + j + 1] ?? 0) - y];
        if (dx * dx + dy * dy > reach * reach) continue;
        const turn = Math.atan2(dy, dx);
        turns.push(turn - NUDGE, turn, turn + NUDGE);
      }
    }
    turns.sort((a, b) => a - b);
    return turns.map((turn) => {
      const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
      const sector = sectorOf(turn);
      let far = reach;
      for (let n = starts[sector] ?? 0; n < (starts[sector + 1] ?? 0); n++) {
        const i = 4 * (items[n] ?? 0);
        const hit = along(x, y, cos, sin, near[i] ?? 0, near[i + 1] ?? 0, near[i + 2] ?? 0, near[i + 3] ?? 0);
        if (hit < far) far = hit;
      }
      return [x + far * cos, y + far * sin] as [number, number];
    });
  }

  /** Who of some watchers sees a point at a height. */
  looks(watchers: SightFacts["watchers"], x: number, y: number, z: number, reach: number): Looks {
    const near = this.nearPieces(x, y, reach);
    const seenBy = new Map<string, { kind: string; away: number; at: [number, number] }>();
    const { at, of, kind } = watchers;
    for (let i = 0; i < of.length; i++) {
      const [ex, ey, ez] = [at[5 * i] ?? 0, at[5 * i + 1] ?? 0, at[5 * i + 2] ?? 0];
      const [dx, dy, dz] = [x - ex, y - ey, z - ez];
      const square = dx * dx + dy * dy + dz * dz;
      if (square > reach * reach) continue;
      if (dx * (at[5 * i + 3] ?? 0) + dy * (at[5 * i + 4] ?? 0) < 0) continue;
      const id = of[i] ?? "";
      const known = seenBy.get(id);
      if (known && known.away <= square) continue;
      if (this.through(near, ex, ey, ez, x, y, z) >= this.leastShare) {
        seenBy.set(id, { kind: kind[i] ?? "", away: square, at: [ex, ey] });
      }
    }
    const all = [...seenBy.values()].sort((a, b) => a.away - b.away);
    const windows = all.filter((w) => WINDOWS.has(w.kind));
    return {
      windows: windows.length,
      others: all.length - windows.length,
      nearest_m: windows[0] ? Math.sqrt(windows[0].away) : null,
      from: all.slice(0, 40).map((w) => w.at),
    };
  }

  /** The share that gets from one point to another. */
  private through(near: number[], ox: number, oy: number, oz: number, px: number, py: number, pz: number): number {
    const { kind, openness, ends, first, last, edges } = this.pieces;
    const [dx, dy, dz] = [px - ox, py - oy, pz - oz];
    const length = Math.hypot(dx, dy);
    if (length < TOUCH_M) return 1;
    const boxes = this.allBoxes;
    const [west, east, south, north] = [Math.min(ox, px), Math.max(ox, px), Math.min(oy, py), Math.max(oy, py)];
    const [low, high] = [Math.min(oz, pz), Math.max(oz, pz)];
    let left = 1;
    for (const k of near) {
      const b = 6 * k;
      if ((boxes[b] as number) > east || (boxes[b + 2] as number) < west || (boxes[b + 1] as number) > north || (boxes[b + 3] as number) < south) continue;
      if (((boxes[b + 4] as number) >= high && (boxes[b + 4] as number) > low) || (boxes[b + 5] as number) <= low) continue;
      const crossings: number[] = [];
      let s = 0;
      for (let e = first[k] ?? 0; e < (last[k] ?? 0); e++) {
        const [ax, ay, bx, by] = [edges[4 * e] ?? 0, edges[4 * e + 1] ?? 0, edges[4 * e + 2] ?? 0, edges[4 * e + 3] ?? 0];
        const a = dx * (ay - oy) - dy * (ax - ox);
        const b = dx * (by - oy) - dy * (bx - ox);
        if (a > 0 === b > 0) continue;
        s = a / (a - b);
        crossings.push(((ax + s * (bx - ax) - ox) * dx + (ay + s * (by - ay) - oy) * dy) / (length * length));
      }
      if (!crossings.length) continue;
      const [base, baseEnd, top, topEnd] = [ends[4 * k] ?? 0, ends[4 * k + 1] ?? 0, ends[4 * k + 2] ?? 0, ends[4 * k + 3] ?? 0];
      if (kind[k] === SEGMENT) {
        const share = crossings[0] ?? 0;
        if (crossings.length !== 1 || share * length <= TOUCH_M || share * length >= length - TOUCH_M) continue;
        const height = oz + share * dz;
        if (base + s * (baseEnd - base) <= height && height < top + s * (topEnd - top)) left *= openness[k] ?? 0;
      } else {
        crossings.sort((a, b) => a - b);
        for (let n = 0; n + 1 < crossings.length; n += 2) {
          const [enter, leave] = [Math.max(crossings[n] ?? 0, 0), Math.min(crossings[n + 1] ?? 0, 1)];
          if ((leave - enter) * length <= TOUCH_M) continue;
          const [one, other] = [oz + enter * dz, oz + leave * dz];
          if (Math.min(one, other) < top && Math.max(one, other) > base) left *= openness[k] ?? 0;
        }
      }
      if (left === 0) return 0;
    }
    return left;
  }

  /** The edges that stand at a height and let too little through: x and y of both ends. */
  private level(z: number): Float64Array {
    const key = Math.round(z * 1000);
    let found = this.levels.get(key);
    if (!found) this.levels.set(key, (found = this.cut(z)));
    return found;
  }

  private cut(z: number): Float64Array {
    const { kind, openness, ends, first, last, edges } = this.pieces;
    const found: number[] = [];
    for (let k = 0; k < kind.length; k++) {
      if ((openness[k] ?? 0) >= this.leastShare) continue;
      const [base, baseEnd, top, topEnd] = [ends[4 * k] ?? 0, ends[4 * k + 1] ?? 0, ends[4 * k + 2] ?? 0, ends[4 * k + 3] ?? 0];
      const [from, to] = both(within(base, baseEnd, z, true), within(top, topEnd, z, false));
      if (from >= to) continue;
      for (let e = first[k] ?? 0; e < (last[k] ?? 0); e++) {
        const [ax, ay, bx, by] = [edges[4 * e] ?? 0, edges[4 * e + 1] ?? 0, edges[4 * e + 2] ?? 0, edges[4 * e + 3] ?? 0];
        found.push(ax + from * (bx - ax), ay + from * (by - ay), ax + to * (bx - ax), ay + to * (by - ay));
      }
    }
    return Float64Array.from(found);
  }

  private near(level: Float64Array, x: number, y: number, reach: number): Float64Array {
    const kept: number[] = [];
    for (let i = 0; i < level.length; i += 4) {
      const [ax, ay, bx, by] = [level[i] ?? 0, level[i + 1] ?? 0, level[i + 2] ?? 0, level[i + 3] ?? 0];
      if (Math.min(ax, bx) - x < reach && x - Math.max(ax, bx) < reach && Math.min(ay, by) - y < reach && y - Math.max(ay, by) < reach) {
        kept.push(ax, ay, bx, by);
      }
    }
    return Float64Array.from(kept);
  }

  private boxes: Float64Array | null = null;

  /** West, south, east, north, lowest and highest of each piece. */
  private get allBoxes(): Float64Array {
    if (this.boxes) return this.boxes;
    const { kind, first, last, edges, ends } = this.pieces;
    this.boxes = new Float64Array(kind.length * 6);
    for (let k = 0; k < kind.length; k++) {
      let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
      for (let e = 4 * (first[k] ?? 0); e < 4 * (last[k] ?? 0); e += 2) {
        [west, east] = [Math.min(west, edges[e] ?? 0), Math.max(east, edges[e] ?? 0)];
        [south, north] = [Math.min(south, edges[e + 1] ?? 0), Math.max(north, edges[e + 1] ?? 0)];
      }
      const [a = 0, b = 0, c = 0, d = 0] = ends.slice(4 * k, 4 * k + 4);
      this.boxes.set([west, south, east, north, Math.min(a, b), Math.max(c, d)], 6 * k);
    }
    return this.boxes;
  }

  private nearPieces(x: number, y: number, reach: number): number[] {
    const boxes = this.allBoxes;
    const found: number[] = [];
    for (let k = 0; k < this.pieces.kind.length; k++) {
      const b = 6 * k;
      const beside = (boxes[b] as number) - x < reach && x - (boxes[b + 2] as number) < reach;
      if (beside && (boxes[b + 1] as number) - y < reach && y - (boxes[b + 3] as number) < reach) found.push(k);
    }
    return found;
  }
}

/** Between which shares of its length an end is under (or over) a height. */
function within(a: number, b: number, z: number, under: boolean): [number, number] {
  const starts = under ? a <= z : a > z;
  const stops = under ? b <= z : b > z;
  if (starts && stops) return [0, 1];
  if (!starts && !stops) return [1, 0];
  const share = (z - a) / (b - a);
  return starts ? [0, share] : [share, 1];
}
const both = (a: [number, number], b: [number, number]): [number, number] => [Math.max(a[0], b[0]), Math.min(a[1], b[1])];

const sectorOf = (turn: number): number =>
  Math.min(SECTORS - 1, Math.max(0, Math.floor(((turn + Math.PI) / (2 * Math.PI)) * SECTORS)));

/** Which edges lie in which sector of the horizon around a point. */
function sectors(edges: Float64Array, x: number, y: number): { starts: Int32Array; items: Int32Array } {
  const count = edges.length / 4;
  const [low, span] = [new Int32Array(count), new Int32Array(count)];
  const starts = new Int32Array(SECTORS + 1);
  for (let k = 0; k < count; k++) {
    const a = Math.atan2((edges[4 * k + 1] ?? 0) - y, (edges[4 * k] ?? 0) - x);
    const b = Math.atan2((edges[4 * k + 3] ?? 0) - y, (edges[4 * k + 2] ?? 0) - x);
    let turn = b - a;
    if (turn > Math.PI) turn -= 2 * Math.PI;
    if (turn < -Math.PI) turn += 2 * Math.PI;
    const first = sectorOf(turn >= 0 ? a : b);
    low[k] = first - 1;
    span[k] = Math.min(SECTORS, Math.ceil((Math.abs(turn) / (2 * Math.PI)) * SECTORS) + 3);
    for (let i = 0; i < (span[k] ?? 0); i++) {
      const s = ((first - 1 + i + SECTORS) % SECTORS) + 1;
      starts[s] = (starts[s] ?? 0) + 1;
    }
  }
  for (let s = 0; s < SECTORS; s++) starts[s + 1] = (starts[s + 1] ?? 0) + (starts[s] ?? 0);
  const filled = starts.slice(0, SECTORS);
  const items = new Int32Array(starts[SECTORS] ?? 0);
  for (let k = 0; k < count; k++) {
    for (let i = 0; i < (span[k] ?? 0); i++) {
      const s = ((low[k] ?? 0) + i + SECTORS) % SECTORS;
      items[filled[s] ?? 0] = k;
      filled[s] = (filled[s] ?? 0) + 1;
    }
  }
  return { starts, items };
}

/** How far along a ray an edge is met; Infinity where it is not. */
function along(x: number, y: number, cos: number, sin: number, ax: number, ay: number, bx: number, by: number): number {
  const [ex, ey] = [bx - ax, by - ay];
  const cross = cos * ey - sin * ex;
  if (cross === 0) return Infinity;
  const [px, py] = [ax - x, ay - y];
  const far = (px * ey - py * ex) / cross;
  const share = (px * sin - py * cos) / cross;
  // two edges that meet in a corner leave no gap between them
  return far > 0 && share >= -1e-9 && share <= 1 + 1e-9 ? far : Infinity;
}

/** Area of a ring. [m2] */
export function areaOf(ring: [number, number][]): number {
  let twice = 0;
  for (let i = 0; i < ring.length; i++) {
    const [a, b] = [ring[i] as [number, number], ring[(i + 1) % ring.length] as [number, number]];
    twice += a[0] * b[1] - a[1] * b[0];
  }
  return Math.abs(twice) / 2;
}
