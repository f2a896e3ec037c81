import { describeCases } from "../../support/truth/cases";

describeCases("timm");
