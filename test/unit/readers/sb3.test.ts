import { describeCases, describeGrowth } from "../../support/formatCases";

describeCases("sb3");
describeGrowth("sb3", "sb3/csv_and_monitors/logs/ppo/progress.csv");
describeGrowth("sb3", "sb3/json/logs/ppo/progress.json");
describeGrowth("sb3", "sb3/monitor/logs/ppo/monitor.csv");
