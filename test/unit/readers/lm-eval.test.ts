import { describeCases } from "../../support/truth/cases";

describeCases("lm-eval");
