// The page of the plan review: list, plan and evidence move together.

import "ol/ol.css";
import "./plan.css";
import { byId, h, say } from "./dom";
import { Refusal, type Progress } from "./http";
import { Detail } from "./plan/detail";
import { Evidence } from "./plan/evidence";
import { type DrawnMark, type Finding, type Given, type Mark, type Position, Round } from "./plan/facts";
import { Keys } from "./plan/keys";
import { Linework } from "./plan/linework";
import { List } from "./plan/list";
import { Marks } from "./plan/marks";
import { Panel, tools } from "./plan/panel";
import { panes } from "./plan/panes";
import { Probe } from "./plan/probe";
import { Stage, sameGround } from "./plan/stage";
import { Looking, address, asked, mineBy } from "./plan/view";
import { learn, t } from "./words";

const root = byId("review");
const given = JSON.parse(root.dataset.given ?? "{}") as Given;
learn(JSON.parse(root.dataset.words ?? "{}") as Record<string, string>);

const looking = new Looking();
const round = new Round(given.case, given.round, (so: Progress) => say(t("plan.making", { done: so.done, total: so.total || "…" })));

const wrong = (error: unknown): void =>
  say(error instanceof Refusal ? error.message : error instanceof TypeError ? t("plan.offline") : String(error));
const tried =
  <A extends unknown[]>(act: (...args: A) => Promise<unknown>) =>
  (...args: A): void =>
    void act(...args).catch(wrong);

