import { lookBeside } from "../runs/compare/recorded";
import type { LaunchedFacts } from "../shared/compare";
import type { RunSummary } from "../shared/run";
import { maskText } from "../util/maskText";
import { plural } from "../util/text";

/** A card with more packages than this is read by nobody; the rest are counted. */
const mostPackages = 200;
/** A card may be published, and these name a machine. */
const unsaid: ReadonlySet<string> = new Set(["host"]);

/**
 * Where a run was trained, a line each: "python 3.11.4", "gpus 2", then packages as pip writes them; secrets are masked. What lies beside
 * the run goes before what its launch recorded, of which the whole environment's packages count only where the run itself lists none.
 */
export function environmentLines(run: RunSummary, launched: LaunchedFacts = []): string[] {
  const beside = lookBeside(run);
  const [, machine = [], installed = []] = launched.find(([id]) => id === run.id) ?? [];
  const facts = new Map([...machine, ...beside.environment]);
  const packages = new Map(beside.packages.size > 0 ? beside.packages : installed);
  const listed = [...packages].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, mostPackages);
  const more = packages.size - listed.length;
  return [
    ...[...facts].filter(([name]) => !unsaid.has(name)).map(([name, value]) => maskText(`${name} ${value}`)),
    ...listed.map(([name, version]) => maskText(requirement(name, version))),
    ...(more > 0 ? [plural(more, { one: "and {count} more package", other: "and {count} more packages" })] : []),
  ];
}

/** A list may hold ranges (">=2.0") and addresses ("@ git+https://…"); those of folders name a machine, and are left out. */
function requirement(name: string, version: string): string {
  if (version.startsWith("@")) return /^@\s*(?:file:|[./~])/.test(version) ? name : `${name} ${version}`;
  return /^(?:[<>~!=]|$)/.test(version) ? `${name}${version}` : `${name}==${version}`;
}
