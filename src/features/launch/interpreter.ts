import * as vscode from "vscode";
import { findInterpreter, interpreterAt, type Interpreter } from "../../python/interpreters";

/** What of the Python extension's API is used here; it publishes the types as a package of their own. */
interface PythonApi {
  readonly environments?: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { readonly id: string; readonly path: string };
    resolveEnvironment(environment: {
      readonly id: string;
      readonly path: string;
    }): Promise<ResolvedEnvironment | undefined>;
  };
}

interface ResolvedEnvironment {
  readonly executable: { readonly uri?: vscode.Uri };
  readonly environment?: { readonly type: string; readonly folderUri: vscode.Uri };
}

/**
 * The Python that a script runs with: the one chosen in the Python extension where that is installed, else the virtual
 * environment of the script's folder or of the workspace folder, else the system's.
 */
export async function interpreterFor(script: vscode.Uri, folders: readonly string[]): Promise<Interpreter> {
  return (await chosenInterpreter(script)) ?? findInterpreter(folders);
}

async function chosenInterpreter(script: vscode.Uri): Promise<Interpreter | undefined> {
  try {
    const extension = vscode.extensions.getExtension<PythonApi>("ms-python.python");
    const api = extension && (await extension.activate());
    if (!api?.environments) return undefined;
    const active = api.environments.getActiveEnvironmentPath(script);
    const resolved = await api.environments.resolveEnvironment(active);
    const path = resolved?.executable.uri?.fsPath;
    if (!resolved || path === undefined) return undefined;
    const { environment } = resolved;
    return interpreterAt(path, environment?.folderUri.fsPath, process.platform, environment?.type === "Conda");
  } catch {
    return undefined; // an extension that cannot answer must not keep a script from starting
  }
}
