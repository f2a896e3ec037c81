import { shownLines } from "./shown";

/** What fills the `{names}` of a text. Numbers are written as they are given: format them first. */
export type Values = Readonly<Record<string, string | number>>;

/** The forms of a text that counts, by CLDR's plural categories; `other` is needed, and is what a translation is looked up by. */
export type Forms = { readonly other: string } & Partial<Readonly<Record<Intl.LDMLPluralRule, string>>>;

/** A language's texts by the English ones, or by their short keys; a text that is not in it stays English. */
export type Translation = Readonly<Record<string, string | Forms>>;

/** A language with its texts: plain data, for the processes and pages that can't read the file themselves. */
export interface Language {
  /** As BCP 47 has it: "zh-CN". */
  readonly language: string;
  readonly texts: Translation;
}

let current: Language | undefined;
let translation: Translation = {};
let plurals: Intl.PluralRules | undefined;

/**
 * Chooses the language of every text from now on, in this process or page.
 * @param language as BCP 47 has it ("zh-CN"); decides how counts are told apart
 */
export function useTranslation(language: string, texts: Translation): void {
  current = language === "en" ? undefined : { language, texts };
  translation = texts;
  plurals = new Intl.PluralRules(language);
}

/** The language that is spoken here, to be handed on; undefined for English. */
export function spokenLanguage(): Language | undefined {
  return current;
}

/** Speaks a language that another process handed on. */
export function speak({ language, texts }: Language): void {
  useTranslation(language, texts);
}

/** What stands for an English text in the translations that are shipped, so that they need not hold it, too (scripts/lib/short-keys.mjs). */
export function shortKey(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}

function translationOf(text: string): string | Forms | undefined {
  if (!current) return undefined;
  const key = Object.hasOwn(translation, text) ? text : shortKey(text);
  return Object.hasOwn(translation, key) ? translation[key] : undefined;
}

/** A text that a person reads, in the chosen language: `t("Filter: {filter}", { filter })`. A name without a value stays as it is. */
export function t(text: string, values: Values = {}): string {
  const found = translationOf(text);
  return fill(typeof found === "string" ? found : text, values);
}

/**
 * A text that counts: `plural(n, { one: "{count} run", other: "{count} runs" })`.
 * @param count an integer ≥ 0; stands for `{count}` unless `values` has another form of it ("1,200")
 */
export function plural(count: number, forms: Forms, values: Values = {}): string {
  const found = translationOf(forms.other);
  const chosen = found === undefined ? forms : typeof found === "string" ? { other: found } : found;
  return fill(chosen[categoryOf(count, found !== undefined)] ?? chosen.other, { count, ...values });
}

/** English is decided by hand: the engine's tables take milliseconds to load. */
function categoryOf(count: number, translated: boolean): Intl.LDMLPluralRule {
  return translated && plurals ? plurals.select(count) : count === 1 ? "one" : "other";
}

function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? shownLines(String(values[name])) : whole,
  );
}
