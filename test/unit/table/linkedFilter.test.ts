import { deepEqual, equal } from "node:assert/strict";
import { Session, type TableLine } from "../../../media/table/session";
import { defaultView } from "../../../media/table/view";
import type { TableModel } from "../../../src/shared/pages/table";

const model: TableModel = { stamp: 0, scanning: false, hasBaseline: false, filter: "", plotted: [], lines: [] };

/** A table whose line to the extension notes what it is told. */
function opened(linked: boolean) {
  const told: string[] = [];
  const line: TableLine = {
    show: (name, ...args) => {
      if (name === "shareFilter") told.push(args[0] as string);
    },
    ask: () => new Promise(() => undefined),
    save: () => undefined,
    saved: undefined,
  };
  const session = new Session(line, model, { ...defaultView, linked });
  const type = (filter: string) => session.setView({ ...session.view, filter });
  const arrive = (filter: string) => session.setModel({ ...session.model, filter });
  return { session, told, type, arrive };
}

describe("A filter that the table and the Runs view share", () => {
  it("goes both ways, and comes back to nobody", () => {
    const { session, told, type, arrive } = opened(true);
    type("lr");
    type("lr < 1");
    deepEqual(told, ["lr", "lr < 1"]);
    // What was told comes back late, and changes nothing of what was typed since.
    arrive("lr");
    equal(session.view.filter, "lr < 1");
    arrive("lr < 1");
    equal(session.view.filter, "lr < 1");
    arrive("status:failed");
    equal(session.view.filter, "status:failed");
    deepEqual(told, ["lr", "lr < 1"]);
    type("");
    deepEqual(told.at(-1), "");
  });

  it("is the table's own until it is linked", () => {
    const { session, told, type, arrive } = opened(false);
    type("lr");
    arrive("status:failed");
    equal(session.view.filter, "lr");
    deepEqual(told, []);
    session.setView({ ...session.view, linked: true });
    deepEqual(told, ["lr"]);
  });
});
