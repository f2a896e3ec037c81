import type { PlotRun } from "../../src/shared/plots";
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

/** How a run's line is told from the others. */
export interface Stroke {
  readonly color: string;
  /** Lengths of strokes and gaps in CSS pixels; empty = solid. */
  readonly dash: readonly number[];
  readonly width: number;
}

/** Colours in package.json: lossline.line1 … */
const lineCount = 8;

/** Taken in turn by runs whose colour another run has already; in high contrast, by every run but the first. */
const dashes: readonly (readonly number[])[] = [[], [7, 3], [2, 3], [9, 3, 2, 3], [12, 5], [5, 2, 2, 2, 2, 2]];

const widths = { baseline: 2.5, few: 1.5, many: 1 } as const;

/** Above so many runs their lines are drawn thinner. */
const manyRuns = 12;

export function strokeOf(run: PlotRun, theme: Theme, runs: number): Stroke {
  if (run.isBaseline) return { color: theme.baseline, dash: [], width: widths.baseline };
  const turn = Math.floor(run.color / theme.lines.length) + (theme.highContrast ? run.color : 0);
  return {
    color: theme.lines[run.color % theme.lines.length]!,
    dash: dashes[turn % dashes.length]!,
    width: runs > manyRuns ? widths.many : widths.few,
  };
}

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
