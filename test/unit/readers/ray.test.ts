import { describeCases } from "../../support/truth/cases";
import { describeGrowth } from "../../support/truth/growth";

describeCases("ray");

const trial = "objective_9b5f8_00000_0_lr=0.1000_2026-11-22_03-41-31";
describeGrowth("ray-tune", `ray/function/exp/${trial}/result.json`);
