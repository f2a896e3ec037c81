import { describeCases, describeGrowth } from "../../support/formatCases";

describeCases("torchtune");
describeGrowth("torchtune", "torchtune/lora/out/lora_1b/logs/log_1790000000.txt");
