import { describeShown } from "../../support/truthRuns";

describe("Sacred's runs", () => {
  describeShown("sacred");
});
