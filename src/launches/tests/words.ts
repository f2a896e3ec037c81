import { formatDuration } from "../../runs/describe/numbers";
import { plural, t } from "../../util/text";
import type { TestTally } from "./tally";

/** "12 passed, 1 failed, 2 skipped in 3 s"; what none did is not told, but that none passed is, and that there were none. */
export function tallyText({ passed, failed, skipped, seconds }: TestTally): string {
  if (passed + failed + skipped === 0) return t("no tests found");
  const parts = [
    plural(passed, { one: "{count} passed", other: "{count} passed" }),
    ...(failed > 0 ? [plural(failed, { one: "{count} failed", other: "{count} failed" })] : []),
    ...(skipped > 0 ? [plural(skipped, { one: "{count} skipped", other: "{count} skipped" })] : []),
  ];
  return t("{counts} in {time}", { counts: parts.join(", "), time: formatDuration(seconds) });
}

/** The first failure in a line: "TestModel::test_loss: AssertionError: 1 != 2"; and how many more there are. */
export function failureText({ failures, failed }: TestTally): string | undefined {
  const [first] = failures;
  if (!first) return undefined;
  const told = first.message === "" ? first.name : `${first.name}: ${first.message}`;
  return failed === 1 ? told : t("{failure}, and {count} more", { failure: told, count: String(failed - 1) });
}
