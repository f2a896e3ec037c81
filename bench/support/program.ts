import { resolve } from "node:path";
import { build } from "esbuild";

/** Bundles a program of bench/support that is measured in a process of its own. @returns its absolute path */
export async function programOf(name: string): Promise<string> {
  const outfile = resolve("out", "bench", `${name}.js`);
  await build({
    entryPoints: [`bench/support/${name}.ts`],
    bundle: true,
    minify: true,
    platform: "node",
    target: "node20",
    outfile,
  });
  return outfile;
}
