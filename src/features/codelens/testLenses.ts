import * as vscode from "vscode";
import { Commands } from "../../host/contributions";
import type { Launch } from "../../launches/launch";
import { isOf } from "../../launches/tests/tally";
import { failureText, tallyText } from "../../launches/tests/words";
import type { TestLine } from "../../python/analyse";
import { t } from "../../util/text";

/** Runs tests: of a file, or what `only` names of it. */
export function runTests(at: vscode.Range, uri: vscode.Uri, title: string, only?: string): vscode.CodeLens {
  const args = only === undefined ? [uri] : [uri, only];
  return new vscode.CodeLens(at, { title: `$(beaker) ${title}`, command: Commands.runTests, arguments: args });
}

/** What came of the tests that were run last for a script, or of a test file. */
export function lastTests(at: vscode.Range, script: vscode.Uri, launches: readonly Launch[]): vscode.CodeLens[] {
  const last = launches.findLast(
    ({ tests, script: of }) => of === script.fsPath && tests?.only === undefined && tests?.tally,
  );
  const tally = last?.tests?.tally;
  if (!tally) return [];
  const { passed, failed } = tally;
  const icon = failed > 0 ? "$(testing-failed-icon)" : passed > 0 ? "$(testing-passed-icon)" : "$(testing-unset-icon)";
  const title = `${icon} ${tallyText(tally)}`;
  return [
    new vscode.CodeLens(at, {
      title,
      tooltip: failureText(tally) ?? title,
      command: Commands.runTests,
      arguments: [script],
    }),
  ];
}

/** A lens for each test function and class of a file, with what came of it last. */
export function testLenses(
  document: vscode.TextDocument,
  tests: readonly TestLine[],
  launches: readonly Launch[],
): vscode.CodeLens[] {
  const own = launches.filter(({ tests: run }) => run?.tally && run.files.includes(document.fileName));
  return tests.map(({ selector, isClass, line }) => {
    const title = isClass ? t("Run Tests") : t("Run Test");
    return runTests(new vscode.Range(line, 0, line, 0), document.uri, title + resultOf(selector, own), selector);
  });
}

/** The last word on a test: of a launch that ran all of its file, its class, or it alone. */
function resultOf(selector: string, launches: readonly Launch[]): string {
  const last = launches.findLast(({ tests }) => tests?.only === undefined || covers(tests.only, selector));
  const failure = last?.tests?.tally?.failures.find((each) => isOf(each, selector));
  if (failure) return ` $(testing-failed-icon) ${failure.message.slice(0, longest)}`;
  const { passed = 0, failed = 0 } = last?.tests?.tally ?? {};
  return passed > 0 && failed === 0 ? " $(testing-passed-icon)" : "";
}

/** A lens is no place for a whole message. */
const longest = 60;

function covers(only: string, selector: string): boolean {
  return only === selector || selector.startsWith(`${only}::`);
}
