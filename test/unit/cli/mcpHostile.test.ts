import { deepEqual, equal, ok } from "node:assert/strict";
import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { answerLine } from "../../../src/cli/mcp/jsonRpc";
import { Ledger } from "../../../src/cli/mcp/ledger";
import { Project } from "../../../src/cli/mcp/project";
import { toolsFor } from "../../../src/cli/mcp/tools";
import { lossline } from "../../support/commandLine";
import { hostileNotes, writeHostileNotes } from "../../support/hostileNotes";
import { useTempFolder } from "../../support/tempFolder";

interface Run {
  readonly id: string;
  readonly headline?: unknown;
}
interface Answered {
  readonly result?: { readonly content: readonly { readonly text: string }[]; readonly isError?: boolean };
  readonly error?: { readonly code: number };
}

/** Everything below a folder, so that one changed byte or name shows. */
function digestOf(folder: string): string {
  const hash = createHash("sha256");
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    const found = lstatSync(join(folder, path));
    hash.update(`${path} ${found.mode} ${found.mtimeMs}\n`);
    if (found.isFile()) hash.update(readFileSync(join(folder, path)));
  }
  return hash.digest("hex");
}

describe(`${hostileNotes.length} notes that are written to steer a model`, () => {
  const temp = useTempFolder();
  const folder = () => join(temp(), "project");
  let untouched: string;
  let tools: ReturnType<typeof toolsFor>;
  let runs: readonly Run[];

  const ask = async (name: string, given: object) =>
    JSON.parse(
      (await answerLine(
        JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name, arguments: given } }),
        tools,
      ))!,
    ) as Answered;
  /** The answer's text, once it is seen to be fenced, short and without what nobody sees. */
  const fenced = async (name: string, given: object) => {
    const { result } = await ask(name, given);
    const text = result?.content[0]?.text ?? "";
    equal(result?.isError ?? false, false, `${name}: ${text.slice(0, 300)}`);
    equal(text.split("```").length, 3, `${name}: nothing closes the fence`);
    ok(!/[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u202a-\u202e\u{e0000}-\u{e007f}]/u.test(text), name);
    ok(text.length < 60_000, `${name}: ${text.length}`);
    return JSON.parse(/```json\n(.*)\n```$/s.exec(text)![1]!) as Readonly<Record<string, unknown>>;
  };

  before(async () => {
    writeHostileNotes(folder());
    untouched = digestOf(folder());
    tools = toolsFor(new Project(folder(), undefined, new Ledger(folder(), join(temp(), "ledger"))));
    runs = (JSON.parse((await lossline("scan", folder(), "--json")).out) as { readonly runs: readonly Run[] }).runs;
  });

  it("are runs as any others: each is listed as scan lists it", async () => {
    equal(runs.length, hostileNotes.length);
    const list = await fenced("list_runs", { limit: 200, sort: "path" });
    deepEqual((list["runs"] as readonly Run[]).map(({ id }) => id).sort(), runs.map(({ id }) => id).sort());
  });

  it("stay data in what every tool answers", async () => {
    for (const name of ["find_anomalies", "get_events"]) await fenced(name, { limit: 500 });
    const [base] = runs;
    for (const { id } of runs) {
      await fenced("get_run", { run: id, limit: 500 });
      await fenced("get_metric", { run: id, metric: "val/acc", points: 5 });
      await fenced("get_launch_command", { run: id });
      if (id === base?.id) continue;
      const given = { runs: [id], baseline: [base!.id] };
      const compared = await fenced("compare_runs", given);
      // The third is one more step than the second: nobody's note makes one run against one better.
      ok(compared["verdict"] !== "better", String(compared["verdict"]));
      await fenced("explain_difference", given);
    }
  });

  it("are no way out of the folder, nor to a tool that isn't there", async () => {
    for (const run of [...hostileNotes, "/etc/passwd", "../..", "/", "runs/../../.."]) {
      const { result, error } = await ask("get_run", { run });
      ok(result?.isError === true || error !== undefined, run.slice(0, 80));
      ok(!/root:x:/.test(JSON.stringify(result)), run.slice(0, 80));
    }
    for (const name of ["delete_runs", "launch_run", "__proto__", "constructor", "list_runs "])
      equal((await ask(name, {})).error?.code, -32602, name);
    for (const limit of [1e9, -1, "all"])
      equal((await ask("list_runs", { limit })).result?.isError, true, String(limit));
  });

  it("have changed nothing", () => {
    equal(digestOf(folder()), untouched);
  });
});
