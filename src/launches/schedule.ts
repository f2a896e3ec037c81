import { quote } from "./quote";
import { HumanError } from "../util/errors";
import { t } from "../util/text";

/** An evaluation that is to be repeated by something else than the editor. */
export interface Scheduled {
  /** How people call the model: "digits, version 1". */
  readonly model: string;
  /** Words of the command. */
  readonly words: readonly string[];
  /** Which of them names the folder that it writes to, if one does: each evaluation gets its own, by the date. */
  readonly written: number | undefined;
  /** Names of variables that the command has in the editor. */
  readonly variables: readonly string[];
  /** Absolute path in which it runs, on this machine; relative to the repository for a workflow. */
  readonly cwd: string;
}

const hour = "0 2 * * *";

/**
 * A line of a crontab that evaluates each night and reports by its exit code what became worse.
 * @param lossline words that start the command line @param root absolute path of the project
 * @throws {HumanError} if a word or a path holds a line break
 */
export function cronText(scheduled: Scheduled, lossline: readonly string[], root: string): string {
  const steps = [
    `cd ${inLine(scheduled.cwd)}`,
    lineOf(scheduled),
    `${lossline.map(inLine).join(" ")} monitor ${inLine(root)}`,
  ];
  const notes = [
    t("Evaluates {model} each night at 2, and ends with 1 if it became worse. Add the last line with “crontab -e”.", {
      model: scheduled.model,
    }),
    ...variablesNote(scheduled),
  ];
  // To cron, a percent sign is the end of the command.
  return [...commented(notes), `${hour}  ${steps.join(" && ").replaceAll("%", "\\%")}`, ""].join("\n");
}

/** What a workflow of GitHub's needs to know beside the command. */
export interface Workflow extends Scheduled {
  /** The folder in which evaluations lie, relative to the repository, with slashes. */
  readonly evaluations: string;
  /** Installs what the script needs: a command, if it is known. */
  readonly install: string | undefined;
  /** Lossline's version. */
  readonly version: string;
}

/**
 * A workflow of GitHub Actions that does the same; earlier evaluations are kept in its cache, since what is noise is known by them.
 * @throws {HumanError} as `cronText`
 */
export function workflowText(workflow: Workflow): string {
  const { model, cwd, evaluations, install, version } = workflow;
  const notes = [
    t("Evaluates {model} each night at 2, and fails if it became worse. Save it below .github/workflows.", { model }),
    ...variablesNote(workflow),
    ...(install === undefined ? [t("Add a step that installs what the script needs.")] : []),
  ];
  const file = `lossline.lossline-${version}.vsix`;
  const step = (command: string, folder = "") => [
    "      - run: |",
    `          ${command}`,
    ...(folder === "" || folder === "." ? [] : [`        working-directory: ${asText(folder)}`]),
  ];
  return [
    ...commented(notes),
    `name: ${JSON.stringify(t("Evaluate {model}", { model }).replaceAll("${{", "$ {{"))}`,
    "on:",
    `  schedule: [{ cron: "${hour}" }]`,
    "  workflow_dispatch:",
    "jobs:",
    "  evaluate:",
    "    runs-on: ubuntu-latest",
    "    steps:",
    "      - uses: actions/checkout@v4",
    "        with: { lfs: true }",
    "      - uses: actions/setup-python@v5",
    '        with: { python-version: "3.12" }',
    "      - uses: actions/setup-node@v4",
    "        with: { node-version: 22 }",
    "      - uses: actions/cache@v4",
    "        with:",
    `          path: ${asText(evaluations)}`,
    "          key: evaluations-${{ github.run_id }}",
    "          restore-keys: evaluations-",
    ...(install === undefined ? [] : step(install)),
    ...step(lineOf(workflow), cwd),
    ...step(
      `curl -fsSL https://open-vsx.org/api/lossline/lossline/${version}/file/${file} -o "$RUNNER_TEMP/lossline.zip" && unzip -q "$RUNNER_TEMP/lossline.zip" -d "$RUNNER_TEMP/lossline"`,
    ),
    ...step('node "$RUNNER_TEMP/lossline/extension/dist/cli.js" monitor .'),
    "",
  ].join("\n");
}

/** A value of YAML in which nothing is an expression of GitHub's: where one would begin, an expression says its first signs as text. */
function asText(value: string): string {
  return JSON.stringify(value.replaceAll("${{", () => "${{ '${{' }}"));
}

/** The command; what it writes goes to a folder of the day. GitHub would take `${{` for the beginning of an expression. */
function lineOf({ words, written }: Scheduled): string {
  const line = words.map((word, at) => inLine(word) + (at === written ? "-$(date +%F)" : "")).join(" ");
  return line.replaceAll("${{", () => "$''{{");
}

/** Quoted for sh. After a line break cron would start what follows as a command of its own, and YAML would read it as its own. */
function inLine(word: string): string {
  if (/[\n\r\p{Zl}\p{Zp}]/u.test(word))
    throw new HumanError(t("This can’t be scheduled: an argument or a folder’s name contains a line break."));
  return quote(word, "sh");
}

function variablesNote({ variables }: Scheduled): string[] {
  return variables.length === 0 ? [] : [t("Set as in the editor: {names}.", { names: variables.join(", ") })];
}

/** Names come from files: none may end its line. */
function commented(notes: readonly string[]): string[] {
  return notes.map((note) => `# ${note.replaceAll(/\s+/g, " ")}`);
}
