import { equal, ok } from "node:assert/strict";
import { splitAttempts } from "../../../src/readers/parsing/restarts/attempts";
import { RawRun } from "../../../src/readers/raw";
import { processorTime } from "../../support/processorTime";

/** A log of so many trainings of forty points each. */
function logOf(trainings: number): RawRun {
  const run = new RawRun("");
  for (let training = 0; training < trainings; training++) {
    if (training > 0) run.begin();
    for (let step = 0; step < 40; step++) run.seriesOf("loss").points.push(step, training + step / 100);
  }
  return run;
}

describe("A log that restarts time and again", () => {
  const timeOf = (trainings: number) => {
    const run = logOf(trainings);
    const took = processorTime();
    ok(splitAttempts(run));
    equal(run.earlier.length, trainings - 1);
    return took();
  };

  it("takes ten times as long to split for ten times as many restarts", function () {
    this.timeout(120_000);
    timeOf(90);
    const few = Math.max(10, timeOf(90));
    ok(timeOf(900) < few * 25);
  });
});
