import assert from "node:assert/strict";
import { endedText } from "../../../src/launches/endedText";
import { launch } from "./support";

describe("a launch that made no run", () => {
  it("says how it ended, and that no metrics were found", () => {
    assert.equal(endedText(launch({ ending: "exited", exitCode: 0 })), "last: finished, no metrics found");
    assert.equal(endedText(launch({ ending: "exited", exitCode: 3 })), "last: failed (exit code 3), no metrics found");
    assert.equal(
      endedText(launch({ ending: "exited", exitCode: 130 })),
      "last: killed (stopped by you), no metrics found",
    );
    assert.equal(endedText(launch({ ending: "exited" })), "last: ended, exit code unknown, no metrics found");
  });

  it("says nothing while it runs, where its run tells, or where nothing is known", () => {
    assert.equal(endedText(launch({ ending: "exited", exitCode: 0, runs: ["a"] })), undefined);
    assert.equal(endedText(launch({ state: "running" })), undefined);
    assert.equal(endedText(launch({ ending: "lost" })), undefined);
  });
});
