import { describeCases } from "../../support/truth/cases";
import { describeGrowth } from "../../support/truth/growth";

describeCases("fastai");
describeGrowth("fastai", "fastai/two_fits/models/line/history.csv");
