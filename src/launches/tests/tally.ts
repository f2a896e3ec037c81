import { readText } from "../../readers/parsing/files/open";
import type { Launch } from "../launch";
import { wasInterrupted } from "../overlay";
import { longestReport, testCasesIn, type TestCase } from "./junit";

/** A test that failed. */
export interface FailedTest {
  /** As people and pytest name it: "TestModel::test_loss", with the parameters of a case in brackets. */
  readonly name: string;
  readonly message: string;
}

/** What came of the tests of a launch. */
export interface TestTally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** The sum over the tests. */
  readonly seconds: number;
  /** The first of those that failed, at most `mostNamed`. */
  readonly failures: readonly FailedTest[];
}

/** With what pytest ends where it finds no tests. */
const noneFound = 5;

/** Whether tests that ended failed, or could not run: not where there were none, or the user stopped them. */
export function areRed({ exitCode, tests }: Pick<Launch, "exitCode" | "tests">): boolean {
  if (exitCode === undefined || exitCode === 0) return false;
  if (tests?.tally) return tests.tally.failed > 0;
  return exitCode !== noneFound && !wasInterrupted(exitCode);
}

/** So many failures are kept by name; the rest are counted. */
const mostNamed = 50;

/** What a report of the disk says; undefined where none was written, or none that can be read. @param files the test files that were run */
export function readTally(report: string, files: readonly string[]): TestTally | undefined {
  try {
    return tallyOf(testCasesIn(readText(report, longestReport)), files);
  } catch {
    return undefined; // the tool ended before it wrote one
  }
}

/** @param files the paths of the test files: what stands in a place before the file's own name is no class */
export function tallyOf(cases: readonly TestCase[], files: readonly string[]): TestTally {
  const count = (outcome: TestCase["outcome"]) => cases.filter((each) => each.outcome === outcome).length;
  const modules = new Set(files.map((file) => file.replace(/^.*[/\\]/, "").replace(/\.py$/, "")));
  const failures = cases
    .filter(({ outcome }) => outcome === "failed")
    .slice(0, mostNamed)
    .map((each) => ({ name: nameOf(each, modules), message: each.message }));
  return {
    passed: count("passed"),
    failed: count("failed"),
    skipped: count("skipped"),
    seconds: cases.reduce((sum, { seconds }) => sum + seconds, 0),
    failures,
  };
}

/** "tests.test_train.TestModel" and "test_loss" make "TestModel::test_loss". */
function nameOf({ place, name }: TestCase, modules: ReadonlySet<string>): string {
  const parts = place.split(".");
  const module = parts.findLastIndex((part) => modules.has(part));
  return [...(module < 0 ? [] : parts.slice(module + 1)), name].join("::");
}

/** Whether a test of this selector ("TestModel", "TestModel::test_loss") is the failed one, or holds it. */
export function isOf({ name }: FailedTest, selector: string): boolean {
  return name === selector || name.startsWith(`${selector}::`) || name.startsWith(`${selector}[`);
}
