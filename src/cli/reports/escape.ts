import { shown, shownLines } from "../../util/shown";

/** Text of an XML document or attribute: its five special characters, and none that XML 1.0 forbids. */
export function xml(text: string): string {
  const allowed = shownLines(text.replaceAll("\t", " ")).replace(
    /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu,
    "�",
  );
  return allowed
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&apos;")
    .replace(/[\t\n\r]/g, (space) => `&#${space.charCodeAt(0)};`);
}

/** Text of one cell of a Markdown table: nothing in it is markup, a link or the end of the cell. */
export function markdown(text: string): string {
  return shown(text.replace(/[\t\n\r]/g, " "))
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[\\`*_{}[\]()#+!|~$@:-]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

/** The message of a GitHub workflow command, as actions/toolkit escapes it. */
export function githubMessage(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** A property of one: `title=…`. */
export function githubProperty(text: string): string {
  return githubMessage(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
