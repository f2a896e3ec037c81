import { describeShown } from "../../support/truthRuns";

describe("Hydra's jobs", () => {
  describeShown("hydra");
});
