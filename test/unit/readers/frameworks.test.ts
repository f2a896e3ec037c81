import { describeShown } from "../../support/truthRuns";

/** scikit-learn, XGBoost, LightGBM, Spark ML and H2O; PyTorch, Keras and CatBoost have suites of their own. */
describe("A run logged by a framework, really trained, is shown with its metrics", () => {
  describeShown("frameworks");
});
