/** Stands in the default arm of a switch over a union, so that a forgotten case is a compile error. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
