/** What is behind an open workbench: a server with a fresh profile, and a browser. */
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { browserArguments, getBrowser } from "../../scripts/lib/browser.mjs";
import { temporaryFolder } from "../../scripts/lib/processes.mjs";
import { getServerBuild } from "../../scripts/lib/server-build.mjs";
import { installInServer, startServer } from "../../scripts/lib/server.mjs";
import { steady, writeSettings } from "../../scripts/lib/settings.mjs";
import { pathForUrl } from "../../scripts/lib/urls.mjs";
import { packageExtension } from "../../scripts/lib/vsix.mjs";

export interface SessionOptions {
  /** A folder, or a file that names several. */
  readonly folder: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly size: { readonly width: number; readonly height: number };
  readonly restricted: boolean;
  /** What nobody may read is refused to it, also where the user is root. */
  readonly refusable?: boolean | undefined;
  /** Folder of an extension that is installed beside ours. */
  readonly beside?: string | undefined;
  /** As BCP 47 has it; English if not given. */
  readonly language?: string | undefined;
}

export interface Session {
  readonly page: Page;
  /** The server's folder of settings and state; server.log is in it. */
  readonly data: string;
  close(): Promise<void>;
}

export async function openSession({
  folder,
  settings,
  size,
  restricted,
  refusable = false,
  beside,
  language,
}: SessionOptions): Promise<Session> {
  const build = await getServerBuild();
  const data = temporaryFolder("server");
  const extensions = beside === undefined ? await extensionsFolder() : await installed([beside]);
  writeSettings(join(data, "data", "User", "settings.json"), { ...steady, ...settings });
  if (language !== undefined) writeLanguagePack(join(data, "data"), language);
  const server = await startServer(build, {
    data,
    extensions,
    trusting: !restricted,
    refusable,
    ...(language !== undefined && { locale: language.toLowerCase() }),
  });
  const browser = await chromium.launch({ executablePath: await getBrowser(), args: browserArguments });
  const page = await browser.newPage({ viewport: size, ...(language !== undefined && { locale: language }) });
  const opened = folder.endsWith(".code-workspace") ? "workspace" : "folder";
  await page.goto(`${server.origin}/?${opened}=${pathForUrl(folder)}`);
  return {
    page,
    data,
    async close() {
      await browser.close();
      server.stop();
      await server.ended;
    },
  };
}

/** A language pack without a text of its own: the workbench stays English, and tells extensions the language. @param userData absolute path */
function writeLanguagePack(userData: string, language: string): void {
  const texts = join(userData, "no-texts.i18n.json");
  writeSettings(texts, { version: "1.0.0", contents: {} });
  const extensions = [{ extensionIdentifier: { id: "none.texts" }, version: "1.0.0" }];
  const pack = { hash: "none", label: language, extensions, translations: { vscode: texts } };
  writeSettings(join(userData, "languagepacks.json"), { [language.toLowerCase()]: pack });
}

/** Has the packaged extension in it; all suites of a process share it through this variable. */
async function extensionsFolder(): Promise<string> {
  const known = process.env["LOSSLINE_EXTENSIONS"];
  if (known !== undefined) return known;
  const extensions = await installed([]);
  process.env["LOSSLINE_EXTENSIONS"] = extensions;
  return extensions;
}

/** A folder with the packaged extension in it, and those that lie in other folders. */
async function installed(others: readonly string[]): Promise<string> {
  const packages = [process.env["LOSSLINE_VSIX"] ?? (await packageExtension()).file];
  for (const folder of others) packages.push(await packageOther(folder));
  const extensions = temporaryFolder("extensions");
  for (const vsix of packages)
    await installInServer(await getServerBuild(), vsix, { data: temporaryFolder("install"), extensions });
  return extensions;
}

async function packageOther(folder: string): Promise<string> {
  const { createVSIX } = await import("@vscode/vsce");
  const packagePath = join(temporaryFolder("package"), "other.vsix");
  const lenient = { allowMissingRepository: true, allowStarActivation: true, skipLicense: true };
  await createVSIX({ cwd: folder, packagePath, dependencies: false, ...lenient });
  return packagePath;
}
