import { describeCases } from "../../support/truth/cases";
import { describeGrowth } from "../../support/truth/growth";

describeCases("timm");
describeGrowth("timm", "timm/cooling_down/output/train/20261120-101112-resnet18-224/summary.csv");
