// axe-core, which the end-to-end tests look for faults of accessibility with. No dependency: nothing but one test needs it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cached } from "./cache.mjs";
import { unpack } from "./npm-package.mjs";
import { step } from "./say.mjs";

/** @type {import("./npm-package.mjs").Pinned} */
const pinned = {
  name: "axe-core",
  version: "4.14.1",
  integrity: "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
};

/** The script that gives a page the global `axe`. */
export async function axeScript() {
  const folder = await cached(`axe-core-${pinned.version}`, (draft) =>
    step(`Downloading axe-core ${pinned.version}`, () => unpack(pinned, draft, "package/axe.min.js")),
  );
  return readFileSync(join(folder, "package", "axe.min.js"), "utf8");
}
