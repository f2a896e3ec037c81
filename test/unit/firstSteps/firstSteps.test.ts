import { deepEqual, equal, ok } from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "../../../src/cli/load";
import { dayOf } from "../../../src/cli/today";
import { configurations, launcherText } from "../../../src/features/agents/configuration";
import { issueAddress, issueBody } from "../../../src/features/firstSteps/issue";
import { writeSampleRuns } from "../../../src/features/firstSteps/sampleRuns";
import { makeRun } from "../../support/runs";
import { useTempFolder } from "../../support/tempFolder";

describe("First steps", () => {
  const temp = useTempFolder();

  it("have sample runs in which there is something to see: seed groups, a best one, one that diverges", async () => {
    writeSampleRuns(temp());
    const loaded = await load(temp());
    equal(loaded.runs.length, 16);
    deepEqual(loaded.problems, []);
    const { sentence } = dayOf(loaded, undefined, Date.now());
    ok(/16 runs\. Best .*0\.01, 5 seeds, 0\.9\d+ ± 0\.0\d+\. 1 diverged\.$/.test(sentence), sentence);
  });

  it("fill in an issue without a name, a path, a param or a note", () => {
    const secret = makeRun(
      "secret/project",
      { "secret/metric": [1] },
      { params: { secret: "secret" }, notes: "secret", command: "secret" },
    );
    const body = issueBody({ Lossline: "1.2.3" }, [secret, secret], 2);
    ok(!body.includes("secret"), body);
    ok(body.includes("- Lossline: 1.2.3\n- Runs by format: csv 2\n- Runs by status: unknown 2\n"), body);
  });

  it("begin an issue where the repository lies, with its text whole", () => {
    const address = new URL(issueAddress("https://example.org/a/b.git", "one:\n- two & #3"));
    equal(address.origin + address.pathname, "https://example.org/a/b/issues/new");
    equal(address.searchParams.get("body"), "one:\n- two & #3");
  });

  it("give each client of the server what it can read, by a launcher that survives updates", () => {
    const all = configurations("/store/it's.js", "/my project");
    for (const { client, text } of all.filter(({ place }) => place.endsWith("json"))) {
      const found = JSON.parse(text) as Readonly<
        Record<string, { readonly lossline: { readonly args: readonly string[] } }>
      >;
      deepEqual(Object.values(found)[0]!.lossline.args, ["/store/it's.js", "mcp", "/my project"], client);
    }
    ok(all.find(({ client }) => client === "Codex")!.text.includes('args = ["/store/it\'s.js","mcp","/my project"]'));
    ok(launcherText('C:\\a "b"\\cli.js').includes('require("C:\\\\a \\"b\\"\\\\cli.js");'));
  });

  it("are at most six, each with a page that is there and an event that completes it", () => {
    const { contributes } = JSON.parse(readFileSync("package.json", "utf8")) as {
      readonly contributes: {
        readonly walkthroughs: readonly {
          readonly steps: readonly {
            readonly media: { readonly markdown: string };
            readonly completionEvents: readonly string[];
          }[];
        }[];
        readonly chatSkills: readonly { readonly path: string }[];
      };
    };
    const [{ steps }] = contributes.walkthroughs as [(typeof contributes.walkthroughs)[0]];
    ok(steps.length <= 6);
    for (const { media, completionEvents } of steps) ok(existsSync(media.markdown) && completionEvents.length > 0);
    for (const { path } of contributes.chatSkills)
      ok(readFileSync(join(".", path), "utf8").startsWith("---\nname: lossline\n"));
  });
});
