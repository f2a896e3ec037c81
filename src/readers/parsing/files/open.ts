import { constants, openSync } from "node:fs";

/** On Windows the flag does not exist, whatever the types say. */
const nonBlocking = (constants as Partial<typeof constants>).O_NONBLOCK ?? 0;

/**
 * Opens a file to read. Does not wait for a writer where the path is a named pipe that poses as a log.
 * @returns a descriptor, to be closed by the caller
 * @throws the system's error
 */
export function openToRead(path: string): number {
  return openSync(path, constants.O_RDONLY | nonBlocking);
}
