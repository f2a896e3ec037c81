import { describeCases, describeGrowth } from "../../support/formatCases";

describeCases("mmengine");
describeGrowth("mmengine", "mmengine/mmcv_1/work_dirs/faster_rcnn/20211120_101112.log.json");
