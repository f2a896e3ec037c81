import { describeCases, describeGrowth } from "../../support/formatCases";

describeCases("catboost");
describeGrowth("catboost", "catboost/learn_only/catboost_info/learn_error.tsv");
