import assert from "node:assert/strict";
import { testCasesIn } from "../../../../src/launches/tests/junit";
import { areRed, isOf, tallyOf, type TestTally } from "../../../../src/launches/tests/tally";
import { failureText, tallyText } from "../../../../src/launches/tests/words";
import { processorTime } from "../../../support/processorTime";

/** As pytest 9 writes it. */
const report = `<?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite name="pytest" errors="1" failures="1" skipped="1" tests="5" time="0.061" timestamp="2026-11-26T01:00:00" hostname="vm">
<testcase classname="tests.test_train.TestModel" name="test_loss" time="0.002" />
<testcase classname="tests.test_train.TestModel" name="test_shape[2-&lt;a&gt;]" time="0.001"><failure message="AssertionError: assert 1 == 2&#10;  where 1 = f(&quot;x&quot;)">def test_shape(): &lt;testcase name="fake"/&gt;</failure></testcase>
<testcase classname="tests.test_train" name="test_gpu" time="0.000"><skipped type="pytest.skip" message="no GPU">x</skipped></testcase>
<!-- <testcase name="commented"/> --><testcase classname="tests.test_train" name="test_data" time="0.5"><system-out><![CDATA[<failure message="printed"/>]]></system-out></testcase>
<testcase classname="tests.test_train" name="test_setup" time="1.5"><error message="failed on setup with &quot;KeyError: 'a'&quot;">…</error></testcase>
</testsuite></testsuites>`;

describe("a report of tests", () => {
  it("tells each test's outcome, time and message, and takes nothing that was printed for a tag", () => {
    assert.deepEqual(
      testCasesIn(report).map(({ name, outcome, message }) => [name, outcome, message]),
      [
        ["test_loss", "passed", ""],
        ["test_shape[2-<a>]", "failed", "AssertionError: assert 1 == 2"],
        ["test_gpu", "skipped", "no GPU"],
        ["test_data", "passed", ""],
        ["test_setup", "failed", "failed on setup with \"KeyError: 'a'\""],
      ],
    );
  });

  it("is counted, with the failures named as pytest names them", () => {
    const tally = tallyOf(testCasesIn(report), ["/w/tests/test_train.py"]);
    assert.deepEqual([tally.passed, tally.failed, tally.skipped], [2, 2, 1]);
    assert.ok(Math.abs(tally.seconds - 2.003) < 1e-9);
    assert.deepEqual(
      tally.failures.map(({ name }) => name),
      ["TestModel::test_shape[2-<a>]", "test_setup"],
    );
    assert.equal(tallyText(tally), "2 passed, 2 failed, 1 skipped in 2 s");
    assert.equal(failureText(tally), "TestModel::test_shape[2-<a>]: AssertionError: assert 1 == 2, and 1 more");
  });

  it("of no tests says that there were none, and is no failure", () => {
    const none = tallyOf(testCasesIn('<testsuites><testsuite name="pytest" tests="0"></testsuite></testsuites>'), []);
    assert.equal(tallyText(none), "no tests found");
    const red = (exitCode: number, tally?: TestTally) =>
      areRed({ exitCode, tests: { files: [], ...(tally && { tally }) } });
    assert.deepEqual([red(5, none), red(5), red(0), red(130)], [false, false, false, false]);
    assert.deepEqual([red(1), red(1, { ...none, failed: 1 })], [true, true]);
  });

  it("that was cut off anywhere gives the tests before, and never fails", () => {
    const whole = testCasesIn(report).map(({ name }) => name);
    for (let end = 0; end <= report.length; end++) {
      const names = testCasesIn(report.slice(0, end)).map(({ name }) => name);
      assert.deepEqual(names, whole.slice(0, names.length), `cut after ${end}`);
    }
  });

  it("of many unfinished tags takes no longer than of as many finished ones", () => {
    for (const text of ["<testcase ", "<a b='", "<!--", "<![CDATA[", "<x=", "<testcase name=&#"]) {
      const took = processorTime();
      testCasesIn(text.repeat(50_000));
      assert.ok(took() < 500, text);
    }
  });

  it("keeps no secret", () => {
    const xml = `<testcase name="a"><failure message="api_key=abcdef123456 is wrong"/></testcase>`;
    assert.ok(!testCasesIn(xml)[0]?.message.includes("abcdef"));
  });
});

describe("a failed test", () => {
  it("belongs to its function with all its cases, and to its class, but to no other of the same beginning", () => {
    const failed = { name: "TestModel::test_shape[2]", message: "" };
    assert.ok(isOf(failed, "TestModel"));
    assert.ok(isOf(failed, "TestModel::test_shape"));
    assert.ok(!isOf(failed, "TestModel::test_sha"));
    assert.ok(!isOf(failed, "Test"));
  });
});
