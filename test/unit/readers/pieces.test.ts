import assert from "node:assert/strict";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { RawSource } from "../../../src/readers/raw";
import { claimsBelow, drain, everything } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";

/** Damaged logs that once told something else when they were read in pieces. Found by `npm run fuzz`. */
describe("a damaged log", () => {
  const temp = useTempFolder();
  let made = 0;

  function assertSameInPieces(write: (folder: string) => void): void {
    const folder = join(temp(), String(made++));
    mkdirSync(folder);
    write(folder);
    const claims = claimsBelow(folder);
    assert.ok(claims.length > 0);
    for (const { claim, format } of claims) {
      const read = (budget: number) => {
        const source = new RawSource();
        drain(format.open(claim.path), source, budget);
        return everything(source);
      };
      for (const piece of [18, 34, 94, 190]) assert.deepEqual(read(piece), read(1 << 20));
    }
  }

  const file = (name: string, text: string | Buffer) => (folder: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };

  it("of Monitor begins when its header says, also where its times count from 0 again", () => {
    const rows = "r,l,t\n52,53,1.25\n610,120,9.5\n44,45,4.125\n38,40,7.75\n";
    assertSameInPieces(file("logs/monitor.csv", `#{"t_start": 1640000000.25, "env_id": "CartPole-v1"}\n${rows}`));
  });

  it("that is no UTF-8 has the same letters in rows with quotes and in those without", () => {
    const rows = Array.from({ length: 8 }, (_, at) => `${at},1.\xa0776,0.5${at},h\xf6he\n`).join("");
    const text = `step,loss,acc,"gr\xf6\xdfe"\n${rows}8,0.5,0"7,"l\xe4nge"\n${rows.replace(/^/gm, "1").replace(/\n1$/, "\n")}`;
    assertSameInPieces(file("metrics.csv", Buffer.from(text, "latin1")));
  });

  it("with quotes has its rows end in the same places, wherever a bare line end stands in it", () => {
    const rows = '"a,b",loss,"say ""hi""",step\r\n0,1.0,inf,0\r\n2,0.25,i\nnf,2\r\n1,0.5,inf,1\r\n';
    assertSameInPieces(file("version_0/metrics.csv", rows));
  });

  it("with quotes has the same numbers where white space beyond ASCII stands before one", () => {
    const rows = '"a,b",loss,step\r\n0,1.0,\u2028\u20280\r\n1,0.5,\u00a01\r\n2,0.25,2\r\n';
    assertSameInPieces(file("version_0/metrics.csv", rows));
  });

  it("has a quoted cell end at its quote, or none where that is too far, however much was there", () => {
    const cell = (lines: number) => `1,"a${"\n".repeat(lines)}b",0.5\n`;
    const rows = `step,note,loss\n${[99, 100, 101, 102, 150, 300].map(cell).join("")}2,c,0.25\n`;
    assertSameInPieces(file("metrics.csv", rows));
    const long = (length: number) => `1,"${"a\n".repeat(50)}${"b".repeat(length)}",0.5\n`;
    assertSameInPieces(file("metrics.csv", `step,note,loss\n${[65_400, 65_500, 66_000].map(long).join("")}2,c,0.25\n`));
  });

  it("has its rows behind a cell that goes on behind its quote", () => {
    assertSameInPieces(file("metrics.csv", 'step,note,loss\n1,"a"b,0.5\n2,"c" d,0.25\n3,"e""f",0.125\n4,g,0.1\n'));
  });

  it("that is no UTF-8 keeps the letters that cells of rows with quotes begin with", () => {
    const rows = '1,0.5,"gr\xf6\xdfe"\n2,0.25,h\xf6he\n3,0.125,"l\xe4nge"\n';
    assertSameInPieces(file("metrics.csv", Buffer.from(`step,_loss,(note\n${rows}`, "latin1")));
  });

  it("has its numbers grouped by its delimiter, also where its first look came before its first line", () => {
    assertSameInPieces(file("metrics.csv", "epoch;val/box_loss;lr/pg0\n1;1,700;0,01\n2;0,5;0,01\n"));
    assertSameInPieces(file("metrics.csv", "# one, two, and three\nepoch;loss\n1;1,7\n2;0,5\n"));
    assertSameInPieces(file("metrics.csv", "epoch loss\n1 1.5\n2 0.5\n"));
    assertSameInPieces(file("metrics.csv", "Of today\nepoch;loss\n1;1,7\n2;0,5\n"));
  });

  it("of JSON lines has the settings of a training in that one alone, once another has begun", () => {
    const settings = '{"type": "start", "args": {"lr": 0.1, "epochs": 4}}\n';
    const rows = [0, 1, 2].map((epoch) => `{"type": "epoch", "epoch": ${epoch}, "loss": ${4 - epoch}}\n`).join("");
    assertSameInPieces(file("log.jsonl", settings + rows + rows));
    assertSameInPieces((folder) => {
      file("log.jsonl", settings + rows + rows)(folder);
      file("config.json", '{"lr": 0.3}')(folder);
    });
  });

  it("of W&B takes back results of the summary once the history has the metric", () => {
    assertSameInPieces((folder) => cpSync("test/fixtures/wandb/v0_18_step_metrics", folder, { recursive: true }));
  });
});
