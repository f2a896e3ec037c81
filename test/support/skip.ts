/**
 * Skips the test that runs, and has the report say what is absent: `if (!python) skip(this, "needs python3")`.
 * Use it within `it("…", async function () { … })`.
 */
export function skip(test: Mocha.Context, absent: string): never {
  if (test.test) test.test.title += ` (${absent})`;
  return test.skip();
}
