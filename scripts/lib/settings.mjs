// What VS Code's own features are set to where we start it: nothing that nags, moves or asks the network.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** For every VS Code that we start. */
export const quiet = {
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "git.openRepositoryInParentFolders": "never",
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "workbench.enableExperiments": false,
  "workbench.settings.enableNaturalLanguageSearch": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/** For tests and screenshots: the same picture every time, and text where a test can read it. */
export const steady = {
  ...quiet,
  "editor.cursorBlinking": "solid",
  "editor.minimap.enabled": false,
  "security.workspace.trust.banner": "never",
  "security.workspace.trust.startupPrompt": "never",
  "terminal.integrated.cursorBlinking": false,
  "terminal.integrated.defaultProfile.linux": "bash",
  "terminal.integrated.stickyScroll.enabled": false,
  "terminal.integrated.gpuAcceleration": "off", // the terminal's text is then in the page
  "workbench.reduceMotion": "on",
};

/**
 * @param {string} file settings.json
 * @param {object} settings
 */
export function writeSettings(file, settings) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(settings, undefined, 2));
}
