import { hooks, isRandom, isRandomBase64, isSecretName, shapes } from "./secretShapes";

/** What stands for a secret. */
export const mask = "•••";

/** A word as a shell reads it, quotes and all. */
const word = /(?:'[^']{0,500}'|"[^"]{0,500}"|\\.|[^\s'"\\]){1,500}/.source;
const option = new RegExp(`(^|\\s)(--?[A-Za-z][\\w-]{1,60})(\\s+)(?!-)(${word})`, "g");
const quoted = /\b([\w-]{2,60})(["']?\s{0,3}[=:]\s{0,3})("[^"\n]{1,300}"|'[^'\n]{1,300}')/g;
const assigned = /\b([\w-]{2,60})(["']?\s{0,3}[=:]\s{0,3}["']?)([^\s"',;]{3,500})/g;
/** `Server=db;Password=two words;` */
const field = /\b(password|pwd|accountkey|sharedaccesskey)(\s{0,3}=\s{0,3})([^;'"\n]{1,300})/gi;

/**
 * A text cut to at most a length, in characters, before it is masked: without the word that the cut goes through, since nobody knows a secret by
 * half of it.
 */
export function cutWord(text: string, length: number): string {
  if (text.length <= length) return text;
  let end = length;
  if (!/\s/.test(text[length] ?? "")) while (end > 0 && !/\s/.test(text[end - 1] ?? "")) end--;
  return text.slice(0, end);
}

/** A text as it may be kept or shown to others: passwords in addresses, keys and what looks as random as one are masked. */
export function maskText(text: string): string {
  return text
    .replace(
      /(\b[a-z][\w+.-]{1,20}:\/\/)[^\s/@:'"]{0,200}:[^\s'"]{1,200}@(?=[^\s@/]{1,200}(?:[/:\s'"]|$))/gi,
      `$1${mask}@`,
    )
    .replace(/(\b[a-z][\w+.-]{1,20}:\/\/)[^\s/@:]{1,200}@/gi, `$1${mask}@`)
    .replace(hooks, `$1${mask}`)
    .replace(shapes, mask)
    .replace(/\b(Bearer|Basic)(\s{1,3})[\w.~+/=-]{6,}/g, `$1$2${mask}`)
    .replace(/\b(wandb|comet|kaggle|huggingface-cli|hf) (login|auth login)(\s+)[^\s-]\S*/g, `$1 $2$3${mask}`)
    .replace(option, (whole, before: string, name: string, space: string) =>
      isSecretName(name) ? before + name + space + mask : whole,
    )
    .replace(field, `$1$2${mask}`)
    .replace(quoted, (whole, name: string, sign: string, value: string) =>
      isSecretName(name) ? `${name}${sign}${value[0] ?? ""}${mask}${value[0] ?? ""}` : whole,
    )
    .replace(assigned, (whole, name: string, sign: string) => (isSecretName(name) ? name + sign + mask : whole))
    .replace(/[?&][\w-]{2,60}=[^\s&'"]{3,500}/g, (whole) => maskParameter(whole))
    .replace(/(?<![\w./~-])[A-Za-z0-9+/]{38,500}={0,2}(?![\w./-])/g, (each) => (isRandomBase64(each) ? mask : each))
    .replace(/[A-Za-z0-9+_-]{32,}={0,2}/g, (each) => (isRandom(each) ? mask : each));
}

/** The value of a param or a variable, which its name may tell to be a secret. */
export function maskValue(name: string, value: string): string {
  return isSecretName(name) ? mask : maskText(value);
}

/** Of an address: `&sig=…`. */
function maskParameter(text: string): string {
  const cut = text.indexOf("=");
  return isSecretName(text.slice(1, cut)) ? text.slice(0, cut + 1) + mask : text;
}
