/** Names that a log may have, and that must stay names on a page: asked for of a feed by the address, ?hostile=1. */
export const hostileNames: readonly string[] = [
  "<img src=x onerror=alert(1)>",
  "<script>alert(2)</script>",
  "</script><svg onload=alert(3)>",
  "=cmd()|' /C calc'!A0",
  "\u202eexe.gnp\u202c",
  "tab\there | pipe",
  "line\nfeed",
  "__proto__",
  "constructor",
  "$(trash) `code` **bold**",
  `"'&amp;`,
  "x".repeat(5000),
  "𝒳 é 名 🚀",
];
