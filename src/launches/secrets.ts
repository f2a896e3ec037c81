/** What stands for a secret. */
export const mask = "•••";

/** Names of options, variables and fields whose values nobody should find in a file. */
const named =
  /(?:api|access|secret|private|auth|account|encryption|license|wandb|hf|openai)[-_]?key|token(?!s|i[sz]|_?(?:id|len|type|count|size))|secret|passw(?:or)?d|passphrase|credential|(?:^|[-_])pwd$|connection[-_]?string/i;

/** Shapes that the issuers of keys give them. */
const shapes =
  /\b(?:sk-[\w-]{16,}|(?:ghp|gho|ghu|ghs|ghr)_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|hf_\w{20,}|AKIA[0-9A-Z]{16}|AIza[\w-]{30,}|xox[abprs]-[\w-]{10,}|eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}|pypi-\w{20,}|npm_\w{20,})/g;

/** Whether a text holds something of the shape of a key. Randomness alone proves nothing in code, which is full of hashes. */
export function holdsKey(text: string): boolean {
  return (
    text.search(shapes) >= 0 || text.includes("-----BEGIN PRIVATE KEY") || /-----BEGIN \w{2,10} PRIVATE KEY/.test(text)
  );
}

/** Whether the value of an option or variable of this name is a secret. */
export function isSecretName(name: string): boolean {
  return named.test(name);
}

/** Arguments as they may be kept: what is a secret by its option's name, by its shape or by its randomness is masked. */
export function maskArguments(args: readonly string[]): readonly string[] {
  return args.map((argument, index) => {
    const before = args[index - 1] ?? "";
    const isValue = before.startsWith("-") && !before.includes("=") && isSecretName(before);
    if (isValue && !argument.startsWith("-")) return mask;
    const cut = argument.indexOf("=");
    if (cut > 0 && isSecretName(argument.slice(0, cut))) return argument.slice(0, cut + 1) + mask;
    return maskText(argument);
  });
}

/** A text as it may be kept or shown to others: passwords in addresses, keys and what looks as random as one are masked. */
export function maskText(text: string): string {
  return text
    .replace(/(\b[a-z][\w+.-]{1,20}:\/\/)[^\s/@:]{1,200}(?::[^\s/@]{1,200})?@/gi, `$1${mask}@`)
    .replace(shapes, mask)
    .replace(/\b([\w-]{2,60})(["']?\s{0,3}[=:]\s{0,3}["']?)([^\s"',;]{6,500})/g, (whole, name: string, sign: string) =>
      isSecretName(name) ? name + sign + mask : whole,
    )
    .replace(/[A-Za-z0-9+_-]{32,}={0,2}/g, (word) => (isRandom(word) ? mask : word));
}

/** As random as a key: letters of both cases and digits, well mixed. Commits, UUIDs and words are not. */
function isRandom(word: string): boolean {
  if (!/[a-z]/.test(word) || !/[A-Z]/.test(word) || (word.match(/\d/g) ?? []).length < 3) return false;
  return entropy(word) > 4.2;
}

/** Shannon's, in bits a character. */
function entropy(word: string): number {
  const counts = new Map<string, number>();
  for (const char of word) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / word.length) * Math.log2(count / word.length);
  return bits;
}
