import type { RunSummary } from "../../shared/run";

/** What is filled in of an issue: versions and counts. No names, paths, params, metrics or notes: they are nobody else's. */
export function issueBody(
  versions: Readonly<Record<string, string>>,
  runs: Iterable<RunSummary>,
  problems: number,
): string {
  const formats = new Map<string, number>();
  const statuses = new Map<string, number>();
  let leftOut = 0;
  for (const run of runs) {
    for (const format of run.formats) formats.set(format, (formats.get(format) ?? 0) + 1);
    statuses.set(run.status, (statuses.get(run.status) ?? 0) + 1);
    leftOut += (run.leftOut ?? []).reduce((sum, { count }) => sum + count, 0);
  }
  const listed = (counts: ReadonlyMap<string, number>) =>
    [...counts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, count]) => `${name} ${count}`)
      .join(", ") || "–";
  const rows = [
    ...Object.entries(versions),
    ["Runs by format", listed(formats)],
    ["Runs by status", listed(statuses)],
    ["Left out", String(leftOut)],
    ["Problems", String(problems)],
  ];
  return [
    "What happened:",
    "",
    "What you expected:",
    "",
    ...rows.map(([name, value]) => `- ${name}: ${value}`),
    "",
  ].join("\n");
}

/** Where an issue is begun with a text. @param repository the manifest's address of it, which may end in ".git" */
export function issueAddress(repository: string, body: string): string {
  return `${repository.replace(/\.git$/, "")}/issues/new?body=${encodeURIComponent(body)}`;
}
