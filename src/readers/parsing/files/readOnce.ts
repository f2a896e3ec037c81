let once = false;

/**
 * Whether what is read now is read once and to its end, as a command does: nothing more is waited for, so a last line
 * without its end is a line, and a document that cannot be parsed will not be finished.
 */
export function isReadOnce(): boolean {
  return once;
}

/** Does work in which files are read once. Everything that the work reads is to be read before it returns. */
export function readingOnce(work: () => void): void {
  once = true;
  try {
    work();
  } finally {
    once = false;
  }
}
