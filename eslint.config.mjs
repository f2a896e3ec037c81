import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";
import regexp from "eslint-plugin-regexp";
import { walls } from "./eslint.walls.mjs";

export default defineConfig(
  { ignores: ["dist/", "out/", ".cache/", "sample/", "test/fixtures/", "*.mjs", "bench/**/*.mjs"] },
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { project: ["./tsconfig.json", "./media/tsconfig.json"] } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-non-null-assertion": "off",
      // Loaded when first used: src/runs/judging/statistics/studentT.ts says why.
      "@typescript-eslint/no-require-imports": ["error", { allow: ["^@stdlib/"] }],
      "max-lines": ["error", 350],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // JavaScript that the compiler checks: what JSON or a bundle holds is any, and has no type to be declared with.
    files: ["scripts/**/*.mjs"],
    languageOptions: { parserOptions: { project: ["./scripts/tsconfig.json"] } },
    rules: Object.fromEntries(
      ["argument", "assignment", "call", "member-access", "return"].map((use) => [
        `@typescript-eslint/no-unsafe-${use}`,
        "off",
      ]),
    ),
  },
  walls(import.meta.dirname),
  {
    // Every one of these meets text that anyone may have written.
    files: ["src/**", "media/**"],
    plugins: { regexp },
    rules: {
      "regexp/no-super-linear-backtracking": ["error", { report: "potential" }],
      "regexp/no-super-linear-move": ["error", { report: "potential", ignorePartial: false }],
    },
  },
  {
    files: ["test/**"],
    rules: { "max-lines-per-function": "off", "@typescript-eslint/no-unused-expressions": "off" },
  },
);
