import { describeShown, itGrows } from "../../support/truthRuns";

describe("Optuna's studies", () => {
  describeShown("optuna", (name) => name.startsWith("sqlite"));
  itGrows("optuna", "optuna/journal_two_studies/optuna_journal_storage.log");
});
