/** What secrets look like: by the name of what holds them, and by the shapes that their issuers give them. */

/** Names of options, variables and fields whose values nobody should find in a file. A tokenizer's special tokens ("pad_token") are none. */
const named =
  /(?:api|access|secret|private|auth|account|encryption|license|subscription|service|master|signing|shared|kaggle|comet|neptune|azure|google|wandb|hf|openai|anthropic)[-_]?key|(?<!(?<![a-z])(?:[bes]os|eot|pad|unk|sep|cls|mask|image|video|audio|stop)[-_]?)token(?!s|i[sz]|[-_]?(?:id|len|type|count|size|budget|level|embed|limit|drop|max|min|num|classification|merg|shift|mix|ratio|rate))|secret|passw(?:or)?d|passphrase|passcode|credential|(?<!forward[-_])(?<!backward[-_])(?<![a-z])pass$|(?:^|[-_])(?:pwd|pw|jwt|bearer|cookie|dsn|sas|sig)$|authorization|connection[-_]?string|webhook/i;

/** Whether the value of an option or variable of this name is a secret. */
export function isSecretName(name: string): boolean {
  return named.test(name);
}

/** Shapes that the issuers of keys give them. */
export const shapes = new RegExp(
  "\\b(?:" +
    [
      "sk-[\\w-]{16,}",
      "[rs]k_(?:live|test)_\\w{10,}",
      "(?:ghp|gho|ghu|ghs|ghr)_\\w{20,}",
      "github_pat_\\w{16,}",
      "glpat-[\\w-]{16,}",
      "hf_\\w{20,}",
      "r8_\\w{20,}",
      "gsk_\\w{20,}",
      "xai-\\w{20,}",
      "pcsk_\\w{20,}",
      "lsv2_(?:pt|sk)_\\w{20,}",
      "dapi[0-9a-f]{32}",
      "do[opr]_v1_[0-9a-f]{32,}",
      "AKIA[0-9A-Z]{16}",
      "ASIA[0-9A-Z]{16}",
      "AIza[\\w-]{30,}",
      "ya29\\.[\\w-]{16,}",
      "SG\\.[\\w-]{10,}\\.[\\w-]{10,}",
      "xox[abeprs]-[\\w-]{8,}",
      "eyJ[\\w-]{8,}(?:\\.[\\w-]{8,}){1,2}",
      "eyJ[\\w+/-]{30,}={0,2}",
      "pypi-\\w{20,}",
      "npm_\\w{20,}",
      "\\d{8,10}:AA[\\w-]{30,}",
    ].join("|") +
    ")",
  "g",
);

/** Addresses that are a secret as a whole behind their host. */
export const hooks =
  /(https?:\/\/(?:hooks\.slack\.com|discord(?:app)?\.com\/api\/webhooks|[\w.-]{1,80}\.webhook\.office\.com)\/)[^\s'"]{1,500}/gi;

/** Whether a text holds something of the shape of a key. Randomness alone proves nothing in code, which is full of hashes. */
export function holdsKey(text: string): boolean {
  return (
    text.search(shapes) >= 0 || text.includes("-----BEGIN PRIVATE KEY") || /-----BEGIN \w{2,10} PRIVATE KEY/.test(text)
  );
}

/** As random as a key: letters of both cases and digits, well mixed. Commits, UUIDs, and the names of runs are not. */
export function isRandom(word: string): boolean {
  const longest = word.split(/[_-]/).reduce((a, b) => (b.length > a.length ? b : a), "");
  if (longest.length < 14 || !mixes(longest) || !mixes(word)) return false;
  return (word.match(/\d/g) ?? []).length >= 3 && entropy(word) > 4.2;
}

/** As `isRandom`, of Base 64 with its slashes: what changes its kind of character more often than a path does. */
export function isRandomBase64(word: string): boolean {
  if (!mixes(word) || entropy(word) < 4.2) return false;
  let changes = 0;
  for (let at = 1; at < word.length; at++) {
    const [before, here] = [kind(word[at - 1]), kind(word[at])];
    if (before !== here && before !== "/" && here !== "/") changes++;
  }
  return changes / word.length > 0.25;
}

function mixes(word: string): boolean {
  return /[a-z]/.test(word) && /[A-Z]/.test(word) && /\d/.test(word);
}

function kind(char = ""): string {
  return /[a-z]/.test(char) ? "a" : /[A-Z]/.test(char) ? "A" : /\d/.test(char) ? "0" : "/";
}

/** Shannon's, in bits a character. */
function entropy(word: string): number {
  const counts = new Map<string, number>();
  for (const char of word) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / word.length) * Math.log2(count / word.length);
  return bits;
}
