// What the page of a reading knows from the start.

import type { ElementFacts } from "../plan/facts";

export interface NameField {
  name: string;
  field: string;
  meaning: string;
  count: string;
}

export interface ReadingGiven {
  submission: string;
  may: boolean;
  layers: NameField[];
  blocks: NameField[];
  classes: Record<string, string>;
  order: string[];
}

const OF_KIND: Record<string, string> = { tree: "plant", shrub: "plant", luminaire: "light" };

/** The colour class of an element as it was read. */
export function classOf(element: ElementFacts, order: readonly string[]): string {
  if (element.kind === "building" && element.neighbour) return "neighbour";
  const kind = OF_KIND[element.kind] ?? element.kind;
  return order.includes(kind) ? kind : "fixture";
}
