import { describeCases } from "../../support/truth/cases";

describeCases("llama-factory");
