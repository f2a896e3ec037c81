import { deepEqual } from "node:assert/strict";
import { join } from "node:path";
import { homesOf } from "../../../src/readers/homes";

const paths = (environment: Record<string, string>) =>
  Object.fromEntries(homesOf(environment, "/home/me").map(({ tool, path }) => [tool, path]));

describe("the homes of tools", () => {
  it("are the tools' own defaults", () => {
    deepEqual(paths({}), {
      trackio: join("/home/me", ".cache", "huggingface", "trackio"),
      "Ray Tune": join("/home/me", "ray_results"),
      "ClearML offline": join("/home/me", ".clearml", "cache", "offline"),
      GoodSeed: join("/home/me", ".goodseed"),
      "Guild AI": join("/home/me", ".guild"),
    });
  });

  it("are where the environment says", () => {
    const own = { TRACKIO_DIR: "/t", RAY_AIR_LOCAL_CACHE_DIR: "/r", CLEARML_CACHE_DIR: "/c", WANDB_DIR: "/w" };
    deepEqual(paths({ ...own, GOODSEED_HOME: "/g", GUILD_HOME: "/u" }), {
      trackio: "/t",
      "Ray Tune": "/r",
      "ClearML offline": join("/c", "offline"),
      "Weights & Biases": "/w",
      GoodSeed: "/g",
      "Guild AI": "/u",
    });
    deepEqual(paths({ HF_HOME: "/hf" })["trackio"], join("/hf", "trackio"));
  });
});
