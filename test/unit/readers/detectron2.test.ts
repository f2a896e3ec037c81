import { describeCases, describeGrowth } from "../../support/formatCases";

describeCases("detectron2");
describeGrowth("detectron2", "detectron2/resumed/output/metrics.json");
