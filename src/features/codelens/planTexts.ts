import type * as vscode from "vscode";
import type { ProfileChoice } from "../../host/profileChoice";
import { wordsOf } from "../../launches/plan";
import { joinWords } from "../../launches/words";
import { HumanError } from "../../util/errors";
import { t } from "../../util/text";

/** Lenses are drawn with every write of a run; the folders of a project are looked through at most this often, in ms. */
const pace = 5000;

/** What a start would do, as text: the command, where, and with which Python; or why it cannot. */
export class PlanTexts {
  private known = new WeakMap<vscode.TextDocument, { readonly at: number; readonly text: Promise<string> }>();

  constructor(private readonly profiles: ProfileChoice) {}

  /** Another profile may have been chosen. */
  forget(): void {
    this.known = new WeakMap();
  }

  tooltip(document: vscode.TextDocument): Promise<string> {
    const before = this.known.get(document);
    if (before && Date.now() - before.at < pace) return before.text;
    const text = describe(document.uri, this.profiles);
    this.known.set(document, { at: Date.now(), text });
    return text;
  }
}

async function describe(script: vscode.Uri, profiles: ProfileChoice): Promise<string> {
  try {
    const profile = await profiles.chosen(script);
    const plan = await profiles.plan(script, profile?.args ?? []);
    const { interpreter, cwd, pythonPath } = plan;
    return [
      profile
        ? t("Start in the terminal with the profile {name}", { name: profile.name })
        : t("Start in the terminal, without arguments"),
      joinWords(wordsOf(plan), process.platform === "win32"),
      t("Python: {name}", { name: interpreter.name }),
      t("Folder: {cwd}", { cwd }),
      ...(pythonPath.length === 0 ? [] : [t("PYTHONPATH: {folders}", { folders: pythonPath.join(", ") })]),
    ].join("\n");
  } catch (error) {
    if (error instanceof HumanError) return error.message;
    throw error;
  }
}
