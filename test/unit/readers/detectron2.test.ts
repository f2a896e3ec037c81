import { describeCases } from "../../support/truth/cases";

describeCases("detectron2");
