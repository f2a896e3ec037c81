import { element } from "../page/dom";
import type { CompareAnswer } from "../../src/shared/compare";
import type { CodeBetween, CompareModel } from "../../src/shared/pages/compare";
import { plural, t } from "../../src/util/text";
import type { CompareLine } from "./page";
import { sideName } from "./sections";

/** The code between each side and the first: commits, files, and a way into VS Code's own diff editor. */
export async function codeSection(
  answer: CompareAnswer,
  { trusted }: CompareModel,
  line: CompareLine,
): Promise<HTMLElement[]> {
  if (!trusted) return [element("p", { text: t("In a restricted workspace, Git is not asked what changed.") })];
  try {
    const [found, patches] = await Promise.all([line.ask("code"), line.ask("patches")]);
    return found.flatMap((between, at) => [
      betweenOf(between, answer, at + 1, line),
      ...patchPart(patches, answer, at + 1, line),
    ]);
  } catch (error) {
    return [element("p", { text: error instanceof Error ? error.message : String(error) })];
  }
}

/** A way to what was not committed, where a tracker or a launch recorded that of either side. */
function patchPart(
  patches: readonly boolean[],
  { sides }: CompareAnswer,
  side: number,
  line: CompareLine,
): HTMLElement[] {
  const [first, own] = [patches[0] === true, patches[side] === true];
  if (!first && !own) return [];
  const name = sideName(sides[side]!);
  const text = own
    ? first
      ? t("{run}: uncommitted changes of both are recorded.", { run: name })
      : t("{run}: uncommitted changes of it are recorded.", { run: name })
    : t("{run}: uncommitted changes of the first side alone are recorded.", { run: name });
  const open = element("button", { class: "link", text: t("Show Recorded Changes"), attributes: { type: "button" } });
  open.onclick = () => line.show("openPatch", side);
  return [element("p", {}, `${text} `, open)];
}

function betweenOf(
  between: CodeBetween | null,
  { sides }: CompareAnswer,
  side: number,
  line: CompareLine,
): HTMLElement {
  const name = sideName(sides[side]!);
  if (!between) return element("p", { text: t("{run}: the commit of both runs isn’t recorded.", { run: name }) });
  const { from, to, commits, commitsLeftOut, files, filesLeftOut, refusal } = between;
  if (refusal !== undefined) return element("p", { text: `${name}: ${refusal}` });
  if (from === to)
    return element("p", { text: t("{run}: the same commit, {commit}.", { run: name, commit: from.slice(0, 8) }) });
  const open = element("button", { class: "link", text: t("Show All Changes"), attributes: { type: "button" } });
  open.onclick = () => line.show("openCode", side, undefined);
  const counts = [
    plural(commits.length + commitsLeftOut, { one: "{count} commit", other: "{count} commits" }),
    plural(files.length + filesLeftOut, { one: "{count} file", other: "{count} files" }),
  ].join(", ");
  const rest = commitsLeftOut + filesLeftOut > 0 ? [element("p", { text: t("The rest is in the diff editor.") })] : [];
  return element(
    "details",
    { class: "between" },
    element("summary", { text: `${name}: ${from.slice(0, 8)} … ${to.slice(0, 8)}, ${counts}` }),
    element("ul", { class: "commits" }, ...commits.map((text) => element("li", { text }))),
    element("ul", { class: "files" }, ...files.map((file) => element("li", {}, fileButton(file, side, line)))),
    ...rest,
    open,
  );
}

function fileButton(file: string, side: number, line: CompareLine): HTMLElement {
  const button = element("button", { class: "link", text: file, attributes: { type: "button" } });
  button.onclick = () => line.show("openCode", side, file);
  return button;
}
