import { isSeq, Pair, parseDocument, YAMLMap, type CollectionTag } from "yaml";
import { messageOf } from "../../../util/errors";
import { parseFlatYaml } from "./flatYaml";
import type { Tree } from "../params/flatten";
import { t } from "../../../util/text";
import { withoutStacks } from "../../../util/withoutStacks";

/** What was read, or why it could not be. */
export type YamlResult = { readonly ok: true; readonly value: Tree } | { readonly ok: false; readonly reason: string };

/** More aliases than any configuration has; few enough for a "billion laughs" file to stay small. */
const maxAliasCount = 100;

/** Deeper than any configuration. The parser's time grows with the square of the depth, so it is looked at first. */
const deepest = 200;

/** Broken documents that are remembered: each reader of a folder may ask for the same one, and mistakes take long. */
const mostRemembered = 4;
/** Shorter ones are parsed at once: characters. */
const worthRemembering = 16 * 1024;
const broken = new Map<string, YamlResult>();

/**
 * Reads a YAML document as plain data. Tags such as `!!python/object:…`, which Lightning's hparams.yaml may hold, are
 * passed over: what they stand on is read as the mapping, list or text that it is, and nothing is ever constructed.
 */
export function parseYaml(text: string): YamlResult {
  const flat = parseFlatYaml(text);
  if (flat) return { ok: true, value: flat };
  const known = broken.get(text);
  if (known) return known;
  const result = parseWhole(text);
  if (result.ok || text.length < worthRemembering) return result;
  for (const oldest of broken.keys()) if (broken.size >= mostRemembered) broken.delete(oldest);
  broken.set(text, result);
  return result;
}

function parseWhole(text: string): YamlResult {
  if (isTooDeep(text)) return { ok: false, reason: t("nested more than {levels} levels deep", { levels: deepest }) };
  try {
    const document = withoutStacks(() =>
      parseDocument(text, {
        schema: "core",
        merge: true,
        strict: false,
        uniqueKeys: false,
        logLevel: "silent",
        // Pretty ones look for their line from the start of the text, each.
        prettyErrors: false,
        customTags: [orderedDict],
        stringKeys: false,
      }),
    );
    const error = document.errors[0];
    if (error) return { ok: false, reason: firstLine(error.message) };
    return { ok: true, value: document.toJS({ mapAsMap: true, maxAliasCount }) as Tree };
  } catch (error) {
    // Too many aliases, or nested beyond the stack.
    return { ok: false, reason: firstLine(messageOf(error)) };
  }
}

/** PyYAML's OrderedDict, as RL Zoo's files have it: a list of arguments, the first of which lists the pairs. */
const orderedDict: CollectionTag = {
  tag: "tag:yaml.org,2002:python/object/apply:collections.OrderedDict",
  collection: "seq",
  resolve(node) {
    const [pairs] = node.items;
    if (!isSeq(pairs)) return node;
    const map = new YAMLMap();
    for (const pair of pairs.items) {
      if (!isSeq(pair) || pair.items.length !== 2) return node;
      map.items.push(new Pair(pair.items[0], pair.items[1]));
    }
    return map;
  },
};

/** Counts brackets, in strings too: one that is wrong by so many is no configuration either. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth = bracket === "[" || bracket === "{" ? depth + 1 : Math.max(0, depth - 1);
    if (depth > deepest) return true;
  }
  return nestedOnOneLine.test(text);
}

const nestedOnOneLine = new RegExp(`(?:[-?:][ \\t]+){${deepest}}`);

function firstLine(message: string): string {
  return message.split("\n", 1)[0]!.replace(/:$/, "");
}
