import { describeCases } from "../../support/truth/cases";
import { describeGrowth } from "../../support/truth/growth";

describeCases("torchtune");
describeGrowth("torchtune", "torchtune/lora/out/lora_1b/logs/log_1790000000.txt");
