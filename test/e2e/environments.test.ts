import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { skip } from "../support/skip";
import { eventually } from "../support/waiting";
import { useWorkbench, type Workbench } from "../support/workbench";

/** Trains, and says which environment's Python it was. */
const script = (name: string) => `import json, os, sys

def train():
    out = os.path.join(os.path.dirname(os.path.abspath(__file__)), "${name}_runs", "a")
    os.makedirs(out, exist_ok=True)
    with open(os.path.join(out, "metrics.jsonl"), "w") as log:
        for epoch in range(4):
            log.write(json.dumps({"epoch": epoch, "val/loss": 1 / (epoch + 1)}) + "\\n")
    with open(os.path.join(out, "prefix.txt"), "w") as file:
        file.write(sys.prefix)

if __name__ == "__main__":
    train()
`;

/** A kind of environment: how it is laid out, what the hover says of it, and where its Python says it is. */
interface Kind {
  readonly name: string;
  /** The script's folder within the workspace folder. */
  readonly inside?: string;
  /** Lays out what the kind needs. @param folder of the script @returns what is absent, if something is */
  readonly lay: (folder: string) => string | undefined;
  readonly hover: RegExp;
  /** What `sys.prefix` is to be. @param folder of the script */
  readonly prefix: (folder: string) => string | RegExp;
}

function venv(folder: string): string {
  execFileSync("python3", ["-m", "venv", "--without-pip", folder]);
  return folder;
}

/** A folder laid out as conda's are: its own list of packages, and a Python below bin. The Python is the system's. */
function conda(folder: string): void {
  venv(folder);
  mkdirSync(join(folder, "conda-meta"));
  writeFileSync(join(folder, "conda-meta/history"), "==> 2026-01-01 00:00:00 <==\n# cmd: conda create\n");
}

const project = (name: string) => `[project]\nname = "${name}"\nversion = "0.1.0"\nrequires-python = ">=3.9"\n`;
const tools = process.env["LOSSLINE_TOOLS"];
const toolPath = (tool: string) => join(tools ?? "", "bin", tool);

/** A project of a tool from PyPI, locked by the tool itself. */
function locked(tool: string, args: readonly string[], files: Readonly<Record<string, string>>) {
  return (folder: string): string | undefined => {
    if (tools === undefined || !existsSync(toolPath(tool))) return `needs ${tool} in LOSSLINE_TOOLS`;
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    execFileSync(toolPath(tool), args, { cwd: folder, stdio: "pipe" });
    return undefined;
  };
}

const lay = (make: (folder: string) => void) => (folder: string) => {
  make(folder);
  return undefined;
};

const uv = locked("uv", ["lock", "--offline"], { "pyproject.toml": project("one") });

const kinds: readonly Kind[] = [
  { name: "uv", lay: uv, hover: /uv run python .*\nPython: uv run, for uv\.lock/s, prefix: (at) => join(at, ".venv") },
  {
    name: "poetry",
    lay: locked("poetry", ["lock", "--no-interaction"], { "pyproject.toml": project("two") }),
    hover: /poetry run python .*\nPython: poetry run, for poetry\.lock/s,
    prefix: () => /poetry.*virtualenvs.*two-/,
  },
  {
    name: "pipenv",
    lay: locked("pipenv", ["lock"], { Pipfile: "[packages]\n" }),
    hover: /pipenv run python .*\nPython: pipenv run, for Pipfile\.lock/s,
    prefix: () => /virtualenvs.*pipenv-/,
  },
  {
    name: "nested",
    inside: "models/two",
    lay: uv,
    hover: /uv run --project models\/two python .*\nPython: uv run, for uv\.lock/s,
    prefix: (at) => join(at, ".venv"),
  },
  {
    name: "nested_poetry",
    inside: "models/two",
    lay: locked("poetry", ["lock", "--no-interaction"], { "pyproject.toml": project("three") }),
    hover: /poetry --project models\/two run python .*\nPython: poetry run, for poetry\.lock/s,
    prefix: () => /poetry.*virtualenvs.*three-/,
  },
  {
    name: "nested_pipenv",
    inside: "models/two",
    lay: locked("pipenv", ["lock"], { Pipfile: "[packages]\n" }),
    hover: /pipenv run python .*\nPython: pipenv run, for Pipfile\.lock/s,
    prefix: () => /virtualenvs.*two-/,
  },
  {
    name: "pixi",
    lay: lay((folder) => {
      writeFileSync(join(folder, "pixi.toml"), '[workspace]\nname = "four"\nchannels = []\nplatforms = []\n');
      writeFileSync(join(folder, "pixi.lock"), "version: 6\n");
      mkdirSync(join(folder, ".pixi/envs"), { recursive: true });
      conda(join(folder, ".pixi/envs/default"));
    }),
    hover: /Python: pixi environment default/,
    prefix: (at) => join(at, ".pixi/envs/default"),
  },
  {
    name: "conda",
    lay: lay((folder) => conda(join(folder, ".conda"))),
    hover: /Python: conda environment \.conda/,
    prefix: (at) => join(at, ".conda"),
  },
  {
    name: "venv",
    lay: lay((folder) => venv(join(folder, ".venv"))),
    hover: /Python: virtual environment \.venv/,
    prefix: (at) => join(at, ".venv"),
  },
  {
    name: "any",
    lay: lay((folder) => venv(join(folder, "my python"))),
    hover: /Python: virtual environment my python/,
    prefix: (at) => join(at, "my python"),
  },
];

