import { describeCases, describeGrowth } from "../../support/formatCases";

describeCases("llama-factory");
describeGrowth("llama-factory", "llama-factory/running/saves/line/trainer_log.jsonl");
