import type { App } from "../../host/app";
import { judgedByRule, ruleConcerns, rulesOf } from "../../host/metricRules";
import { wasInterrupted } from "../../launches/overlay";
import { failureText, tallyText } from "../../launches/tests/words";
import { metricTestName, metricTestsFile } from "../../runs/judging/metricTests";
import type { RunSummary } from "../../shared/run";
import { t } from "../../util/text";

type Asked = Pick<App, "judging" | "launches" | "nameOf" | "verdicts">;

/** What speaks against promoting a run's model, as sentences: failed tests of the model, and the project's rules for its metrics. */
export async function objectionsTo(app: Asked, run: RunSummary): Promise<string[]> {
  return [...redTests(app, run), ...(await brokenRules(app, run))];
}

/** With what pytest ends, and unittest since Python 3.12, where there was no test. */
const noTests = 5;

/** The last tests of its model (*Test This Model*) that ran and that nobody interrupted, if they failed. */
function redTests({ launches }: Asked, { id }: RunSummary): string[] {
  const ended = launches.launches.filter(
    ({ tests, exitCode }) =>
      tests?.run === id && exitCode !== undefined && exitCode !== noTests && !wasInterrupted(exitCode),
  );
  const last = ended.sort((a, b) => a.startedAt - b.startedAt).at(-1);
  if (!last || last.exitCode === 0) return [];
  const tally = last.tests?.tally;
  const told = tally && [tallyText(tally), failureText(tally)].filter((part) => part !== undefined).join(": ");
  return [
    told === undefined ? t("The tests of its model failed.") : t("The tests of its model failed: {told}", { told }),
  ];
}

async function brokenRules(app: Asked, run: RunSummary): Promise<string[]> {
  const { tests, problems } = rulesOf(run.root) ?? { tests: [], problems: [] };
  const broken = problems.map((problem) => `${metricTestsFile}: ${problem}`);
  for (const rule of tests) {
    if (!ruleConcerns(app, rule)(run)) continue;
    const { outcome, message } = await judgedByRule(app, rule, run);
    if (outcome === "failed") broken.push(`${metricTestName(rule)}: ${message}`);
  }
  return broken;
}
