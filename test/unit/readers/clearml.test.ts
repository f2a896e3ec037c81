import { describeShown } from "../../support/truthRuns";

describe("ClearML's offline tasks", () => {
  describeShown("clearml");
});
