import assert from "node:assert/strict";
import { mostMemory } from "../../../src/store/reading/watchedProcess";

const megabyte = 2 ** 20;
const gigabyte = 2 ** 30;

describe("the most memory that a reader's process may take", () => {
  it("follows what it may keep", () => {
    assert.equal(mostMemory(512 * megabyte, 64 * gigabyte), 2.5 * gigabyte);
    assert.equal(mostMemory(4096 * megabyte, 64 * gigabyte), 13 * gigabyte);
  });

  it("leaves the machine a quarter of its memory, and is enough to read at all", () => {
    assert.equal(mostMemory(65_536 * megabyte, 16 * gigabyte), 12 * gigabyte);
    assert.equal(mostMemory(64 * megabyte, gigabyte), 1.5 * gigabyte);
  });
});
