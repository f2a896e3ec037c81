import { check, sum } from "../lib/results.mjs";

export default async () =>
  sum(
    await Promise.all([
      check("ESLint", "eslint/bin/eslint.js", [".", "--max-warnings", "0"]),
      check("Prettier", "prettier/bin/prettier.cjs", ["--check", ".", "--log-level", "warn"]),
    ]),
  );
