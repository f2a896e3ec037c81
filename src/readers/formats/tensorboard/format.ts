/** TensorBoard event files: what torch's SummaryWriter, tensorboardX, Lightning, Keras, Hugging Face and others write. */
import type { Format } from "../../format";
import { EventFolderReader, isEventFile } from "./folder";

export const tensorboard: Format = {
  id: "tensorboard",
  title: "TensorBoard",
  claim: ({ path, files }) => (files.some(isEventFile) ? [{ path, runFolder: path, scope: "folder" }] : []),
  open: (path) => new EventFolderReader(path),
  layout: {
    mayBePart: true,
    // Beside a log of the same training.
    folds: [{ below: /^(?:tf|tb|tensorboard|tf_logs|tb_logs|tensorboard_logs)$/i, into: "whole" }],
  },
};
