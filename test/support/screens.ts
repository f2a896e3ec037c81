/** Takes the pictures; scripts/screens.mjs calls it. */
import { join } from "node:path";
import { root } from "../../scripts/lib/paths.mjs";
import { writePicture } from "./picture";
import { scenes, type Scene } from "./scenes";
import { Workbench } from "./workbench";

/**
 * @param text only the scenes whose names contain it
 * @param documents only those whose pictures the documents show, which are written there, too
 * @param report is told of each scene: its picture's path, or why there is none as it should be
 */
export async function takeScreens(
  text: string,
  documents: boolean,
  report: (name: string, result: string | Error) => void,
): Promise<void> {
  const chosen = scenes.filter(({ name, picture }) => name.includes(text) && (!documents || picture !== undefined));
  for (const scene of chosen) report(scene.name, await take(scene, documents));
}

async function take({ name, options, act, picture }: Scene, documents: boolean): Promise<string | Error> {
  const workbench = await Workbench.open(typeof options === "function" ? options() : options);
  try {
    await act(workbench);
    const path = await workbench.screenshot(name, "screens");
    if (!documents || picture === undefined) return path;
    const to = join(root, "docs", "images", `${picture}.webp`);
    await writePicture(workbench.page, path, to);
    return to;
  } catch (error) {
    await workbench.screenshot(name, "screens"); // what it came to is worth seeing, too
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    await workbench.close();
  }
}
