import { textHead } from "./head";
import { fileStat } from "./stat";
import { t } from "../../../util/text";

/** A pointer is a few lines; whatever is larger is content: bytes. */
const largest = 1024;

/** Why a file's bytes are not what was logged, where a tool keeps its content elsewhere; undefined where they may be. */
export function pointerProblem(path: string): string | undefined {
  const stat = fileStat(path);
  if (!stat || stat.size > largest) return undefined;
  const head = textHead(path);
  return "reason" in head ? undefined : pointerIn(head);
}

/** The same, by a file's first bytes, where these are all that it has. */
export function pointerIn(head: Buffer): string | undefined {
  if (head.length > largest) return undefined;
  const text = head.toString("latin1");
  if (/^version https:\/\/git-lfs\.github\.com\/spec\//.test(text))
    return t("It is a Git LFS pointer: the content is not here. Run “git lfs pull” to get it.");
  if (/^\/annex\/objects\/|^[./]*\.git\/annex\/objects\//.test(text))
    return t("It is a git-annex pointer: the content is not here. Run “git annex get” to get it.");
  return undefined;
}
