import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { directionOf } from "../../src/runs/judging/direction";
import { chooseHeadline } from "../../src/runs/judging/headline";
import type { Direction, RunSummary } from "../../src/shared/run";
import { makeRun, makeSeries } from "./runs";

/** What a set's metrics and their users' answer are: test/fixtures/headline/README.md has the fields. */
export interface HeadlineSet {
  readonly source: string;
  readonly names: readonly string[];
  readonly expected: string | readonly string[];
  readonly direction?: Direction;
  readonly directions?: Readonly<Record<string, Direction>>;
  readonly toolsWord?: { readonly metric: string; readonly direction?: Direction };
  readonly held?: boolean;
}

/** What became of a set: "right", "wrong", or "unsure" where a metric was expected. */
export interface Answer {
  readonly set: HeadlineSet;
  readonly got: string;
  readonly verdict: "right" | "wrong" | "unsure";
}

const folder = "test/fixtures/headline";

/** Every set of the table. */
export function headlineSets(): HeadlineSet[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(".yaml") && name !== "directions.yaml");
  return files.flatMap((name) => parse(readFileSync(join(folder, name), "utf8")) as HeadlineSet[]);
}

/** What the code makes of a set, as of a run that was read. */
export function answer(set: HeadlineSet): Answer {
  const headline = chooseHeadline(runOf(set));
  const got = headline?.series.name ?? "unsure";
  const isExpected = [set.expected].flat().includes(got);
  const direction = headline ? directionOf(headline.series, () => undefined) : "unknown";
  if (isExpected && (set.direction ?? direction) === direction) return { set, got, verdict: "right" };
  return { set, got: `${got}, ${direction}`, verdict: got === "unsure" ? "unsure" : "wrong" };
}

function runOf({ names, directions = {}, toolsWord }: HeadlineSet): Pick<RunSummary, "series" | "headline"> {
  const said = (name: string) => directions[name] ?? (name === toolsWord?.metric ? toolsWord.direction : undefined);
  const series = names.map((name) => makeSeries(name, [1], { direction: said(name) ?? "unknown" }));
  return makeRun("a", {}, { series, ...(toolsWord && { headline: { metric: toolsWord.metric, word: "monitor" } }) });
}
