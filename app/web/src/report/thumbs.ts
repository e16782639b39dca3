// The pages as small pictures, drawn when they come into sight.

import type { PDFDocumentProxy } from "pdfjs-dist";
import { h } from "../dom";
import { t } from "../words";

const WIDE = 132;

export class Thumbs {
  private buttons: HTMLButtonElement[] = [];

  constructor(
    private readonly target: HTMLElement,
    private readonly turn: (page: number) => void,
  ) {}

  show(document: PDFDocumentProxy): void {
    this.buttons = Array.from({ length: document.numPages }, (_, n) =>
      h("button", { class: "thumb", "data-page": n + 1, onclick: () => this.turn(n + 1) }, h("canvas", { width: WIDE * 2, height: Math.round(WIDE * 2 * 1.414) }), h("span", {}, t("report.page-n", { n: n + 1 }))),
    );
    const watch = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          if (!entry.isIntersecting) continue;
          watch.unobserve(entry.target);
          void draw(document, entry.target as HTMLElement);
        }
      },
      { root: this.target, rootMargin: "300px" },
    );
    this.target.replaceChildren(h("div", { class: "thumbs" }, ...this.buttons));
    for (const button of this.buttons) watch.observe(button);
    this.now(1);
  }

  now(page: number): void {
    for (const button of this.buttons) {
      const on = Number(button.dataset.page) === page;
      if (on) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
      if (on && this.target.offsetParent) this.bring(button);
    }
  }

  /** Scrolls the list alone: `scrollIntoView` would move the page with it. */
  private bring(button: HTMLElement): void {
    const [box, seen] = [button.getBoundingClientRect(), this.target.getBoundingClientRect()];
    if (box.top < seen.top) this.target.scrollTop -= seen.top - box.top + 8;
    else if (box.bottom > seen.bottom) this.target.scrollTop += box.bottom - seen.bottom + 8;
  }
}

async function draw(document: PDFDocumentProxy, button: HTMLElement): Promise<void> {
  const page = await document.getPage(Number(button.dataset.page));
  const canvas = button.querySelector("canvas") as HTMLCanvasElement;
  const whole = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: (WIDE * 2) / whole.width });
  canvas.height = Math.round(viewport.height);
  await page.render({ canvas, viewport }).promise;
}