const base = realpathSync(mkdtempSync(join(tmpdir(), "environments-")));
/** Variables that the editor is started with. */
function startWith(variables: Readonly<Record<string, string>>): void {
  const inherited = process.env;
  before("variables", () => (process.env = { ...inherited, ...variables }));
  after("variables", () => (process.env = inherited));
}

/** Trains with the script of a folder, and gives what `sys.prefix` was. */
async function train(workbench: Workbench, name: string, folder: string, hover: RegExp): Promise<string> {
  await workbench.openFile(`train_${name}.py`);
  await workbench.codeLens("Train").waitFor();
  const says = () => workbench.codeLens("Train").getAttribute("title");
  await eventually(says, (text) => hover.test(text ?? ""), 30_000);
  await workbench.codeLens("Train").click();
  await workbench.codeLens("last: val/loss").waitFor({ timeout: 90_000 });
  await workbench.screenshot(`environment ${name}`);
  return readFileSync(join(folder, `${name}_runs/a/prefix.txt`), "utf8");
}

/**
 * Kinds of environments, each made by its own tool where that is on PyPI: `python3 -m venv V && V/bin/pip install uv poetry pipenv`,
 * then `LOSSLINE_TOOLS=V npm test -- --only e2e --files environments`. pixi and conda aren't there: their folders are laid out as they do.
 */
describe("an environment", () => {
  const workspace = join(base, "all.code-workspace");
  // Tools are where they install themselves, and not on the PATH that the editor is started with.
  startWith({
    HOME: join(base, "home"),
    POETRY_CACHE_DIR: join(base, "poetry"),
    WORKON_HOME: join(base, "virtualenvs"),
    UV_PYTHON_DOWNLOADS: "never",
  });
  const absent = new Map<string, string>();
  before("projects", function () {
    this.timeout(120_000);
    const bin = join(base, "home/.local/bin");
    mkdirSync(bin, { recursive: true });
    for (const tool of ["uv", "poetry", "pipenv"])
      if (tools !== undefined && existsSync(toolPath(tool))) symlinkSync(toolPath(tool), join(bin, tool));
    for (const { name, inside = "", lay: layOut } of kinds) {
      const folder = join(base, name, inside);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `train_${name}.py`), script(name));
      const missing = layOut(folder);
      if (missing !== undefined) absent.set(name, missing);
    }
    const folders = kinds.map(({ name }) => ({ path: name }));
    writeFileSync(workspace, JSON.stringify({ folders }));
  });
  const workbench = useWorkbench({ folder: workspace, settings: { "lossline.codeLens.onTop": true } });
  after("projects", () => rmSync(base, { recursive: true, force: true }));

  for (const { name, inside = "", hover, prefix } of kinds)
    it(`of kind ${name} is named in the hover, and trains`, async function () {
      const missing = absent.get(name);
      if (missing !== undefined) skip(this, missing);
      const folder = join(base, name, inside);
      const was = await train(workbench(), name, folder, hover);
      const expected = prefix(folder);
      if (typeof expected === "string") assert.equal(was, expected);
      else assert.match(was, expected);
    }).timeout(180_000);
});

for (const variable of ["VIRTUAL_ENV", "CONDA_PREFIX"] as const)
  describe(`the environment that ${variable} names`, () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "named-")));
    const environment = join(folder, "elsewhere");
    startWith({ [variable]: environment });
    before("project", () => {
      mkdirSync(join(folder, "project"));
      writeFileSync(join(folder, "project/train_named.py"), script("named"));
      if (variable === "CONDA_PREFIX") conda(environment);
      else venv(environment);
    });
    const workbench = useWorkbench({
      folder: join(folder, "project"),
      settings: { "lossline.codeLens.onTop": true },
    });
    after("project", () => rmSync(dirname(environment), { recursive: true, force: true }));

    it("is named in the hover, and trains", async () => {
      const hover = new RegExp(`Python: .*${basename(environment)}, from ${variable}`);
      assert.equal(await train(workbench(), "named", join(folder, "project"), hover), environment);
    }).timeout(120_000);
  });
