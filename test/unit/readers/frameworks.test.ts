import { describeCases } from "../../support/truth/cases";

/** scikit-learn, XGBoost, LightGBM, Spark ML and H2O; PyTorch, Keras and CatBoost have suites of their own. */
describeCases("frameworks");
