import { Emitter } from "../../src/util/emitter";

/** The colours of the editor's theme, as a canvas wants them. */
export interface Theme {
  readonly foreground: string;
  readonly muted: string;
  readonly grid: string;
  readonly cursor: string;
  readonly baseline: string;
  readonly lines: readonly string[];
  readonly highContrast: boolean;
  readonly font: string;
}

/** Colours in package.json: lossline.line1 … */
const lineCount = 8;

/** The theme of the moment. VS Code puts it into CSS variables, and into classes of the body. */
export function readTheme(): Theme {
  const styles = getComputedStyle(document.body);
  const color = (name: string, otherwise: string) => styles.getPropertyValue(name).trim() || otherwise;
  const foreground = color("--vscode-foreground", "#808080");
  return {
    foreground,
    muted: color("--vscode-descriptionForeground", foreground),
    grid: color("--lossline-grid", "rgba(128, 128, 128, 0.2)"),
    cursor: color("--lossline-cursor", foreground),
    baseline: color("--vscode-lossline-baseline", foreground),
    lines: Array.from({ length: lineCount }, (_, i) => color(`--vscode-lossline-line${i + 1}`, foreground)),
    highContrast: /vscode-high-contrast/.test(document.body.className),
    font: `11px ${color("--vscode-font-family", "sans-serif")}`,
  };
}

/** Fires when the user changes the theme. Lives as long as the page. */
export function watchTheme(): Emitter<Theme> {
  const changed = new Emitter<Theme>();
  const observer = new MutationObserver(() => changed.fire(readTheme()));
  observer.observe(document.body, { attributes: true, attributeFilter: ["class", "data-vscode-theme-id"] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style", "class"] });
  return changed;
}
