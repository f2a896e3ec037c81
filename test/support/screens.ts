/** Takes the pictures; scripts/screens.mjs calls it. */
import { scenes, type Scene } from "./scenes";
import { Workbench } from "./workbench";

/**
 * @param text only the scenes whose names contain it
 * @param report is told of each scene: its picture's path, or why there is none as it should be
 */
export async function takeScreens(text: string, report: (name: string, result: string | Error) => void): Promise<void> {
  for (const scene of scenes.filter(({ name }) => name.includes(text))) report(scene.name, await take(scene));
}

async function take({ name, options, act }: Scene): Promise<string | Error> {
  const workbench = await Workbench.open(typeof options === "function" ? options() : options);
  try {
    await act(workbench);
    return await workbench.screenshot(name, "screens");
  } catch (error) {
    await workbench.screenshot(name, "screens"); // what it came to is worth seeing, too
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    await workbench.close();
  }
}
