import { deepEqual, equal } from "node:assert/strict";
import { gpuHoursOf, gpusTold } from "../../../src/runs/describe/gpus";
import { Table } from "../../../src/runs/table/table";
import type { LaunchKnown } from "../../../src/shared/table";
import { makeRun } from "../../support/runs";
import { assembled, tableQuery } from "../../support/tables";

const hour = 3_600_000;
const run = (name: string, params: Record<string, number>, command?: string) => ({
  ...makeRun(name, { loss: [1] }, { params }),
  startedAt: 0,
  endedAt: 2 * hour,
  ...(command !== undefined && { command }),
});

describe("GPU hours", () => {
  it("are told by launchers and params, and by nothing else", () => {
    equal(gpusTold(run("a", { "trainer.num_gpus": 4 })), 4);
    equal(gpusTold(run("a", { world_size: 8 }, "torchrun --nproc_per_node=2 train.py")), 2);
    equal(gpusTold(run("a", { gpus: 0, lr: 1 })), undefined);
    equal(gpuHoursOf(run("a", {}), 3), 6);
    equal(gpuHoursOf(run("a", {}), undefined), undefined);
  });

  it("are a column of the table, in which a launch's word goes before the params'", () => {
    const runs = [run("a", { num_gpus: 4 }), run("b", {}), run("c", { num_gpus: 4 })];
    const known: LaunchKnown = { status: "finished", statusCause: "exit", statusReason: "", gpus: 1 };
    const query = tableQuery(
      { sort: [{ column: "fact:gpuHours", descending: true }] },
      { launched: [[runs[2]!.id, known]] },
    );
    const { rows } = new Table(assembled(...runs), query).rows({
      from: 0,
      count: 9,
      columns: [{ kind: "fact", name: "gpuHours" }],
      plain: true,
    });
    deepEqual(
      rows.map(({ name, cells, plain }) => [name, cells[0]?.text, plain?.[0]]),
      [
        ["a", "8", 8],
        ["c", "2", 2],
        ["b", undefined, null],
      ],
    );
  });
});
