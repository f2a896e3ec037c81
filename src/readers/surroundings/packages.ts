import { parseYaml } from "../parsing/documents/yaml";

export type Packages = ReadonlyMap<string, string>;

/** More packages than that are in no environment. */
const mostPackages = 5000;
const longestLine = 500;

/** A package's name at the start of a line (PEP 508), and the extras behind it. */
const named = /^[A-Za-z0-9][\w.-]*/;
const extras = /^\[[^\]]{0,100}\]/;

/** pip's `requirements.txt`, as `pip freeze` and trackers write it. Options, links and files in it are left out. */
export function packagesOfPip(text: string): Packages {
  const found = new Map<string, string>();
  for (const line of text.split("\n", mostPackages)) {
    const plain = line
      .slice(0, longestLine)
      .replace(/\s#.*$/, "")
      .trim();
    const [name] = named.exec(plain) ?? [];
    if (name === undefined) continue;
    const rest = plain.slice(name.length).replace(extras, "");
    found.set(nameOf(name), versionOf(rest.split(";", 1)[0]!));
  }
  return found;
}

/** conda's `environment.yml`: "python=3.11", "numpy=1.26=py311h", and pip's list within. */
export function packagesOfConda(text: string): Packages {
  const found = new Map<string, string>();
  const parsed = parseYaml(text);
  if (!parsed.ok) return found;
  const listed = fieldOf(parsed.value, "dependencies");
  for (const entry of asList(listed).slice(0, mostPackages)) {
    if (typeof entry === "string") {
      const [name = "", ...version] = entry.slice(0, longestLine).split(/(?=[=<>~!])/);
      if (name !== "") found.set(nameOf(name), versionOf(version.join("").split(/(?<=[\w.])=/, 1)[0]!));
    }
    const pip = asList(fieldOf(entry, "pip")).filter((line) => typeof line === "string");
    for (const [name, version] of packagesOfPip(pip.join("\n"))) found.set(name, version);
  }
  return found;
}

/** As PEP 503 has it: what differs in capitals and dashes is one package. */
function nameOf(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[-_.]+/g, "-");
}

function versionOf(text: string): string {
  return text.trim().replace(/^={1,3}\s*/, "");
}

export function fieldOf(value: unknown, key: string): unknown {
  if (value instanceof Map) return value.get(key);
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
