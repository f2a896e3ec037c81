import { describeCases } from "../../support/truth/cases";
import { describeGrowth } from "../../support/truth/growth";

describeCases("detectron2");
describeGrowth("detectron2", "detectron2/resumed/output/metrics.json");
