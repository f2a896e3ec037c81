import { fstatSync } from "node:fs";
import { readAt, withFile } from "../files/open";

/** Bytes of a header, and where in it what stands that is asked here. Source: sqlite.org/fileformat2.html, 1.3. */
const headerBytes = 100;
const at = { pageSize: 16, readVersion: 19, changes: 24, pages: 28, pagesAreOfChange: 92 };
/** What it takes to read a database that keeps a write-ahead log. */
const withLog = 2;

/** What a database's header says. */
export interface Header {
  /** It keeps a write-ahead log while it is written. */
  readonly usesLog: boolean;
  /** Bytes that are missing at its end, as while it is copied. What its log or journal holds is not counted. */
  readonly missing: number;
}

/** @throws the system's error */
export function headerOf(path: string): Header {
  return withFile(path, (file) => {
    const header = readAt(file, 0, headerBytes);
    if (header.length < headerBytes) return { usesLog: header[at.readVersion] === withLog, missing: 0 };
    const { size } = fstatSync(file);
    return { usesLog: header[at.readVersion] === withLog, missing: Math.max(0, wholeSize(header) - size) };
  });
}

/** 0 where the header does not say. */
function wholeSize(header: Buffer): number {
  const told = header.readUInt16BE(at.pageSize);
  const pageSize = told === 1 ? 65_536 : told;
  const isSize = pageSize >= 512 && (pageSize & (pageSize - 1)) === 0;
  const isCurrent = header.readUInt32BE(at.changes) === header.readUInt32BE(at.pagesAreOfChange);
  return isSize && isCurrent ? header.readUInt32BE(at.pages) * pageSize : 0;
}
