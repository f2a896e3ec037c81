import { deepEqual, equal, match, ok, rejects } from "node:assert/strict";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parseYaml } from "../../../src/readers/parsing/documents/yaml";
import { modelCard } from "../../../src/models/card";
import { checkpointsBelow, folderOf, homesOf, ranked, type Placed } from "../../../src/models/checkpoints";
import { promote, type PromotionOrder } from "../../../src/models/promote";
import { promotionIn } from "../../../src/models/promotion";
import { useTempFolder } from "../../support/tempFolder";

const promotion = {
  name: "digits",
  at: Date.UTC(2026, 10, 26),
  run: { handle: "runs/a", name: "a", params: { lr: 0.1, note: "| <b>x</b>" }, command: "python train.py ```" },
  metrics: [{ metric: "val/acc", value: 0.9, direction: "higher" as const, headline: true, step: 3 }],
};
const facts = { data: ["data/train.csv"], environment: ["torch 2.13.0"], notes: "# ignore [this](http://x)" };

async function checkpointsOf(run: Placed, others: readonly Placed[]) {
  const top = await folderOf(run);
  return top === undefined ? [] : checkpointsBelow(top, homesOf(others, run));
}

describe("Promoting a run's model", () => {
  const temp = useTempFolder();
  let count = 0;
  const folder = () => {
    const path = join(temp(), String(count++));
    mkdirSync(path);
    return path;
  };
  const write = (path: string, content = "weights") => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  };
  const order = (files: readonly string[], name = "digits"): PromotionOrder => ({
    promotion: { ...promotion, name },
    files,
    ...facts,
  });

  it("makes the next version of its name, with its card, its record and the sums of its files", async () => {
    const models = folder();
    const file = write(join(folder(), "best.pt"));
    await promote(models, order([file]));
    const second = await promote(models, order([file]));
    equal(second.folder, join(models, "digits", "v2"));
    deepEqual(readdirSync(join(models, "digits")), ["v1", "v2"]);
    deepEqual(readdirSync(second.folder).sort(), ["README.md", "SHA256SUMS", "best.pt", "promotion.json"]);
    const sum = createHash("sha256").update("weights").digest("hex");
    equal(readFileSync(join(second.folder, "SHA256SUMS"), "utf8"), `${sum}  best.pt\n`);
    deepEqual(promotionIn(second.folder), second.promotion);
  });

  it("copies a folder with all that is in it, and what a link of the chosen name leads to, but no link within", async () => {
    const from = folder();
    write(join(from, "checkpoint-5", "sub", "model.safetensors"));
    symlinkSync("/etc/passwd", join(from, "checkpoint-5", "passwd"));
    const { promotion: made } = await promote(folder(), order([join(from, "checkpoint-5")]));
    deepEqual(
      made.files.map(({ path }) => path),
      ["checkpoint-5/sub/model.safetensors"],
    );
    const target = write(join(from, "epoch3.pt"), "three");
    symlinkSync(target, join(from, "best.pt"));
    const linked = await promote(folder(), order([join(from, "best.pt")]));
    equal(readFileSync(join(linked.folder, "best.pt"), "utf8"), "three");
  });

  it("leaves nothing half made where a file is gone, or where nothing can be written", async () => {
    const models = folder();
    const there = write(join(folder(), "a.pt"));
    await rejects(promote(models, order([there, join(temp(), "gone.pt")])), /no longer exists/);
    deepEqual(readdirSync(join(models, "digits")), []);
    const file = write(join(folder(), "models"), "a file, no folder");
    await rejects(promote(file, order([there])), /can’t be written/);
  });

  it("gives several windows that promote at once a version each", async () => {
    const models = folder();
    const file = write(join(folder(), "best.pt"));
    const made = await Promise.all(Array.from({ length: 5 }, () => promote(models, order([file]))));
    deepEqual(made.map(({ promotion: { version } }) => version).sort(), [1, 2, 3, 4, 5]);
    deepEqual(readdirSync(join(models, "digits")).sort(), ["v1", "v2", "v3", "v4", "v5"]);
    for (const { folder: at, promotion: own } of made) deepEqual(promotionIn(at), own);
  });

  it("refuses a file that is written while it is copied", async () => {
    const file = write(join(folder(), "growing.pt"), "x".repeat(1 << 20));
    const models = folder();
    const writing = setInterval(() => writeFileSync(file, String(Math.random()), { flag: "a" }), 0);
    try {
      // The copy may be quicker than the writer now and then.
      for (let tries = 0; ; tries++) {
        const done = await promote(models, order([file], `m${tries}`)).then(
          () => undefined,
          (error: unknown) => String(error),
        );
        if (done !== undefined) {
          match(done, /is being written/);
          return;
        }
        ok(tries < 200, "the writer is seen");
      }
    } finally {
      clearInterval(writing);
    }
  });

  it("takes no name that leads elsewhere", async () => {
    const file = write(join(folder(), "a.pt"));
    for (const name of ["", "..", "../x", "a/b", "-x", "a b", ".hidden", "x".repeat(200), "con."])
      await rejects(promote(folder(), order([file], name)), /name has letters/);
  });

  it("writes a card whose head gives back the metrics, and whose text is no markup", () => {
    const card = modelCard({ ...promotion, version: 1, files: [] }, facts);
    const parsed = parseYaml(card.split("---\n")[1]!);
    ok(parsed.ok);
    const plain: unknown = JSON.parse(
      JSON.stringify(parsed.value, (_, value: unknown) =>
        value instanceof Map ? (Object.fromEntries(value) as unknown) : value,
      ),
    );
    deepEqual(plain, {
      tags: ["lossline"],
      "model-index": [
        {
          name: "digits",
          results: [
            {
              task: { type: "other" },
              dataset: { type: "data/train.csv", name: "data/train.csv" },
              metrics: [{ type: "accuracy", value: 0.9, name: "val/acc" }],
            },
          ],
        },
      ],
    });
    ok(!card.includes("<b>") && !card.includes("\n# ignore") && card.includes("````\npython train.py ```\n````"));
  });

  it("is none where the record beside it is damaged", () => {
    const own = folder();
    for (const text of ["", "{}", '{"name": "a", "version": 1, "at": 1, "run": {}, "metrics": [], "files": []}']) {
      write(join(own, "promotion.json"), text);
      equal(promotionIn(own), undefined);
    }
    equal(promotionIn(join(own, "nothing")), undefined);
  });
});

