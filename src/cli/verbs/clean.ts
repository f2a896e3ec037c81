import { HumanError } from "../../util/errors";
import { t } from "../../util/text";
import { cleanRuns } from "../clean";
import { folderIn, printed, type Verb } from "../verb";

export const verb: Verb = {
  help: () =>
    t(`  lossline clean [DIR] [--json]                   what runs take on the disk, and which are protected
        [--keep-checkpoints K | --status S,… | --run RUN… | --mlflow-deleted]   what would go to the trash; it goes with --apply
        [--apply] [--own-trash] [--undo]          --undo puts back what went last`),
  takes: [
    "json",
    "run",
    "status",
    "keep-checkpoints",
    "apply",
    "own-trash",
    "undo",
    "dry-run",
    "quiet-hours",
    "mlflow-deleted",
  ],
  async run(words, values, out) {
    const folder = folderIn(words, "clean");
    if (values["dry-run"] && values.apply) throw new HumanError(t("--dry-run and --apply exclude each other."));
    return printed(await cleanRuns(folder, { ...values, runs: values.run }), out);
  },
};
