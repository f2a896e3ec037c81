import { describeGrowth } from "../../support/formatCases";
import { describeShown } from "../../support/truthRuns";

describe("Ray Tune's trials", () => {
  describeShown("ray");
});

const trial = "objective_9b5f8_00000_0_lr=0.1000_2026-11-22_03-41-31";
describeGrowth("ray-tune", `ray/function/exp/${trial}/result.json`);
