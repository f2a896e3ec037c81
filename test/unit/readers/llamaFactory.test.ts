import { describeCases } from "../../support/truth/cases";
import { describeGrowth } from "../../support/truth/growth";

describeCases("llama-factory");
describeGrowth("llama-factory", "llama-factory/running/saves/line/trainer_log.jsonl");
