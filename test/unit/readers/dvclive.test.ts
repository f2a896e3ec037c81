import { describeCases, describeGrowth } from "../../support/formatCases";

describeCases("dvclive");
describeGrowth("dvclive", "dvclive/plain/dvclive/plots/metrics/accuracy.tsv");
