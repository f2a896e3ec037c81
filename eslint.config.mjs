import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";
import importX from "eslint-plugin-import-x";
import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";

/** The layers, outermost first: a layer imports only from those after it (docs/decisions/0001). */
const layers = ["features", "host", "store", "runs", "readers", "shared", "util"];

export default defineConfig(
  { ignores: ["dist/", "out/", ".cache/", "sample/", "test/fixtures/", "**/*.mjs"] },
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { project: ["./tsconfig.json", "./media/tsconfig.json"] } },
    plugins: { "import-x": importX },
    settings: { "import-x/resolver-next": [createTypeScriptImportResolver()] },
    rules: {
      "import-x/no-cycle": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-non-null-assertion": "off",
      "max-lines": ["error", 350],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // The pure rooms: no editor API here, so that they run in a worker, in a terminal and in plain mocha.
    files: ["src/{readers,runs,store,shared,util}/**", "src/cli.ts", "media/**", "test/unit/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        { paths: [{ name: "vscode", message: "vscode stays in extension.ts, host/ and features/." }] },
      ],
    },
  },
  ...layers.slice(1).map((layer, index) => ({
    files: [`src/${layer}/**`],
    rules: {
      "import-x/no-restricted-paths": [
        "error",
        {
          zones: layers.slice(0, index + 1).map((outer) => ({
            target: `./src/${layer}`,
            from: `./src/${outer}`,
            message: `${layer}/ lies under ${outer}/ and must not know it.`,
          })),
        },
      ],
    },
  })),
  {
    files: ["test/**"],
    rules: { "max-lines-per-function": "off", "@typescript-eslint/no-unused-expressions": "off" },
  },
);
