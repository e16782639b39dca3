// The sentences of a page, in the language of its reader.

export interface Both {
  ko: string;
  en: string;
}

let known: Record<string, string> = {};

export const lang = (): "ko" | "en" => (document.documentElement.lang === "en" ? "en" : "ko");

export function learn(words: Record<string, string>): void {
  known = words;
}

export function t(key: string, slots: Record<string, string | number> = {}): string {
  const words = known[key] ?? key;
  return words.replace(/\{(\w+)\}/g, (whole, name: string) => String(slots[name] ?? whole));
}

export const pick = (both: Both | null | undefined): string => both?.[lang()] ?? "";

/** A number with so many decimals at most, grouped as the reader is used to. */
export const number = (value: number, decimals = 1): string =>
  value.toLocaleString(lang() === "ko" ? "ko-KR" : "en-GB", { maximumFractionDigits: decimals });
