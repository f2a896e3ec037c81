/** Control characters, ends of lines, and what turns the direction of the text after it: "gnp.exe" would read "exe.png". */
const unseen = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
const unseenInLines = new RegExp(
  unseen.source.replace("\\u0000-\\u001f", "\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f"),
  "g",
);
const sign = "\ufffd";

/** A name or another text from a file as people may see it, on one line: what they can't see in it, and what would mislead them, is "�". */
export function shown(text: string): string {
  return text.replace(unseen, sign);
}

/** The same for a text of several lines. */
export function shownLines(text: string): string {
  return text.replace(unseenInLines, sign);
}

/** A text from a file where VS Code draws icons: "$(trash)" in a run's name isn’t drawn as an icon in a lens or in the status bar. */
export function shownBesideIcons(text: string): string {
  return shown(text).replaceAll("$(", "$\u200b(");
}
