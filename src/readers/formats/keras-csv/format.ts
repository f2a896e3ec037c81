import { dirname } from "node:path";
import type { Format } from "../../format";
import { headOf, type Head } from "../../parsing/tables/csvHead";
import { SideFiles, usualParamFiles } from "../../parsing/params/sideFiles";
import { claimFiles } from "../../parsing/files/fileClaims";
import { isAbsent, numberOf } from "../../parsing/tables/numbers";
import { headBytes } from "../../parsing/files/head";
import { isRunKeyName } from "../../parsing/tables/runKeys";
import { TableReader } from "../../parsing/tables/tableReader";
import { axesOfKeras } from "./model";

const extensions = [".csv", ".tsv", ".log", ".txt"];
const glanceBytes = 512;

/**
 * What keras.callbacks.CSVLogger writes: `epoch`, from 0, then the logged keys in the alphabet's order, flushed at every
 * epoch; the separator is the user's. The file's name is the user's too, so the head decides.
 * Source: keras, src/callbacks/csv_logger.py.
 */
export const kerasCsv: Format = {
  id: "keras-csv",
  title: "Keras CSVLogger",
  claim(folder, heads) {
    return claimFiles(folder, extensions, (file) => {
      if (!startsWithEpoch(heads.head(file, glanceBytes))) return false;
      const head = headOf(heads.head(file, headBytes) ?? Buffer.alloc(0), headBytes);
      return head !== undefined && isKeras(head);
    });
  },
  open: (path) =>
    new TableReader(path, { axes: axesOfKeras, guesses: false }, new SideFiles(dirname(path), usualParamFiles)),
};

function startsWithEpoch(head: Buffer | undefined): boolean {
  return head !== undefined && /^(?:\uFEFF)?"?epoch"?\W/.test(head.toString("utf8"));
}

/** The columns are CSVLogger's and tell no trainings apart, with Keras's own `loss` among them, and the first epoch is 0. */
export function isKeras({ header, rows }: Head): boolean {
  const first = rows[0];
  if (!axesOfKeras(header) || header.some(isRunKeyName) || !header.includes("loss") || !first) return false;
  return numberOf(first[0]!) === 0 && first.slice(1).some((cell) => !isAbsent(cell));
}
