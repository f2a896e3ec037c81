import { isJsonObject, parsePythonJson } from "../../readers/parsing/documents/pythonJson";
import { pieces } from "./pieces";
import { TableTally, type TableProfile } from "./table";

const newline = 10;

/** Looks at a file with a JSON object in each line. What is nested in them counts as text. @throws the system's error */
export async function jsonLinesProfile(file: number): Promise<TableProfile> {
  const tally = new TableTally();
  let others = 0;
  const isPartial = await pieces(file, (bytes) => {
    for (let at = 0; at < bytes.length;) {
      const next = bytes.indexOf(newline, at);
      const end = next < 0 ? bytes.length : next;
      const line = bytes.toString("utf8", at, end).trim();
      if (line !== "" && !takeLine(line, tally)) others++;
      at = end + 1;
    }
    return bytes.length;
  });
  const profile = tally.profile(isPartial);
  return { ...profile, rows: profile.rows + others, misfits: others };
}

function takeLine(line: string, tally: TableTally): boolean {
  const parsed = parsePythonJson(line);
  if (!parsed.ok || !isJsonObject(parsed.value)) return false;
  tally.takeNamed(Object.entries(parsed.value).map(([name, value]) => [name, cellOf(value)] as const));
  return true;
}

function cellOf(value: unknown): string | number | boolean | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return JSON.stringify(value);
}
