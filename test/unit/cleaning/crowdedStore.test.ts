import { deepEqual, ok } from "node:assert/strict";
import { join } from "node:path";
import { weigh } from "../../../src/cleaning/plan";
import { nobody, quietly, runAt, write } from "../../support/cleaning";
import { useTempFolder } from "../../support/tempFolder";

describe("A clean-up", () => {
  const temp = useTempFolder();

  it("protects what is needed of a crowded store of ids that MLflow never gave, without holding up the editor", async () => {
    const root = temp();
    const names = Array.from({ length: 200 }, (_, at) => `run-${at}-of-many`);
    const long = "# a comment\n".repeat(1000);
    for (const name of names) write(join(root, `mlruns/0/${name}/meta.yaml`), `run_id: ${name}\n${long}`);
    write(join(root, "mlruns/models/net/version-1/meta.yaml"), "source: mlruns/0/run-7-of-many/artifacts/model\n");
    const runs = names.map((name) =>
      runAt(root, `mlruns/0/${name}`, { formats: ["mlflow"], sources: [join(root, `mlruns/0/${name}`)] }),
    );
    const waits: number[] = [];
    let before = performance.now();
    const timer = setInterval(() => {
      waits.push(performance.now() - before);
      before = performance.now();
    }, 1);
    const found = await weigh(runs, nobody, quietly);
    clearInterval(timer);
    deepEqual(
      found.flatMap(({ run, protections }) => (protections.length > 0 ? [run.name] : [])),
      ["run-7-of-many"],
    );
    ok(waits.length > 20, `had ${waits.length} turns`);
  });
});
