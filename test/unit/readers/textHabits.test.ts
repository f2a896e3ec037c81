import assert from "node:assert/strict";
import { indexOf } from "../../support/reading";
import { usePrintedLogs, type Printed } from "../../support/printedLogs";

describe("A log that was printed", () => {
  const { write, read } = usePrintedLogs();

  it("of trainings one behind the other is one of each, where steps start again in every epoch", () => {
    const training = (loss: number) =>
      [1, 2, 3]
        .flatMap((epoch) => [0, 200, 400].map((step) => `Epoch: ${epoch}, Step: ${step}, loss: ${loss + epoch}\n`))
        .join("");
    const runs = indexOf(write(`Training Pnet:\n${training(0.5)}Training Rnet:\n${training(0.25)}`)).runs;
    const losses = [...runs.values()].map(({ series }) =>
      [...series.get("loss")!.raw.points.view().values].slice(0, 4),
    );
    assert.deepEqual(losses.sort(), [
      [1.25, 1.25, 1.25, 2.25],
      [1.5, 1.5, 1.5, 2.5],
    ]);
  });

  it("of trainings that end with their best, wherever that was, is one of each", () => {
    const training = (loss: number, best: number) =>
      [1, 2, 3].map((epoch) => `epoch ${epoch}, minibatch 9/9, validation error ${loss - epoch} %\n`).join("") +
      `Optimization complete with best validation score of ${loss - 3} %, on iteration ${best}\n`;
    const folder = write(training(90, 10) + training(80, 20) + training(70, 30));
    assert.equal(indexOf(folder).runs.size, 3);
  });

  const cases: Record<string, [text: string, expected: Printed]> = {
    "signs as wide as Chinese letters": [
      [0, 1, 2].map((epoch) => `epoch：${epoch}，loss：${epoch + 0.5}\ntest： f1:${epoch / 4}\n`).join(""),
      {
        loss: [
          [0, 1, 2],
          [0.5, 1.5, 2.5],
        ],
        "test/f1": [
          [0, 1, 2],
          [0, 0.25, 0.5],
        ],
      },
    ],
    "a title above episodes with a line for each value, which is of none of them": [
      `Training Results\n----\n${[1, 2, 3].map((at) => `Episode ${at}:\n  Reward: ${at}.5\n  Loss: 0.${at}\n`).join("")}`,
      {
        Reward: [
          [1, 2, 3],
          [1.5, 2.5, 3.5],
        ],
        Loss: [
          [1, 2, 3],
          [0.1, 0.2, 0.3],
        ],
      },
    ],
    "a frame of pandas below a model's layers, whose epochs have no name": [
      "Model: sequential\nTotal params: 1,204,666\n\n,loss,acc,val_loss,val_acc\n0,0.5,0.8,0.6,0.7\n1,0.4,0.85,0.55,0.75\n2,0.3,0.9,0.5,0.8\n\nResults:\n",
      Object.fromEntries(
        Object.entries({
          loss: [0.5, 0.4, 0.3],
          acc: [0.8, 0.85, 0.9],
          val_loss: [0.6, 0.55, 0.5],
          val_acc: [0.7, 0.75, 0.8],
        }).map(([name, values]) => [name, [[0, 1, 2], values]]),
      ),
    ],
    "rows of several classes below an epoch, each with its own name": [
      [1, 2, 3]
        .map(
          (epoch) =>
            `INFO - Epoch ${epoch}\nINFO - accuracy: 0.9${epoch}; precision: 0.5${epoch}\n` +
            ["ORG", "PER", "LOC"].map((name, at) => `INFO -  ${name}: precision: 0.${at + 6}${epoch}\n`).join(""),
        )
        .join(""),
      Object.fromEntries(
        Object.entries({ accuracy: 9, precision: 5, "ORG/precision": 6, "PER/precision": 7, "LOC/precision": 8 }).map(
          ([name, tenth]) => [name, [[1, 2, 3], [1, 2, 3].map((epoch) => Number(`0.${tenth}${epoch}`))]],
        ),
      ),
    ],
  };
  for (const [name, [text, expected]] of Object.entries(cases))
    it(`has ${name}`, () => {
      assert.deepEqual(read(text), expected);
    });
});
