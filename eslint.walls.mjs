// Which room may know which: the layers of docs/decisions/0001, for ESLint and for the test that seeds a fault in each wall.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import importX from "eslint-plugin-import-x";
import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";

/** What those who show or ask know all of: the editor's side and the command line. */
const rooms = [
  "src/cleaning",
  "src/launches",
  "src/state",
  "src/store",
  "src/python",
  "src/data",
  "src/models",
  "src/runs",
  "src/readers",
];

/** What each layer may import besides itself, outermost first. A file of src or media that lies in none of them is a fault. */
export const layers = {
  "src/extension.ts": ["src/features", "src/host"],
  "src/features": ["src/host", ...rooms],
  "src/host": rooms,
  "src/cli.ts": ["src/cli"],
  "src/cli": rooms,
  "src/launches": ["src/state", "src/store", "src/python", "src/runs", "src/readers"],
  "src/state": ["src/runs"],
  "src/data": ["src/runs", "src/readers"],
  "src/models": ["src/launches", "src/runs", "src/readers"],
  "src/cleaning": ["src/state", "src/store", "src/models", "src/runs", "src/readers"],
  "src/store": ["src/runs", "src/readers"],
  "src/python": ["src/readers"],
  "src/runs": ["src/readers"],
  "src/readers": [],
  "src/shared": [],
  "src/util": [],
  "media/dev": ["media", "src"],
  "media/page": ["src/runs"],
  "media/plots": ["media/page", "src/runs"],
  "media/table": ["media/page", "src/runs"],
  "media/compare": ["media/page", "src/runs"],
  "media/media": ["media/page", "src/runs"],
};

/** Every layer may import these: what crosses a process or reaches a page, and what knows nothing of runs. */
const below = ["src/shared", "src/util"];

/** Folders whose folders are neighbors that do not know each other. */
const neighbors = ["src/features", "src/readers/formats"];

/** Within readers: what formats share lies below them, and only the registry knows them all. */
const readers = [
  {
    target: "src/readers/formats",
    from: "src/readers",
    except: ["formats", "parsing", "format.ts", "raw.ts", "points.ts"],
  },
  { target: "src/readers/parsing", from: "src/readers", except: ["parsing", "format.ts", "raw.ts", "points.ts"] },
];

/** @param {string} root the folder that holds src and media */
function zones(root) {
  const own = Object.entries(layers).flatMap(([layer, others]) => {
    const allowed = [...new Set([layer, ...others, ...(layer === "src/util" ? [] : below)])];
    const within = (/** @type {string} */ top) =>
      allowed.filter((each) => each === top || each.startsWith(`${top}/`)).map((each) => each.slice(top.length + 1));
    return ["src", "media"]
      .filter((top) => !allowed.includes(top))
      .map((top) => ({ target: layer, from: top, except: within(top), message: `${layer} may not know this.` }));
  });
  const beside = neighbors.flatMap((folder) =>
    foldersIn(join(root, folder)).map((name) => ({
      target: `${folder}/${name}`,
      from: folder,
      except: [name],
      message: `What two folders of ${folder} share lies below both.`,
    })),
  );
  return [...own, ...beside, ...readers].map(({ target, from, except, ...rest }) => ({
    target: `./${target}`,
    from: `./${from}`,
    except: except.map((each) => `./${each}`),
    ...rest,
  }));
}

/** @param {string} folder */
function foldersIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

const noEditor = { name: "vscode", message: "vscode stays in extension.ts, host/ and features/." };

/** @param {string} root absolute path of the folder that holds src and media @returns {import("eslint").Linter.Config[]} */
export const walls = (root) => [
  {
    files: ["**/*.ts"],
    plugins: { "import-x": importX },
    settings: {
      // Without these the plug-in takes no .ts file for a module, and finds no cycle.
      ...importX.flatConfigs.typescript.settings,
      "import-x/resolver-next": [createTypeScriptImportResolver()],
    },
    rules: {
      "import-x/no-cycle": "error",
      "import-x/no-restricted-paths": ["error", { basePath: root, zones: zones(root) }],
    },
  },
  {
    files: ["src/**", "media/**", "test/unit/**", "test/properties/**"],
    ignores: ["src/extension.ts", "src/host/**", "src/features/**"],
    rules: {
      "no-restricted-imports": ["error", { paths: [noEditor] }],
    },
  },
  {
    // A log may be a device, a pipe that nobody writes to, or larger than the memory.
    files: ["src/readers/**", "src/store/index/**"],
    ignores: ["src/readers/parsing/files/open.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          paths: [
            noEditor,
            {
              name: "node:fs",
              importNames: ["openSync", "readFileSync", "createReadStream", "promises", "default"],
              message: "Files are opened by parsing/files/open.ts, which takes regular ones of known size only.",
            },
            { name: "node:fs/promises", message: "Readers are synchronous, and open files by parsing/files/open.ts." },
          ],
        },
      ],
    },
  },
];
