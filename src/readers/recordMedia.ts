import type { Media } from "../shared/media";
import type { RecordRef } from "../shared/records";
import { valueMedia } from "./formats/tensorboard/value";
import { jsonMedia } from "./parsing/media/jsonMedia";
import { fileMedia } from "./parsing/media/fileMedia";

/**
 * What a record shows. Never throws for what the bytes hold: what cannot be shown is a refusal that says why.
 * @param bytes those of its place: a Summary.Value where that is a part of a file, JSON where it is in a row, else the file
 */
export function recordMedia(
  { kind, file, place }: Pick<RecordRef, "kind" | "file" | "place">,
  bytes: Uint8Array,
): readonly Media[] {
  if ("within" in place) return [fileMedia(kind, file, bytes)];
  return "offset" in place ? valueMedia(kind, bytes) : [jsonMedia(bytes)];
}