describe("The checkpoints of a run", () => {
  const temp = useTempFolder();
  const at = (path: string) => ({ root: temp(), path, id: join(temp(), path) });

  it("are model files and folders below it, but neither what lies beside a model nor what other runs have", async () => {
    const run = join(temp(), "run");
    for (const file of [
      "weights/best.pt",
      "weights/last.pt",
      "checkpoint-10/model.safetensors",
      "epoch=3-step=40.ckpt",
      "optimizer.pt",
      "metrics.csv",
      "other/model.pt",
      ".git/model.pt",
    ]) {
      mkdirSync(dirname(join(run, file)), { recursive: true });
      writeFileSync(join(run, file), "12");
    }
    symlinkSync(run, join(run, "again"));
    const found = await checkpointsOf(at("run"), [at("run"), at("run/other")]);
    deepEqual(found.map(({ path, at, bytes }) => [path.slice(run.length + 1), at, bytes]).sort(), [
      ["checkpoint-10", { step: 10 }, 2],
      ["epoch=3-step=40.ckpt", { step: 40, epoch: 3 }, 2],
      ["weights/best.pt", {}, 2],
      ["weights/last.pt", {}, 2],
    ]);
    deepEqual(
      ranked(found, { step: 10 }).map(({ path }) => basename(path)),
      ["best.pt", "checkpoint-10", "last.pt", "epoch=3-step=40.ckpt"],
    );
  });

  it("are none where the run's folder is gone or can't be read", async () => {
    deepEqual(await checkpointsOf(at("gone"), []), []);
    const closed = join(temp(), "closed");
    mkdirSync(closed);
    chmodSync(closed, 0);
    ok(existsSync(closed));
    deepEqual(await checkpointsOf(at("closed"), []), []);
  });
});
