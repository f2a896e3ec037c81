import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RawSource } from "../../../src/readers/raw";
import { formatOf } from "../../../src/readers/registry";
import { claimsBelow, drain, indexOf } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";
import { describeCases } from "../../support/truth/cases";

describeCases("guild");

describe("a run of Guild", () => {
  const temp = useTempFolder();
  let folders = 0;
  const begin = (files: Readonly<Record<string, string>>) => {
    const folder = join(temp(), String(folders++), "0a1b");
    for (const [name, content] of Object.entries(files)) put(folder, name, content);
    return folder;
  };
  const put = (folder: string, name: string, content: string) => {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), content);
  };
  const opref = { ".guild/opref": "guildfile:/p/guild.yml 0a 'cnn' train" };
  const started = { ".guild/attrs/started": "1790000000000000\n" };
  const follow = (folder: string) => {
    const source = new RawSource();
    const reader = formatOf("guild").open(join(folder, ".guild"));
    return { facts: source.run().facts, run: source.run(), read: () => drain(reader, source) };
  };

  it("is one that was begun, and not Guild's own home or a project", () => {
    assert.deepEqual(claimsBelow(begin({ ".guild/cache/x": "" })), []);
    assert.deepEqual(claimsBelow(begin(opref)), []);
    assert.equal(claimsBelow(begin({ ...opref, ...started }))[0]?.format.id, "guild");
  });

  it("runs while it is locked, and ends with its exit code", () => {
    const folder = begin({ ...opref, ...started, ".guild/LOCK": "1", ".guild/attrs/flags": "lr: 0.1\n__proto__: 3\n" });
    const { facts, run, read } = follow(folder);
    read();
    assert.equal(facts.status?.status, "running");
    assert.equal(facts.group, "cnn:train");
    assert.deepEqual(
      [...run.params],
      [
        ["lr", 0.1],
        ["__proto__", 3],
      ],
    );
    put(folder, ".guild/attrs/exit_status", "-15\n");
    read();
    assert.deepEqual(facts.status, { status: "killed", reason: "Guild recorded exit code -15" });
    put(folder, ".guild/attrs/exit_status", "2 \n");
    read();
    assert.equal(facts.status.status, "failed");
  });

  it("takes what cannot be read for nothing", () => {
    const { facts, read } = follow(
      begin({
        ".guild/opref": "?",
        ".guild/attrs/started": "1e999",
        ".guild/attrs/exit_status": "[",
        ".guild/attrs/tags": "x".repeat(70_000),
        ".guild/attrs/vcs_commit": "git:none",
      }),
    );
    assert.deepEqual(read(), { state: "idle" });
    assert.deepEqual(facts, { name: "run" });
  });

  it("has all that its program logs, wherever in its folder", () => {
    const folder = begin({ ...opref, ...started, "out/log.csv": "step,loss\n0,2\n1,1\n2,0.5\n" });
    const runs = [...indexOf(join(folder, "..")).runs.values()];
    assert.deepEqual(
      runs.map(({ summary, series }) => [summary.path, [...series.keys()]]),
      [["0a1b", ["loss"]]],
    );
  });
});
