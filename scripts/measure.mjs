// `npm run measure`: the house in numbers, as docs/house.md has them: lines, files, functions, exports, arrows between features.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { sources } from "./lib/l10n.mjs";
import { root } from "./lib/paths.mjs";
import { say } from "./lib/say.mjs";

const files = sources(root).map((path) => {
  const text = readFileSync(join(root, path), "utf8");
  return {
    path,
    text,
    lines: text.split("\n").length - 1,
    tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true),
  };
});

/** @param {number[]} values @param {number} share @returns {number} */
function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** @param {(node: ts.Node, tree: ts.SourceFile, path: string) => void} look */
function forEachNode(look) {
  for (const { tree, path } of files) {
    /** @param {ts.Node} node */
    const visit = (node) => {
      look(node, tree, path);
      ts.forEachChild(node, visit);
    };
    visit(tree);
  }
}

/** @type {number[]} */
const functions = [];
let exported = 0;
let documented = 0;
let arrows = 0;
forEachNode((node, tree, path) => {
  if (ts.isFunctionLike(node) && "body" in node && node.body) {
    const line = (/** @type {number} */ at) => tree.getLineAndCharacterOfPosition(at).line;
    functions.push(line(node.getEnd()) - line(node.getStart()) + 1);
  }
  const declares =
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isVariableStatement(node);
  if (declares && node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) {
    exported++;
    if (ts.getJSDocCommentsAndTags(node).length > 0) documented++;
  }
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    const [, feature] = /^src\/features\/([^/]+)\//.exec(path) ?? [];
    const [, other] =
      /^src\/features\/([^/]+)\//.exec(join(path, "..", node.moduleSpecifier.text).replaceAll("\\", "/")) ?? [];
    if (feature !== undefined && other !== undefined && feature !== other) arrows++;
  }
});

const lines = files.map((file) => file.lines);
const touching = files.filter(({ text }) => /from "vscode"/.test(text)).length;
const rows = [
  ["lines / files", `${lines.reduce((sum, one) => sum + one, 0).toLocaleString("en-US")} / ${files.length}`],
  ["median / longest file", `${quantile(lines, 0.5)} / ${Math.max(...lines)}`],
  [
    "functions: median / p90 / p99",
    `${quantile(functions, 0.5)} / ${quantile(functions, 0.9)} / ${quantile(functions, 0.99)}`,
  ],
  ["activation file", String(files.find(({ path }) => path === "src/extension.ts")?.lines ?? 0)],
  ["files that import `vscode`", `${touching} of ${files.length}`],
  ["documented exports", `${Math.round((100 * documented) / exported)} %`],
  ["imports between features", String(arrows)],
];
say(["| | Lossline |", "| --- | --- |", ...rows.map(([what, value]) => `| ${what} | ${value} |`)].join("\n"));
