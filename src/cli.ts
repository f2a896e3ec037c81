#!/usr/bin/env node
import { join } from "node:path";
import { isWatched, supervise } from "./cli/supervise";
import { systemCode } from "./util/errors";
import { loadLanguage, terminalLanguage } from "./util/languages";
import { t } from "./util/text";

loadLanguage(join(__dirname, "..", "l10n"), terminalLanguage(process.env));

const args = process.argv.slice(2);
const error = (text: string) => void process.stderr.write(text);

// Somebody who stops reading (lossline export … | head) ends us without a word.
process.stdout.on("error", (failure: Error) => {
  if (systemCode(failure) === "EPIPE") process.exit(0);
  error(`lossline: ${t("The output could not be written: {reason}", { reason: failure.message })}\n`);
  process.exit(2);
});

/** Waits for a reader that is slower than we are. */
async function out(text: string): Promise<void> {
  if (!process.stdout.write(text)) await new Promise((resolve) => process.stdout.once("drain", resolve));
}

async function work(): Promise<number> {
  const { watchSelf } = await import("./cli/watched");
  watchSelf();
  const { main } = await import("./cli/main");
  return main(args, out, error);
}

void (isWatched() ? work() : supervise(__filename, args, error)).then((code) => {
  process.exitCode = code;
});
