import { describeShown } from "../../support/truthRuns";

describe("Evaluations by lm-evaluation-harness", () => {
  describeShown("lm-eval");
});
