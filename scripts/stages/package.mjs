import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../lib/paths.mjs";
import { run, temporaryFolder } from "../lib/processes.mjs";
import { nothing } from "../lib/results.mjs";
import { say } from "../lib/say.mjs";
import { unzip } from "../lib/unzip.mjs";
import { packageExtension } from "../lib/vsix.mjs";

/** What the command line in the package answers: the arguments, the exit code, a text that its output has, and the language asked for. */
const questions = /** @type {const} */ ([
  [["--version"], 0, JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version],
  [["--help"], 0, "Exit codes: 0 done, 1 a regression, 2 invalid use"],
  [["scan", "sample"], 0, "runs/digits_lr0.3_s0"],
  [["check", "sample", "--baseline", "digits_lr0.3_s0", "--metric", "val/acc"], 1, "REGRESSION"],
  [["frobnicate"], 2, "Unknown command: frobnicate"],
  [["frobnicate"], 2, "未知命令：frobnicate", "zh_CN.UTF-8"],
]);

export default async () => {
  const { file, contents, size } = await packageExtension();
  say(`  ✔ the package: ${contents.length} files, ${Math.ceil(size / 1000)} KB`);
  const folder = temporaryFolder("unpacked");
  await unzip(file, folder);
  const failed = [];
  for (const [args, code, text, language = "C"] of questions) {
    const cli = join(folder, "extension", "dist", "cli.js");
    const answer = await run(process.execPath, [cli, ...args], {
      cwd: root,
      env: { ...process.env, LC_ALL: language },
    });
    const ok = answer.code === code && answer.output.includes(text);
    const name = `lossline ${args.join(" ")}, from the package${language === "C" ? "" : `, in ${language}`}`;
    say(`  ${ok ? "✔" : "✖"} ${name}`);
    if (ok) continue;
    say(`${answer.output}\nended with code ${answer.code}; ${code} and «${text}» were expected`);
    failed.push(name);
  }
  return { ...nothing(), passed: 1 + questions.length - failed.length, failed };
};
