import { deepEqual } from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

describe("the third-party notices", () => {
  it("name every library that the package contains", () => {
    const sources = ["src", "media"].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((path) => path.endsWith(".ts"))
        .map((path) => readFileSync(join(folder, path), "utf8")),
    );
    const imports = sources.flatMap((text) => [...text.matchAll(/(?:from |import\()"([^."][^"]*)"/g)]);
    const libraries = new Set(imports.map(([, name = ""]) => /^(?:@[^/]+\/)?[^/]+/.exec(name)![0]));
    const notices = readFileSync("THIRD-PARTY-NOTICES.md", "utf8");
    // A heading names a package, or a scope whose packages share a license.
    const isNamed = (name: string) => [name, name.split("/")[0]!].some((one) => notices.includes(`\n## ${one} (`));
    const unnamed = [...libraries].filter((name) => !name.startsWith("node:") && !isNamed(name));
    deepEqual(unnamed, ["vscode"]);
  });
});
