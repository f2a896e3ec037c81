// The least that makes VS Code debug Python: the interpreter of the configuration runs debugpy's own adapter.
import * as vscode from "vscode";

/** @param {vscode.ExtensionContext} context */
export function activate({ subscriptions }) {
  /** @param {vscode.DebugSession} session */
  const createDebugAdapterDescriptor = ({ configuration }) => {
    const [program = "", ...before] = [configuration["python"]].flat().map(String);
    return new vscode.DebugAdapterExecutable(program, [...before, "-m", "debugpy.adapter"]);
  };
  subscriptions.push(vscode.debug.registerDebugAdapterDescriptorFactory("debugpy", { createDebugAdapterDescriptor }));
}
