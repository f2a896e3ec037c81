/**
 * TFRecord framing, little endian: u64 payload length · u32 masked CRC-32C of those 8 bytes · payload · u32 masked
 * CRC-32C of the payload. Repeated to the end of the file, with no header (tensorflow/core/lib/io/record_writer.h).
 */
import { maskedCrc32c } from "./crc32c";

/** What stands at the place that a cursor has come to. */
export type Frame =
  /** A whole record: its payload is from `start` up to `end`. */
  | "record"
  /** A whole record whose payload does not match its checksum. The next record can still be found. */
  | "corrupt"
  /** The bytes end before the record does: more may be written, or the writer is gone. */
  | "partial"
  /** Zeros: space that the file system has set aside, or a page that a network file system has not brought yet. */
  | "unwritten"
  /** A payload longer than `largestPayload`. `skipped` bytes are to be passed over without reading them. */
  | "oversized"
  /** The length does not match its checksum: no telling where the next record begins. */
  | "broken";

/** Scalars are 50 bytes. Only graphs and media come near this, and we do not show them: memory matters more. */
export const largestPayload = 64 * 1024 * 1024;

const headerLength = 12;
const footerLength = 4;

/** The lengths of nearly all records are small and recur, so their checksums are worked out once. */
const checksumOfLength = makeChecksumOfLength(1024);

function makeChecksumOfLength(count: number): Int32Array {
  const made = new Int32Array(count);
  const header = new DataView(new ArrayBuffer(8));
  for (let length = 0; length < count; length++) {
    header.setUint32(0, length, true);
    made[length] = maskedCrc32c(header, 0, 8);
  }
  return made;
}

/** Walks over the records in a stretch of a file that begins where a record does. Allocates nothing per record. */
export class RecordCursor {
  /** The payload of the record reached. */
  start = 0;
  end = 0;
  /** How many bytes an `oversized` record takes in all. Can be more than the file holds, or than a number holds exactly. */
  skipped = 0;
  /** Where the next record begins: all before it is done with. */
  at = 0;

  constructor(private readonly view: DataView) {}

  /** Moves on over a `record` or a `corrupt` one; stays where it is for all the others. */
  next(): Frame {
    const { view, at } = this;
    const start = at + headerLength;
    if (start > view.byteLength) return "partial";
    const length = view.getUint32(at, true);
    const high = view.getUint32(at + 4, true);
    const isShort = high === 0 && length < checksumOfLength.length;
    const expected = isShort ? checksumOfLength[length] : maskedCrc32c(view, at, at + 8);
    const stored = view.getInt32(at + 8, true);
    if (stored !== expected) return length === 0 && high === 0 && stored === 0 ? "unwritten" : "broken";
    if (high !== 0 || length > largestPayload) {
      this.skipped = headerLength + high * 2 ** 32 + length + footerLength;
      return "oversized";
    }
    const end = start + length;
    if (end + footerLength > view.byteLength) return "partial";
    this.start = start;
    this.end = end;
    this.at = end + footerLength;
    return view.getInt32(end, true) === maskedCrc32c(view, start, end) ? "record" : "corrupt";
  }
}
