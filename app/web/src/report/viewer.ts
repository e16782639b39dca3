// The report as PDF.js shows it: pages made as they come into sight, text to select, search, zoom.

import "pdfjs-dist/web/pdf_viewer.css";
import * as pdfjs from "pdfjs-dist";
import { EventBus, PDFFindController, PDFLinkService, PDFViewer } from "pdfjs-dist/web/pdf_viewer.mjs";
import { t } from "../words";

const PDFJS = "/static/built/pdfjs/";
const MARKS_AS_DRAWN = 1; // AnnotationMode.ENABLE: appearances and links, no fields to fill

export interface Shown {
  page: number;
  div: HTMLElement;
  width: number;
  height: number;
}

export interface Matches {
  now: number;
  all: number;
}

/** PDF.js asks for its words; the page has its own, so that only the names of pages are said. */
const names = {
  getLanguage: () => document.documentElement.lang,
  getDirection: () => "ltr" as const,
  get: (ids: unknown) => Promise.resolve(Array.isArray(ids) ? ids.map(() => "") : ""),
  translate: () => Promise.resolve(),
  translateOnce: () => Promise.resolve(),
  destroy: () => Promise.resolve(),
  pause: () => undefined,
  resume: () => undefined,
};

export class Viewer {
  private readonly bus = new EventBus();
  private readonly links = new PDFLinkService({ eventBus: this.bus });
  private readonly viewer: PDFViewer;
  document: pdfjs.PDFDocumentProxy | null = null;

  constructor(
    private readonly container: HTMLDivElement,
    pages: HTMLDivElement,
    hears: { shown: (page: Shown) => void; page: (n: number) => void; zoom: (scale: number) => void; found: (so: Matches) => void },
  ) {
    pdfjs.GlobalWorkerOptions.workerSrc = `${PDFJS}pdf.worker.min.mjs`;
    const finder = new PDFFindController({ eventBus: this.bus, linkService: this.links });
    this.viewer = new PDFViewer({
      container,
      viewer: pages,
      eventBus: this.bus,
      linkService: this.links,
      findController: finder,
      annotationMode: MARKS_AS_DRAWN,
      annotationEditorMode: pdfjs.AnnotationEditorType.DISABLE,
      removePageBorders: true,
      enableAutoLinking: false,
      l10n: names as never,
    });
    this.links.setViewer(this.viewer);
    const shown = (event: { pageNumber: number; source: { div: HTMLElement; viewport: { viewBox: number[] } } }): void => {
      const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = event.source.viewport.viewBox;
      event.source.div.setAttribute("role", "region");
      event.source.div.setAttribute("aria-label", t("report.page-n", { n: event.pageNumber }));
      hears.shown({ page: event.pageNumber, div: event.source.div, width: x1 - x0, height: y1 - y0 });
    };
    this.bus.on("pagerendered", shown);
    this.bus.on("pagechanging", (event: { pageNumber: number }) => hears.page(event.pageNumber));
    this.bus.on("scalechanging", (event: { scale: number }) => hears.zoom(event.scale));
    const count = (event: { matchesCount: { current: number; total: number } }): void =>
      hears.found({ now: event.matchesCount.current, all: event.matchesCount.total });
    this.bus.on("updatefindmatchescount", count);
    this.bus.on("updatefindcontrolstate", count);
    new ResizeObserver(() => this.fitAgain()).observe(container);
  }

  async open(url: string): Promise<void> {
    this.document = await pdfjs.getDocument({
      url,
      cMapUrl: `${PDFJS}cmaps/`,
      standardFontDataUrl: `${PDFJS}standard_fonts/`,
      wasmUrl: `${PDFJS}wasm/`,
      iccUrl: `${PDFJS}iccs/`,
      enableXfa: false,
    }).promise;
    const ready = new Promise<void>((resolve) => this.bus.on("pagesinit", () => resolve(), { once: true } as never));
    this.viewer.setDocument(this.document);
    this.links.setDocument(this.document, null);
    await ready;
    this.fit();
  }

  get page(): number {
    return this.viewer.currentPageNumber;
  }

  /** Turns to a page; to so many points below its top where they are given. */
  turn(page: number, below: number | null = null): void {
    if (!this.document) return;
    const view = this.viewer.getPageView(page - 1) as { viewport?: { viewBox: number[] } } | undefined;
    const top = view?.viewport?.viewBox[3] ?? 842;
    const at = below === null ? null : [null, { name: "XYZ" }, null, top - below, null];
    this.viewer.scrollPageIntoView({ pageNumber: page, ...(at ? { destArray: at as never } : {}) });
  }

  zoom(by: number): void {
    if (by > 0) this.viewer.increaseScale({ steps: by });
    else this.viewer.decreaseScale({ steps: -by });
  }

  fit(): void {
    this.viewer.currentScaleValue = "page-width";
  }

  private fitAgain(): void {
    if (this.document && this.viewer.currentScaleValue === "page-width" && this.container.clientWidth) this.fit();
  }

  find(query: string, again: "" | "again" = "", previous = false): void {
    this.bus.dispatch("find", { source: this, type: again, query, caseSensitive: false, entireWord: false, highlightAll: true, findPrevious: previous, matchDiacritics: false });
  }
}
