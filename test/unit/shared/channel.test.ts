import { deepEqual, equal, rejects } from "node:assert/strict";
import { Channel, ChannelClosed, type Handlers } from "../../../src/shared/channel";
import { portPair, until } from "../../support/ports";

interface Questions {
  double(x: number): Promise<number>;
  fail(): Promise<void>;
  never(): Promise<string>;
}
interface Notes {
  note(text: string, more: Float64Array): void;
}

const sample: Handlers<Questions> = {
  double: (x) => 2 * x,
  fail: () => {
    throw new Error("it cannot be done");
  },
  never: () => new Promise(() => undefined),
};

function connected(handlers: Handlers<Questions> = sample, notes: Handlers<Notes> = { note: () => undefined }) {
  const [asking, answering] = portPair();
  const errors: unknown[] = [];
  const asker = new Channel<Questions, Notes>(asking, "test", notes, (error) => errors.push(error));
  const answerer = new Channel<Notes, Questions>(answering, "test", handlers, (error) => errors.push(error));
  return { asking, answering, asker, answerer, errors };
}

describe("a channel", () => {
  it("pairs each answer with its question, in whatever order they come", async () => {
    const delays: (() => void)[] = [];
    const { asker } = connected({ ...sample, double: (x) => new Promise((done) => delays.push(() => done(2 * x))) });
    const [one, two] = [asker.ask("double", 1), asker.ask("double", 2)];
    await until(() => delays.length === 2);
    for (const answer of delays.reverse()) answer();
    deepEqual(await Promise.all([one, two]), [2, 4]);
  });

  it("shows what needs no answer, typed arrays included", async () => {
    const notes: unknown[] = [];
    const { answerer } = connected(sample, { note: (...args) => notes.push(args) });
    answerer.show("note", "a", Float64Array.of(1, NaN));
    await until(() => notes.length === 1);
    deepEqual(notes, [["a", Float64Array.of(1, NaN)]]);
  });

  it("rejects a question whose handler threw, and tells that handler's own end", async () => {
    const { asker, errors } = connected();
    await rejects(asker.ask("fail"), /^Error: it cannot be done$/);
    equal(errors.length, 1);
  });

  it("rejects every open question when the other end is gone, and each one after that at once", async () => {
    const { asking, asker } = connected();
    const open = [asker.ask("never"), asker.ask("double", 1)];
    asking.die("killed");
    for (const question of [...open, asker.ask("double", 1)])
      await rejects(question, (error) => error instanceof ChannelClosed && error.message === "killed");
  });

  it("takes no answer to a question of a channel before it on the same port", async () => {
    const { asking, answering, asker } = connected();
    void asker.ask("double", 21).catch(() => undefined);
    asker.close("a new page");
    const next = new Channel<Questions, Notes>(asking, "test", { note: () => undefined }, () => undefined);
    const answer = next.ask("never");
    let settled = false;
    void answer.finally(() => (settled = true));
    await until(() => answering.posted.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    equal(settled, false);
  });

  it("leaves alone what another channel or a stranger says on its port, and calls only what its protocol has", async () => {
    const notes: unknown[] = [];
    const { asking, asker, errors } = connected(sample, { note: (...args) => notes.push(args) });
    for (const stranger of [null, 1, "x", { channel: "other", show: "note", args: [] }, { type: "webpack" }])
      asking.receive(stranger);
    deepEqual([errors, notes], [[], []]);
    asking.receive({ channel: "test", show: "constructor", args: [] });
    equal(errors.length, 1);
    equal(await asker.ask("double", 4), 8);
  });
});
