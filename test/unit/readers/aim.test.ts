import { describeShown } from "../../support/truthRuns";

describe("aim's runs", () => {
  describeShown("aim", () => true);
});
