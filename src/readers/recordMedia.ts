import type { Media } from "../shared/media";
import type { RecordRef } from "../shared/records";
import { valueMedia } from "./formats/tensorboard/value";
import { fileMedia } from "./parsing/media/fileMedia";

/**
 * What a record shows. Never throws for what the bytes hold: what cannot be shown is a refusal that says why.
 * @param bytes those of its place: a Summary.Value where that is a part of a file, else the file
 */
export function recordMedia(
  { kind, file, place }: Pick<RecordRef, "kind" | "file" | "place">,
  bytes: Uint8Array,
): readonly Media[] {
  return "within" in place ? [fileMedia(kind, file, bytes)] : valueMedia(kind, bytes);
}
