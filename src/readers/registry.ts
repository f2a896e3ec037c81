import type { Format } from "./format";

/** Every format, in the order in which they are asked: a file goes to the first that claims it. */
export const formats: readonly Format[] = [];

/** @throws if there is no such format: ids come from the list above */
export function formatOf(id: string): Format {
  const format = formats.find((candidate) => candidate.id === id);
  if (!format) throw new Error(`There is no format ${id}`);
  return format;
}
