/**
 * What the log of a launch is called: "train 2026-11-26 12-00-00 1f3a.log", so that it sorts by time and no two are the same.
 * @param startedAt unix milliseconds; told in local time
 */
export function printedName(script: string, startedAt: number, id: string): string {
  const at = new Date(startedAt - new Date(startedAt).getTimezoneOffset() * 60_000).toISOString();
  return `${script.replace(/\.py$/, "")} ${at.slice(0, 10)} ${at.slice(11, 19).replaceAll(":", "-")} ${id.slice(0, 4)}.log`;
}
