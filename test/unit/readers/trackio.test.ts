import { describeShown } from "../../support/truthRuns";

describe("trackio's runs", () => {
  describeShown("trackio", () => true);
});
