import { join } from "node:path";
import type { Format } from "../../format";
import { isLogName } from "./files";
import { VisualdlReader } from "./reader";

/**
 * The logs of PaddlePaddle's VisualDL: records of protocol buffers in `vdlrecords.*.log`, one after the other. The folder is the
 * run, whatever files are in it. Source: visualdl/writer/record_writer.py, visualdl/proto.
 */
export const visualdl: Format = {
  id: "visualdl",
  title: "VisualDL",
  claim({ path, files }, heads) {
    const [first] = files.filter(isLogName).sort();
    if (first === undefined || !beginsLikeALog(heads.head(first, 32))) return [];
    return [{ path: join(path, first), runFolder: path, scope: "folder" }];
  },
  open: (path) => new VisualdlReader(path),
  layout: { mayBePart: true },
};

/** A length that fits into a record, and the key of its first value. A file that was only just made is empty. */
function beginsLikeALog(head: Buffer | undefined): boolean {
  if (!head || head.length === 0) return head !== undefined;
  return head.length > 8 && head.readUInt32LE(4) === 0 && head[8] === 0x0a;
}
