import assert from "node:assert/strict";
import { realpathSync } from "node:fs";
import { isAbsolute } from "node:path";
import { pathOf } from "../../../src/launches/machine";
import { useTempFolder } from "../../support/tempFolder";

describe("the path of an interpreter", () => {
  const temp = useTempFolder();
  const of = (runner: readonly string[] | undefined, path = "python3", environment = {}) =>
    pathOf({ path, environment, name: "", ...(runner && { runner }) }, realpathSync(temp()));

  it("is asked of the tool that starts it, in the folder and with the variables of the launch", async () => {
    assert.ok(isAbsolute(await of(["env", "A=b"])));
    const says = ["sh", "-c", 'echo a warning; echo "$PWD/$KIND/bin/python"'];
    assert.equal(await of(says, "python", { KIND: "env" }), `${realpathSync(temp())}/env/bin/python`);
  });

  it("is its name where nothing tells it", async () => {
    assert.equal(await of(undefined), "python3");
    assert.equal(await of(["false"]), "python3");
    assert.equal(await of(["no-such-tool-at-all", "run"]), "python3");
    assert.equal(await of(["echo", "python"]), "python3");
  });
});
