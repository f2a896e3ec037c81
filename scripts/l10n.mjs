// `npm run l10n`: writes l10n/bundle.l10n.json, the English texts that a translation is made from (docs/debugging.md).
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundleText, collect } from "./lib/l10n.mjs";
import { root } from "./lib/paths.mjs";
import { say } from "./lib/say.mjs";

const texts = collect(root);
mkdirSync(join(root, "l10n"), { recursive: true });
writeFileSync(join(root, "l10n", "bundle.l10n.json"), bundleText(texts));
say(`l10n/bundle.l10n.json: ${Object.keys(texts).length} texts`);
