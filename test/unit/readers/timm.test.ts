import { describeCases, describeGrowth } from "../../support/formatCases";

describeCases("timm");
describeGrowth("timm", "timm/cooling_down/output/train/20261120-101112-resnet18-224/summary.csv");
