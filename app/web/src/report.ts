// The page of the report: findings, the PDF with the marks of the case on it, and what is said.

import "./plan.css";
import "./report.css";
import { byId, h, say } from "./dom";
import { Refusal, type Progress } from "./http";
import { Detail } from "./plan/detail";
import { type DrawnMark, type Finding, type Mark, type Position, Round } from "./plan/facts";
import { Keys } from "./plan/keys";
import { List } from "./plan/list";
import { panes } from "./plan/panes";
import { Looking } from "./plan/view";
import { Bar, sides, tools } from "./report/bar";
import { Pen } from "./report/draw";
import { type Figure, type Place, type Report, type ReportGiven, Sent, asDrawn } from "./report/facts";
import { Overlay } from "./report/overlay";
import { Thumbs } from "./report/thumbs";
import { type Shown, Viewer } from "./report/viewer";
import { write } from "./report/write";
import { learn, t } from "./words";

const root = byId("review");
const given = JSON.parse(root.dataset.given ?? "{}") as ReportGiven;
learn(JSON.parse(root.dataset.words ?? "{}") as Record<string, string>);

const looking = new Looking();
const round = new Round(given.case, given.round, (so: Progress) => say(t("plan.making", { done: so.done, total: so.total || "…" })));
const sent = new Sent(given);
const scroll = byId("scroll") as HTMLDivElement;

const wrong = (error: unknown): void =>
  say(error instanceof Refusal ? error.message : error instanceof TypeError ? t("plan.offline") : String(error));
const tried =
  <A extends unknown[]>(act: (...args: A) => Promise<unknown>) =>
  (...args: A): void =>
    void act(...args).catch(wrong);

