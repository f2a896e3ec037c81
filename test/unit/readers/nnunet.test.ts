import { describeCases, describeGrowth } from "../../support/formatCases";

const fold = "nnUNet_results/Dataset004_Hippocampus/nnUNetTrainer__nnUNetPlans__3d_fullres/fold_0";

describeCases("nnunet");
describeGrowth("nnunet", `nnunet/finished/${fold}/training_log_2026_9_21_14_13_20.txt`);
