import type { FrameLocator } from "playwright-core";
import { axeScript } from "../../scripts/lib/axe.mjs";

interface Finding {
  readonly id: string;
  readonly impact: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What axe-core finds on a page, by every rule that it has: a line each, empty if nothing. */
export async function axeFindings(page: FrameLocator): Promise<string[]> {
  const handle = await page.locator("html").elementHandle();
  const frame = await handle.ownerFrame();
  if (!frame) throw new Error("the page is gone");
  // Evaluated by the debugger, which a page's policy does not bind: a script element would be refused.
  await frame.evaluate(await axeScript());
  const found = await frame.evaluate<readonly Finding[]>("axe.run(document).then(({ violations }) => violations)");
  return found.flatMap(({ id, impact, help, nodes }) =>
    nodes.map(
      ({ html, failureSummary = "" }) =>
        `${impact} ${id}: ${help} | ${html.slice(0, 200)} | ${failureSummary.slice(0, 300)}`,
    ),
  );
}
