import type { SyntaxNode } from "@lezer/common";
import { valueOf } from "./literals";
import type { Source } from "./source";

/** What a field's comment says: the string below it, the comment behind it, or the one above it. */
export function commentOf(node: SyntaxNode, source: Source): string | undefined {
  if (node.name !== "AssignStatement") return undefined;
  const below = node.nextSibling?.name === "ExpressionStatement" ? node.nextSibling.firstChild : undefined;
  const text = below?.name === "String" ? valueOf(below, source) : undefined;
  const said = typeof text === "string" ? text : (behind(node, source) ?? above(node, source));
  return said === undefined || said === "" ? undefined : said.replace(/\s+/g, " ").trim().slice(0, 500);
}

function behind({ to }: SyntaxNode, { text }: Source): string | undefined {
  const end = text.indexOf("\n", to);
  const rest = text.slice(to, end < 0 ? undefined : end).trim();
  return rest.startsWith("#") ? rest.slice(1) : undefined;
}

function above({ from }: SyntaxNode, { text }: Source): string | undefined {
  const start = text.lastIndexOf("\n", from);
  const line = text.slice(text.lastIndexOf("\n", start - 1) + 1, Math.max(0, start)).trim();
  return line.startsWith("#") ? line.slice(1) : undefined;
}
