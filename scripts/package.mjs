// Makes out/lossline.vsix and says what is in it.
import { relative } from "node:path";
import { root } from "./lib/paths.mjs";
import { say } from "./lib/say.mjs";
import { packageExtension } from "./lib/vsix.mjs";

const { file, size, contents } = await packageExtension();
for (const path of contents.sort()) say(`  ${path}`);
say(`${relative(root, file)}: ${contents.length} files, ${Math.ceil(size / 1000)} KB`);
