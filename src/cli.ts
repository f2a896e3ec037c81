#!/usr/bin/env node
import { main } from "./cli/main";
import { systemCode } from "./util/errors";

// Somebody who stops reading (lossline export … | head) ends us without a word.
process.stdout.on("error", (error: Error) => {
  if (systemCode(error) === "EPIPE") process.exit(0);
  process.stderr.write(`lossline: What was to be printed could not be written: ${error.message}\n`);
  process.exit(2);
});

/** Waits for a reader that is slower than we are. */
async function out(text: string): Promise<void> {
  if (!process.stdout.write(text)) await new Promise((resolve) => process.stdout.once("drain", resolve));
}

void main(process.argv.slice(2), out, (text) => process.stderr.write(text)).then((code) => {
  process.exitCode = code;
});