async function start(): Promise<void> {
  say(t("report.loading"));
  const asked = new URLSearchParams(location.search);
  const show = panes(byId("panes"));
  byId("tab-stage").textContent = t("report.tab.report");
  const waiting: Shown[] = [];
  const thumbs = new Thumbs(byId("side-pages"), (page) => (viewer.turn(page), show("stage")));
  const viewer: Viewer = new Viewer(scroll, byId("pages") as HTMLDivElement, {
    shown: (page) => (lay ? lay(page) : waiting.push(page)),
    page: (n) => {
      bar.turned(n, viewer.document?.numPages ?? 0);
      thumbs.now(n);
      remember();
    },
    zoom: (scale) => bar.zoomed(scale),
    found: (so) => bar.found(so),
  });
  let lay: ((page: Shown) => void) | null = null;
  const bar = new Bar(viewer);
  const opening = viewer.open(given.file).catch(() => Promise.reject(new Error(t("report.failed"))));
  const [report] = await Promise.all([sent.manifest(), opening]);
  bar.turned(1, viewer.document?.numPages ?? 0);
  if (viewer.document) thumbs.show(viewer.document);
  sides((side) => side === "pages" && thumbs.now(viewer.page));

  let places: ReadonlyMap<string, Place[]> = new Map();
  const overlay = new Overlay(report, {
    mark: (id) => open(id),
    finding: (n) => {
      looking.set({ finding: n, mark: null });
      show("detail");
    },
  });
  const pressed = given.may.opine ? tools((tool) => pen.take(tool)) : () => undefined;
  const pen = new Pen(overlay, (tool) => (pressed(tool), (scroll.dataset.tool = tool)), drawn);
  lay = (page) => pen.hear(overlay.lay(page));
  waiting.forEach(lay);
  const see = (): void => overlay.see({ ...looking.now, places });
  looking.on(["marks", "mark", "finding", "findings"], see);

  const decideOn = (finding: Finding | null, position: Position): void => {
    if (!given.may.opine) return say(t("plan.not-now"));
    if (!finding) return;
    if (position === "agree") tried(save)({ position, text: "" });
    else {
      show("detail");
      detail.write(position);
    }
  };
  const save = async (said: object): Promise<void> => {
    const finding = looking.selected;
    if (!finding) return;
    await round.opine({ text: "", ...said, finding_id: finding.id });
    detail.close();
    await refresh();
    say(t("plan.saved"));
    byId("detail").focus({ preventScroll: true });
  };
  const undo = tried(async () => {
    await round.undo();
    await refresh();
    say(t("plan.undone"));
  });
  const redo = tried(async () => {
    await round.redo();
    await refresh();
    say(t("plan.redone"));
  });
  const list = new List(
    byId("side-findings"),
    looking,
    given,
    tried(async (position: Position, chosen: Finding[]) => {
      await round.opineOfMany({ finding_ids: chosen.map((f) => f.id), position, reason: position === "defer" ? "discuss" : "" });
      looking.set({ chosen: new Set() });
      await refresh();
      say(t("plan.saved"));
    }),
  );
  const step = (by: number): void => {
    const next = list.step(by);
    if (next) looking.set({ finding: next.number, mark: null });
  };
  const keys = new Keys(
    given.keys,
    given.acts.filter((act) => act !== "probe" && act !== "merge"),
    {
      next: () => step(1),
      previous: () => step(-1),
      agree: () => decideOn(looking.selected, "agree"),
      disagree: () => decideOn(looking.selected, "disagree"),
      condition: () => decideOn(looking.selected, "condition"),
      defer: () => decideOn(looking.selected, "defer"),
      undo,
      redo,
      search: () => byId("find-in").focus(),
      help: () => keys.help(),
    },
    (n) => detail.reason(n),
    () => void (pen.tool === "move" ? detail.close() : pen.take("move")),
    () => false,
  );
  keys.foot();
  const detail = new Detail(byId("about"), looking, given, keys, {
    decide: (p) => decideOn(looking.selected, p),
    save,
    takeBack: tried(async (opinion) => {
      await round.takeBack(opinion);
      await refresh();
    }),
  }, {
    may: given.may.opine,
    open: (mark) => open(mark.id),
    answer: tried(async (mark, text) => draw({ kind: "reply", parent_id: mark.id, text })),
    judge: tried(async (mark, review) => draw({ kind: "state", parent_id: mark.id, review })),
    reword: tried(async (mark, text) => {
      const { kind, storey, shape, finding_id, parent_id } = mark;
      await round.redraw(mark, { kind, storey, shape: shape?.type === "Page" ? null : shape, finding_id, parent_id, text });
      await refresh();
    }),
    remove: tried(async (mark) => {
      await round.remove(mark);
      await refresh();
      say(`${t("plan.undone")} – ${keys.shown("undo")}: ${t("act.undo")}`);
    }),
  });

  function open(id: string): void {
    const mark = looking.now.marks.find((m) => m.id === id);
    const target = mark?.parent_id && !mark.shape ? looking.now.marks.find((m) => m.id === mark.parent_id) : mark;
    if (!target) return;
    const finding = looking.now.findings.find((f) => f.id === target.finding_id);
    quiet(() => looking.set({ mark: target.id, finding: finding?.number ?? null }));
    const at = overlay.whereOf(target.id);
    if (at) viewer.turn(at.page, at.below);
    else say(t("report.off-page"));
    jump();
  }

  function drawn(kind: Mark["kind"], shape: NonNullable<Mark["shape"]>, figure: Figure): void {
    const number = figure.findings.length === 1 ? figure.findings[0] : looking.now.finding;
    const finding = looking.now.findings.find((f) => f.number === number) ?? null;
    write(kind, finding, (text, own) => tried(draw)({ kind, shape, storey: figure.storey, text, finding_id: own ? (finding?.id ?? null) : null }));
  }

  async function draw(mark: DrawnMark): Promise<void> {
    const made = await round.draw(mark);
    await refresh();
    if (made.shape) quiet(() => looking.set({ mark: made.id, finding: looking.now.findings.find((f) => f.id === made.finding_id)?.number ?? null }));
    say(t("plan.saved"));
  }

  async function refresh(): Promise<void> {
    const [opinions, marks, found] = await Promise.all([given.may.opinions ? round.opinions() : [], round.marks(), sent.places()]);
    places = found;
    looking.set({ opinions, marks: asDrawn(marks, places) });
  }

  let still = false;
  const quiet = (act: () => void): void => {
    still = true;
    act();
    still = false;
  };
  looking.on(["finding"], () => {
    const n = looking.now.finding;
    const place = report.findings.find((f) => f.number === n) ?? squareOf(report, n);
    if (!still && place) viewer.turn(place.page, Math.max(0, place.top - 8));
    jump();
  });
  looking.on(["finding", "mark"], () => remember());

  /** Where the chosen finding is elsewhere. */
  function jump(): void {
    const { finding, mark } = looking.now;
    const plan = `/cases/${given.case}/rounds/${given.round}/plan`;
    const query = new URLSearchParams();
    if (finding !== null) query.set("f", String(finding));
    if (mark) query.set("a", mark);
    const place = report.findings.find((f) => f.number === finding);
    (byId("to-plan") as HTMLAnchorElement).href = query.size ? `${plan}?${query}` : plan;
    byId("jump").replaceChildren(
      ...(finding === null && !mark ? [] : [
        h("a", { href: `${plan}?${query}` }, t("report.on-plan")),
        finding === null ? "" : place
          ? h("button", { type: "button", class: "plain", onclick: () => (viewer.turn(place.page, Math.max(0, place.top - 8)), show("stage")) }, t("report.here", { n: place.page }))
          : h("span", { class: "soft" }, t("report.not-here")),
      ]),
    );
  }

  let keep = 0;
  function remember(): void {
    window.clearTimeout(keep);
    keep = window.setTimeout(() => {
      const query = new URLSearchParams(location.search);
      for (const name of ["f", "a", "p"]) query.delete(name);
      if (looking.now.finding !== null) query.set("f", String(looking.now.finding));
      if (looking.now.mark) query.set("a", looking.now.mark);
      if (looking.now.finding === null && !looking.now.mark && viewer.page > 1) query.set("p", String(viewer.page));
      history.replaceState(null, "", query.size ? `${location.pathname}?${query}` : location.pathname);
      for (const link of document.querySelectorAll<HTMLAnchorElement>("[data-copy]")) {
        const to = new URLSearchParams(query);
        to.set("copy", new URL(link.href).searchParams.get("copy") ?? "ko");
        link.href = `?${to}`;
      }
    }, 150);
  }

  scroll.addEventListener("keydown", (event) => {
    if (event.code === "Enter" && pen.tool !== "move" && event.target === scroll) {
      event.preventDefault();
      pen.place(nearest(report, viewer.page, looking.now.finding));
    }
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || !["Equal", "Minus", "Digit0"].includes(event.code)) return;
    event.preventDefault();
    if (event.code === "Digit0") viewer.fit();
    else viewer.zoom(event.code === "Equal" ? 1 : -1);
  });

  await refresh();
  see();
  const page = Number(asked.get("p"));
  if (page >= 1 && page <= report.pages) viewer.turn(page);
  root.dataset.pages = "yes";
  say("");
  looking.set({ findings: await round.findings() });
  say("");
  const wanted = Number(asked.get("f"));
  const mark = asked.get("a");
  if (mark) open(mark);
  else if (wanted) looking.set({ finding: wanted });
  root.dataset.ready = "yes";
}

/** Where the square of a finding is, for one without a section of its own. */
function squareOf(report: Report, finding: number | null): { page: number; top: number } | undefined {
  const square = report.squares.find((s) => s.finding === finding);
  return square && { page: square.page, top: Math.max(0, 842 - square.rect[3] - 120) };
}

/** The plan figure that somebody looks at: of the chosen finding, else the first of the page. */
function nearest(report: Report, page: number, finding: number | null): Figure | null {
  const there = report.figures.filter((figure) => figure.to_site && figure.page === page);
  return there.find((figure) => finding !== null && figure.findings.includes(finding)) ?? there[0] ?? null;
}

start().catch(wrong);