async function start(): Promise<void> {
  const wanted = asked(location.search);
  say(t("plan.loading"));
  const [plan, findings] = await Promise.all([round.plan(), round.findings()]);
  const stage = new Stage(byId("map"), round, looking, plan, given.may.security && given.may.linework);
  const linework = new Linework(stage.map, round, looking, () => stage.storey, given.may.security && given.may.linework);
  const evidence = new Evidence(round, stage.map);
  const marks = new Marks(stage.map, looking, () => stage.storey, { drawn: (kind, shape) => marks && write(kind, shape), redrawn: tried(redraw) });
  const probe = new Probe(stage.map, evidence, looking, () => stage.storey);
  const show = panes(byId("panes"));

  const decideOn = (finding: Finding | null, position: Position): void => {
    if (!given.may.opine) return say(t("plan.not-now"));
    if (!finding) return;
    if (position === "agree") save({ position, text: "" })?.catch(wrong);
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
  const decideOnMany = tried(async (position: Position, chosen: Finding[]) => {
    const reason = position === "defer" ? "discuss" : "";
    await round.opineOfMany({ finding_ids: chosen.map((f) => f.id), position, reason });
    looking.set({ chosen: new Set() });
    await refresh();
    say(t("plan.saved"));
  });
  /** The ticked findings under the opinion on the open one; with none ticked, out from under another. */
  const merge = tried(async () => {
    if (!given.may.opine) return say(t("plan.not-now"));
    const [lead, { chosen, findings }] = [looking.selected, looking.now];
    const mine = lead && mineBy(looking.now).get(lead.id);
    const others = findings.filter((f) => chosen.has(f.number) && f !== lead).map((f) => f.id);
    if (lead && others.length) await round.gather(lead.id, others);
    else if (lead && mine?.merged_into) await round.part(lead.id);
    else return say(t("plan.merge-hint"));
    looking.set({ chosen: new Set() });
    await refresh();
    say(others.length ? t("plan.merged", { n: lead.number }) : t("plan.saved"));
  });
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

  const list = new List(byId("list"), looking, given, decideOnMany, merge);
  const step = (by: number): void => {
    const next = list.step(by);
    if (next) looking.set({ finding: next.number, mark: null });
  };
  const keys = new Keys(
    given.keys,
    given.acts,
    {
      next: () => step(1),
      previous: () => step(-1),
      agree: () => decideOn(looking.selected, "agree"),
      disagree: () => decideOn(looking.selected, "disagree"),
      condition: () => decideOn(looking.selected, "condition"),
      defer: () => decideOn(looking.selected, "defer"),
      merge,
      undo,
      redo,
      search: () => (show("list"), list.focusSearch()),
      help: () => keys.help(),
      probe: () => looking.set({ tool: looking.now.tool === "probe" ? "move" : "probe" }),
    },
    (n) => detail.reason(n),
    () => void (marks.abort() || detail.close()),
    (dx, dy) => {
      const onMap = document.activeElement === byId("map");
      if (onMap && probe.on) probe.step(dx, dy);
      return onMap && probe.on;
    },
  );
  keys.foot();
  const detail = new Detail(byId("detail"), looking, given, keys, { decide: (p) => decideOn(looking.selected, p), save, takeBack: tried(async (o) => { await round.takeBack(o); await refresh(); }), part: tried(async (finding) => { await round.part(finding.id); await refresh(); }) }, {
    may: given.may.opine,
    open: (mark) => openMark(mark),
    answer: tried(async (mark, text) => draw({ kind: "reply", parent_id: mark.id, text })),
    judge: tried(async (mark, review) => draw({ kind: "state", parent_id: mark.id, review })),
    reword: tried(async (mark, text) => {
      await round.redraw(mark, { kind: mark.kind, storey: mark.storey, shape: mark.shape, finding_id: mark.finding_id, parent_id: mark.parent_id, text });
      await refresh();
    }),
    remove: tried(async (mark) => {
      await round.remove(mark);
      await refresh();
      say(`${t("plan.undone")} – ${keys.shown("undo")}: ${t("act.undo")}`);
    }),
  });
  tools(looking, given, () => stage.fitStorey(), () => marks.place());
  const panel = new Panel(looking, given, plan, evidence, () => stage.storey);

  function openMark(mark: Mark): void {
    const at = mark.shape ? null : mark.parent_id;
    const target = at ? looking.now.marks.find((m) => m.id === at) : mark;
    if (!target) return;
    const storey = sameGround(target.storey, stage.storey) ? {} : { storey: target.storey, every: false };
    const finding = looking.now.findings.find((f) => f.id === target.finding_id);
    looking.set({ mark: target.id, finding: finding?.number ?? null, ...storey });
    const extent = marks.extentOf(target.id);
    if (extent) stage.fit(extent as never, 20);
  }

  async function draw(mark: DrawnMark): Promise<void> {
    const made = await round.draw(mark);
    await refresh();
    if (made.shape) looking.set({ mark: made.id });
    say(t("plan.saved"));
  }

  async function redraw(mark: Mark, shape: Mark["shape"]): Promise<void> {
    await round.redraw(mark, { kind: mark.kind, storey: mark.storey, shape, text: mark.text, finding_id: mark.finding_id });
    await refresh();
    say(t("plan.saved"));
  }

  /** Asks for the words of a mark that was just drawn, then keeps it. */
  function write(kind: Mark["kind"], shape: NonNullable<Mark["shape"]>): void {
    const finding = looking.selected;
    const box = h("textarea", { rows: 3, maxlength: 4000, required: kind === "text", "aria-label": t("marks.write") });
    const of = h("input", { type: "checkbox", checked: !!finding });
    const dialog = h(
      "dialog",
      { class: "write", onclose: () => dialog.remove() },
      h(
        "form",
        {
          method: "dialog",
          onsubmit: (event: Event) => {
            event.preventDefault();
            dialog.close();
            tried(draw)({ kind, shape, storey: stage.storey, text: box.value, finding_id: finding && of.checked ? finding.id : null });
          },
        },
        h("h2", {}, t(`marks.${kind}`)),
        h("label", {}, h("span", {}, t("marks.write")), box),
        finding ? h("label", { class: "check" }, of, t("marks.of-finding", { n: finding.number })) : null,
        h("p", { class: "do" }, h("button", { class: "button main" }, t("plan.save")), h("button", { type: "button", class: "plain", onclick: () => dialog.close() }, t("plan.cancel"))),
      ),
    );
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) dialog.querySelector("form")?.requestSubmit();
    });
    document.body.append(dialog);
    dialog.showModal();
    box.focus();
  }

  async function refresh(): Promise<void> {
    const [opinions, drawn] = await Promise.all([given.may.opinions ? round.opinions() : [], round.marks()]);
    looking.set({ opinions, marks: drawn });
  }

  looking.on(["opinions"], (view) => {
    const submit = document.getElementById("submit");
    const drafts = [...mineBy(view).values()].filter((o) => !o.published_at).length;
    if (submit) submit.textContent = drafts ? t("plan.opinion-sheet-n", { n: drafts }) : t("plan.opinion-sheet");
  });
  looking.on(["finding"], () => {
    const finding = looking.selected;
    if (!finding) return;
    if (!looking.now.every && finding.at && !sameGround(finding.storey, stage.storey)) looking.set({ storey: finding.storey });
    stage.bring(finding);
  });
  let keep = 0;
  const remember = (): void => {
    window.clearTimeout(keep);
    keep = window.setTimeout(() => history.replaceState(null, "", address(looking.now, stage.middle(), stage.map.getView().getZoom())), 150);
  };
  looking.on(["finding", "mark", "storey", "every", "season", "lamp", "layers"], remember);
  stage.map.on("moveend", remember);
  stage.map.on("click", (event) => {
    if (looking.now.tool !== "move") return;
    const lamp = looking.now.season === "lamp-out" ? stage.lampUnder(event.pixel) : null;
    if (lamp) return looking.set({ lamp });
    const found = stage.pins.under(event.pixel);
    const mark = found.length ? null : marks.under(event.pixel);
    if (mark) return openMark(mark);
    if (found.length === 1) looking.set({ finding: found[0]?.number ?? null, mark: null });
    else if (found.length) openCluster(found);
    else looking.set({ mark: null });
  });
  function openCluster(found: Finding[]): void {
    const xs = found.map((f) => f.at?.[0] ?? 0);
    const ys = found.map((f) => f.at?.[1] ?? 0);
    const extent = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    const resolution = stage.map.getView().getResolution() ?? 1;
    const together = Math.max((extent[2] ?? 0) - (extent[0] ?? 0), (extent[3] ?? 0) - (extent[1] ?? 0)) < 0.3;
    if (together || resolution < 0.012) {
      const now = found.findIndex((f) => f.number === looking.now.finding);
      looking.set({ finding: found[(now + 1) % found.length]?.number ?? null, mark: null });
    } else stage.fit(extent as never, 4);
  }

  const { x, y, z, ...view } = wanted;
  looking.set({ findings, ...view, storey: view.storey ?? null });
  const first = looking.selected;
  if (first && view.storey === undefined && first.at) looking.set({ storey: first.storey });
  await stage.draw();
  stage.map.updateSize();
  if (x !== undefined && y !== undefined) stage.center([x, y], z);
  else {
    stage.fit(stage.extentOf(stage.storey), 0, 0);
    if (first) stage.bring(first);
  }
  stage.witnessOf();
  linework.draw().catch(wrong);
  void panel.show();
  await refresh();
  const mark = looking.now.marks.find((m) => m.id === view.mark);
  if (mark) openMark(mark);
  root.dataset.ready = "yes";
  // what the layers and the probe will ask for is made meanwhile
  void evidence.facts("sight", "day", () => undefined).catch(() => undefined);
}

start().catch(wrong);
