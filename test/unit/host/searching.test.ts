import { deepEqual } from "node:assert/strict";
import { followSearched } from "../../../src/host/searching";
import { Emitter } from "../../../src/util/emitter";
import { until } from "../../support/ports";

describe("where runs are looked for", () => {
  const calls: string[] = [];
  const [added, folders, excludes] = [new Emitter<void>(), new Emitter<void>(), new Emitter<void>()];
  const following = followSearched(
    { reopen: () => calls.push("reopen") },
    { onDidChange: added.event, setFolders: (all) => Promise.resolve(void calls.push(`folders ${all.join()}`)) },
    () => ["/p"],
    { folders: folders.event, excludes: excludes.event },
  );
  beforeEach(() => calls.splice(0));

  it("follows “Add as Run…”, which changes the user's state", () => {
    added.fire();
    deepEqual(calls, ["reopen"]);
  });

  it("follows other folders, once the state is read from them", async () => {
    folders.fire();
    await until(() => calls.length === 2);
    deepEqual(calls, ["folders /p", "reopen"]);
  });

  it("follows what is left out", () => {
    excludes.fire();
    deepEqual(calls, ["reopen"]);
  });

  it("follows nothing any more after its end", () => {
    following.dispose();
    added.fire();
    excludes.fire();
    deepEqual(calls, []);
  });
});
