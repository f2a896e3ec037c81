import { equal, rejects } from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { McpServer } from "../../../src/features/agents/server";
import { useTempFolder } from "../../support/tempFolder";

describe("The server that the editor's own chat asks", () => {
  const temp = useTempFolder();
  let server: McpServer | undefined;
  afterEach(() => server?.dispose());

  /** A server that ends before its first so many answers, each time after writing half a line. */
  function dying(times: number): McpServer {
    const program = join(temp(), `server-${times}.js`);
    const deaths = join(temp(), `deaths-${times}`);
    writeFileSync(
      program,
      `const fs = require("node:fs"), file = ${JSON.stringify(deaths)};
       const died = fs.existsSync(file) ? fs.readFileSync(file, "utf8").length : 0;
       require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
         if (died < ${times}) {
           fs.appendFileSync(file, "x");
           process.stdout.write("{half", () => process.exit(9));
           return;
         }
         const { id, params } = JSON.parse(line);
         console.log("no answer at all");
         console.log(JSON.stringify({ jsonrpc: "2.0", id, result: { content: [{ type: "text", text: params.name }] } }));
       });`,
    );
    return (server = new McpServer(program, temp()));
  }

  it("is asked again where it ends before it answers: the question outlives it", async () => {
    equal(await dying(1).ask("list_runs", {}), "list_runs");
    equal(existsSync(join(temp(), "deaths-1")), true, "it ended once");
  });

  it("says why there is no answer where the next ends, too", async () => {
    await rejects(dying(9).ask("list_runs", {}), /ended before it answered, twice/);
  });

  it("leaves no question without an end when it is stopped", async () => {
    const asked = dying(0).ask("list_runs", {});
    server?.dispose();
    await rejects(asked, /was stopped/);
  });
});
