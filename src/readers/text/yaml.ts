import { parseDocument } from "yaml";
import { messageOf } from "../../util/errors";
import type { Tree } from "./flatten";

/** What was read, or why it could not be. */
export type YamlResult = { readonly ok: true; readonly value: Tree } | { readonly ok: false; readonly reason: string };

/** More aliases than any configuration has; few enough for a "billion laughs" file to stay small. */
const maxAliasCount = 100;

/**
 * Reads a YAML document as plain data. Tags such as `!!python/object:…`, which Lightning's hparams.yaml may hold, are
 * passed over: what they stand on is read as the mapping, list or text that it is, and nothing is ever constructed.
 */
export function parseYaml(text: string): YamlResult {
  try {
    const document = parseDocument(text, {
      schema: "core",
      merge: true,
      strict: false,
      uniqueKeys: false,
      logLevel: "silent",
      stringKeys: false,
    });
    const error = document.errors[0];
    if (error) return { ok: false, reason: firstLine(error.message) };
    return { ok: true, value: document.toJS({ mapAsMap: true, maxAliasCount }) as Tree };
  } catch (error) {
    // Too many aliases, or nested beyond the stack.
    return { ok: false, reason: firstLine(messageOf(error)) };
  }
}

function firstLine(message: string): string {
  return message.split("\n", 1)[0]!.replace(/:$/, "");
}
