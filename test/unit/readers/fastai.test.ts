import { describeCases, describeGrowth } from "../../support/formatCases";

describeCases("fastai");
describeGrowth("fastai", "fastai/two_fits/models/line/history.csv");
