import { join } from "node:path";
import type { HeadReader } from "../../readers/format";
import { headBytes, headOf } from "../../readers/parsing/files/head";
import { oversight } from "../../util/oversight";

/** A longer head is not kept: a folder may hold many files. Several formats look for a schema in this much of a database. */
const mostKept = 524_288;

/** Reads heads of files in one folder, each once, for the formats that are asked in turn. */
export function headsOf(folder: string): HeadReader {
  const seen = new Map<string, Buffer | undefined>();
  return {
    head(file, bytes = headBytes) {
      const cached = seen.get(file);
      if (cached && (cached.length >= bytes || cached.length < headBytes)) return cached.subarray(0, bytes);
      const path = join(folder, file);
      const head = oversight.begin(path) ? headOf(path, Math.max(bytes, headBytes)) : undefined;
      oversight.end();
      if (bytes <= mostKept) seen.set(file, head);
      return head?.subarray(0, bytes);
    },
  };
}
