/** Opens a page in a plain browser, with made-up runs (media/dev/…Feed.ts) and the colours of a VS Code theme. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { build } from "esbuild";
import { chromium, type Browser, type Page } from "playwright-core";
import { browserArguments, getBrowser } from "../../scripts/lib/browser.mjs";
import { root } from "../../scripts/lib/paths.mjs";
import { pageHtml } from "../../src/host/webview/html";
import { themeClasses, themes, type ThemeName } from "./themes";

const nonce = "tried";

/** A page to be tried: its bundle, and the scripts that stand in for the editor and the extension. */
export interface TriedPage {
  readonly name: string;
  readonly title: string;
  readonly scripts: readonly string[];
  /** It shows pictures, sounds and films. */
  readonly plays?: boolean;
}

export interface ServedPage {
  /** @param query what the page's feed understands: "runs=100&points=10000" */
  open(query: string, theme?: ThemeName, width?: number, height?: number, density?: number): Promise<Page>;
  close(): Promise<void>;
}

export async function servePage(tried: TriedPage): Promise<ServedPage> {
  const files = await bundles(tried);
  let theme: ThemeName = "dark";
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const [type, body] =
      path === "/" ? ["text/html", documentOf(tried, theme)] : [typeOf(path), files.get(path.slice(1)) ?? ""];
    response.setHeader("content-type", `${type}; charset=utf-8`);
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const browser: Browser = await chromium.launch({ executablePath: await getBrowser(), args: browserArguments });
  return {
    open: async (query, wanted = "dark", width = 1280, height = 900, density = 1) => {
      theme = wanted;
      const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: density });
      const page = await context.newPage();
      await page.goto(`http://127.0.0.1:${port}/?${query}`);
      return page;
    },
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

/** For the tests of a suite: what opens a page with its own feed. It is closed after the test. */
export function fedPages(): (name: "table" | "plots" | "media", query: string) => Promise<Page> {
  const served: ServedPage[] = [];
  afterEach(async () => {
    for (const one of served.splice(0)) await one.close();
  });
  return async (name, query) => {
    const one = await servePage({ name, title: name, scripts: [`${name}Feed`], plays: name === "media" });
    served.push(one);
    return one.open(query);
  };
}

async function bundles({ name, scripts }: TriedPage): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: {
      [name]: `media/${name}/main.ts`,
      ...Object.fromEntries(scripts.map((script) => [script, `media/dev/${script}.ts`])),
    },
    bundle: true,
    minify: true,
    write: false,
    outdir: "out",
    format: "iife",
    target: "chrome130",
    logLevel: "error",
  });
  return new Map(outputFiles.map((file) => [file.path.split("/").at(-1)!, file.text]));
}

/** The document as the extension writes it, and before its script what the editor would have put there. */
function documentOf({ name, title, scripts, plays }: TriedPage, theme: ThemeName): string {
  const page = pageHtml({ script: `${name}.js`, style: `${name}.css`, source: "'self'" }, title, nonce, plays);
  const rules = Object.entries({ ...themes[theme], ...contributedColors(theme) })
    .map(([name, value]) => `--vscode-${name}: ${value};`)
    .join(" ");
  return page
    .replace("style-src 'self'", `style-src 'self' 'nonce-${nonce}'`)
    .replace("</head>", `<style nonce="${nonce}">:root { ${rules} }</style></head>`)
    .replace("<body>", `<body class="${themeClasses[theme]}">${scripts.map(before).join("")}`);
}

function before(script: string): string {
  return `<script nonce="${nonce}" src="${script}.js"></script>`;
}

/** The colours that package.json adds to themes. */
function contributedColors(theme: ThemeName): Record<string, string> {
  interface Contributed {
    readonly id: string;
    readonly defaults: Readonly<Record<"dark" | "light" | "highContrast" | "highContrastLight", string>>;
  }
  const { contributes } = JSON.parse(readFileSync(`${root}/package.json`, "utf8")) as {
    contributes: { colors?: readonly Contributed[] };
  };
  const kind = ({ dark: "dark", light: "light", "hc-black": "highContrast", "hc-light": "highContrastLight" } as const)[
    theme
  ];
  const resolved = (value: string) => themes[theme][value] ?? value;
  return Object.fromEntries(
    (contributes.colors ?? []).map(({ id, defaults }) => [id.replace(".", "-"), resolved(defaults[kind])]),
  );
}

function typeOf(path: string): string {
  return path.endsWith(".css") ? "text/css" : "text/javascript";
}
