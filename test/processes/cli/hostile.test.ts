import { deepEqual, equal, match, ok } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, constants, copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "../../../scripts/lib/paths.mjs";
import { hostileCases } from "../../support/hostile/all";
import { goodRows, put } from "../../support/hostile/hostileCase";
import { groupBy } from "../../../src/util/groupBy";
import { slowness } from "../../support/slowness";
import { useTempFolder } from "../../support/tempFolder";

/** For each input, with the start of two processes of Node: milliseconds. A hang that is waited for takes longer. */
const soon = 5000;
const nobody = 65_534;

interface Scan {
  readonly runs: readonly { readonly name: string; readonly metrics: readonly unknown[] }[];
  readonly problems: readonly { readonly path: string; readonly message: string }[];
}

/** Who looks: the program that is started, and as whom. */
interface Viewer {
  readonly node: string;
  readonly user: { readonly uid?: number; readonly gid?: number };
}

const oneself: Viewer = { node: process.execPath, user: {} };

/** Root may read everything: then somebody else is to look, by a copy of Node where anyone may start it. @param root absolute path, which is opened to all */
function anyoneBut(root: string): Viewer {
  if (process.getuid?.() !== 0) return oneself;
  chmodSync(root, 0o755);
  const node = join(root, "node");
  if (!existsSync(node)) copyFileSync(process.execPath, node, constants.COPYFILE_FICLONE);
  return { node, user: { uid: nobody, gid: nobody } };
}

describe("the command line, in a project with an input that stopped an earlier reader", function () {
  this.timeout(60_000);
  const temp = useTempFolder();
  let made = 0;

  before(async () => {
    await build({
      absWorkingDir: root,
      entryPoints: ["src/cli.ts"],
      bundle: true,
      platform: "node",
      format: "cjs",
      outdir: temp(),
      logLevel: "error",
    });
  });

  for (const { kind, name, make, named, atRoot, refused } of hostileCases) {
    it(`(${kind}: ${name}) shows everything else soon${named && !atRoot ? ", and names it" : ""}`, () => {
      const folder = join(temp(), String(made++));
      for (const run of ["first", "last"]) put(folder, `${run}/metrics.csv`, goodRows);
      const place = atRoot ? folder : join(folder, "odd");
      mkdirSync(place, { recursive: true });
      make(place);
      const { node, user } = refused ? anyoneBut(temp()) : oneself;
      const begun = performance.now();
      const { status, stdout, stderr } = spawnSync(node, [join(temp(), "cli.js"), "scan", folder, "--json"], {
        encoding: "utf8",
        timeout: 20_000,
        maxBuffer: 1 << 28,
        ...user,
      });
      const took = performance.now() - begun;
      equal(status, 0, stderr.slice(0, 2000));
      const { runs, problems } = JSON.parse(stdout) as Scan;
      const names = runs.map((run) => run.name);
      ok(names.includes("first") && names.includes("last"), names.join());
      if (took >= soon) ok(took < soon * slowness().clock, `${Math.round(took)} ms`);
      const said = problems.map(({ path, message }) => `${path}: ${message}`).join("\n");
      if (named && !atRoot) match(said, named);
    });
  }

  it("is one where every kind has at least four of them", () => {
    const kinds = groupBy(hostileCases, ({ kind }) => kind);
    deepEqual(
      [...kinds].filter(([, cases]) => cases.length < 4),
      [],
    );
  });
});
