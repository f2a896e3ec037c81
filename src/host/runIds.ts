/**
 * The ids of the runs that a command was called for, each once, in the order selected. Empty if it was called for none.
 * VS Code passes the selection only if the clicked node is part of it.
 */
export function idsOf(first: unknown, selected?: unknown): readonly string[] {
  const all = Array.isArray(selected) && selected.length > 0 ? (selected as unknown[]) : [first];
  return [...new Set(all.flatMap(idsIn))];
}

function idsIn(argument: unknown): readonly string[] {
  if (typeof argument === "string") return [argument];
  const ids = typeof argument === "object" && argument !== null && "runIds" in argument ? argument.runIds : argument;
  return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === "string") : [];
}
