import { open } from "node:fs/promises";
import * as vscode from "vscode";
import { plural, t } from "../../util/text";

/** The most characters that are put on the clipboard. */
const mostCopied = 20_000_000;

/** Puts lines on the clipboard, as many as it should hold, and says how many. */
export async function copyLines(lines: Iterable<string>): Promise<void> {
  const parts: string[] = [];
  let length = 0;
  for (const line of lines) {
    length += line.length;
    if (length > mostCopied) {
      void vscode.window.showWarningMessage(t("Only the first {count} points were copied: export the data as a file to have all.", { count: parts.length - 1 })); // prettier-ignore
      break;
    }
    parts.push(line);
  }
  await vscode.env.clipboard.writeText(parts.join(""));
  const points = plural(Math.max(0, parts.length - 1), {
    one: "{count} point copied.",
    other: "{count} points copied.",
  });
  vscode.window.setStatusBarMessage(points, 5000);
}

/** Lets the user choose a CSV file and writes the lines there, a megabyte at a time. */
export async function saveLines(name: string, lines: () => Promise<Iterable<string>>): Promise<void> {
  const target = await chooseFile(`${name}.csv`, { CSV: ["csv"] });
  if (!target) return;
  const file = await open(target.fsPath, "w");
  try {
    let part = "";
    for (const line of await lines()) {
      part += line;
      if (part.length < 2 ** 20) continue;
      await file.write(part);
      part = "";
    }
    await file.write(part);
  } finally {
    await file.close();
  }
}

/** Lets the user choose a PNG or SVG file and writes the picture there. */
export async function savePicture(name: string, svg: string, png: Uint8Array): Promise<void> {
  const target = await chooseFile(`${name}.png`, { PNG: ["png"], SVG: ["svg"] });
  if (target) await vscode.workspace.fs.writeFile(target, target.path.endsWith(".svg") ? Buffer.from(svg) : png);
}

function chooseFile(name: string, filters: Record<string, string[]>): Thenable<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const plain = name.replace(/[^\w.-]+/g, "_");
  return vscode.window.showSaveDialog({ ...(folder && { defaultUri: vscode.Uri.joinPath(folder, plain) }), filters });
}
