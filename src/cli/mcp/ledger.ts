import { createHash } from "node:crypto";
import { appendFileSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { dataFolder } from "../../util/dataFolder";
import { systemCode } from "../../util/errors";
import { t } from "../../util/text";

/** What was expected, before it was looked for. */
export interface Hypothesis {
  readonly kind: "hypothesis";
  /** ISO 8601. */
  readonly at: string;
  readonly hypothesis: string;
  readonly metric: string | null;
  /** So many comparisons are allowed to settle it. */
  readonly budget: number | null;
}

/** One comparison that was made. */
export interface MadeComparison {
  readonly kind: "comparison";
  readonly at: string;
  readonly candidate: readonly string[];
  readonly baseline: readonly string[];
  readonly metric: string;
  readonly verdict: string;
  readonly delta: number | string | null;
}

export type Entry = Hypothesis | MadeComparison;

/** A ledger beyond this is not read further: a year of comparisons takes a fraction of it. Bytes. */
const largest = 32 * 2 ** 20;

/**
 * What was declared and compared for one project, a line of JSON each, in the user's data folder: outside the repository, so that
 * who is measured by it cannot tidy it in passing. Different comparisons are counted, each once however often it is asked.
 */
export class Ledger {
  readonly path: string;

  /** @param root absolute path of the project's folder */
  constructor(root: string, folder = ledgerFolder()) {
    const name = basename(root)
      .replace(/[^\w.-]/g, "_")
      .slice(0, 40);
    this.path = join(folder, `${name}-${createHash("sha256").update(root).digest("hex").slice(0, 12)}.jsonl`);
  }

  /** In the order written; lines that are no entry are passed over. */
  entries(): readonly Entry[] {
    const size = statSync(this.path, { throwIfNoEntry: false })?.size ?? 0;
    if (size === 0) return [];
    if (size > largest) throw new Error(t("The ledger {path} is too large: move it away.", { path: this.path }));
    return readFileSync(this.path, "utf8").split("\n").flatMap(entryIn);
  }

  /** @returns why it could not be written down, if so */
  add(entries: readonly Entry[]): string | undefined {
    try {
      mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
      appendFileSync(this.path, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""), { mode: 0o600 });
      return undefined;
    } catch (error) {
      const problem = systemCode(error) ?? String(error);
      return t("The ledger {path} could not be written: {problem}.", { path: this.path, problem });
    }
  }
}

/** Where ledgers are kept: `LOSSLINE_LEDGER` names another folder. */
export function ledgerFolder(env: NodeJS.ProcessEnv = process.env): string {
  const chosen = env["LOSSLINE_LEDGER"];
  return chosen !== undefined && chosen !== "" ? chosen : join(dataFolder(env), "ledger");
}

function entryIn(line: string): Entry[] {
  try {
    const value = JSON.parse(line) as Partial<Entry> | null;
    if (typeof value?.at !== "string") return [];
    if (value.kind === "hypothesis") return typeof value.hypothesis === "string" ? [value as Hypothesis] : [];
    const isComparison = value.kind === "comparison" && Array.isArray(value.candidate) && Array.isArray(value.baseline);
    return isComparison && typeof value.metric === "string" ? [value as MadeComparison] : [];
  } catch {
    return [];
  }
}

/** The hypothesis declared last, and the different comparisons made since then, and ever. */
export function tally(entries: readonly Entry[]): {
  readonly hypothesis: Hypothesis | undefined;
  readonly since: number;
  readonly ever: number;
} {
  const last = entries.findLastIndex(({ kind }) => kind === "hypothesis");
  const hypothesis = entries[last];
  return {
    hypothesis: hypothesis?.kind === "hypothesis" ? hypothesis : undefined,
    since: different(entries.slice(last + 1)),
    ever: different(entries),
  };
}

function different(entries: readonly Entry[]): number {
  const keys = entries.flatMap((entry) =>
    entry.kind === "comparison"
      ? [JSON.stringify([[...entry.candidate].sort(), [...entry.baseline].sort(), entry.metric])]
      : [],
  );
  return new Set(keys).size;
}
