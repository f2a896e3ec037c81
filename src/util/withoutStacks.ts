/**
 * Does work that may make many errors which nobody will see: without their stacks, which take ten times as long to note as the rest of
 * it takes to do. An error that gets out has its message only.
 */
export function withoutStacks<T>(work: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
