import * as vscode from "vscode";
import { findInterpreter, type Search } from "../python/environment/find";
import { interpreterAt, type Interpreter } from "../python/environment/interpreters";
import { t } from "../util/text";

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
  readonly environment?: { readonly type: string; readonly name?: string; readonly folderUri: vscode.Uri };
}

/** What of the Python Environments extension's API is used here. */
interface EnvironmentsApi {
  getEnvironment?(scope: vscode.Uri | undefined): Promise<ManagedEnvironment | undefined>;
}

interface ManagedEnvironment {
  readonly displayName: string;
  readonly sysPrefix?: string;
  readonly envId?: { readonly managerId?: string };
  readonly execInfo?: { readonly run?: { readonly executable?: string } };
}

/**
 * The Python that a script runs with: the one chosen in the Python extension or in the Python Environments extension where one
 * of them is installed, else what the project itself tells.
 * @param search where the project's environment may lie
 * @throws HumanError as `findInterpreter`
 */
export async function interpreterFor(script: vscode.Uri, search: Search): Promise<Interpreter> {
  return (await managedInterpreter(script)) ?? (await chosenInterpreter(script)) ?? findInterpreter(search);
}

async function managedInterpreter(script: vscode.Uri): Promise<Interpreter | undefined> {
  try {
    const api = await apiOf<EnvironmentsApi>("ms-python.vscode-python-envs");
    const found = await api?.getEnvironment?.(script);
    const path = found?.execInfo?.run?.executable;
    if (!found || path === undefined) return undefined;
    const conda = found.envId?.managerId?.endsWith(":conda") ?? false;
    const name = t("{name}, chosen in Python Environments", { name: found.displayName });
    return interpreterAt(path, found.sysPrefix, { name, conda });
  } catch {
    return undefined; // an extension that cannot answer must not keep a script from starting
  }
}

async function chosenInterpreter(script: vscode.Uri): Promise<Interpreter | undefined> {
  try {
    const api = await apiOf<PythonApi>("ms-python.python");
    if (!api?.environments) return undefined;
    const active = api.environments.getActiveEnvironmentPath(script);
    const resolved = await api.environments.resolveEnvironment(active);
    const path = resolved?.executable.uri?.fsPath;
    if (!resolved || path === undefined) return undefined;
    const { environment } = resolved;
    const name = t("{name}, chosen in the Python extension", { name: environment?.name ?? path });
    return interpreterAt(path, environment?.folderUri.fsPath, { name, conda: environment?.type === "Conda" });
  } catch {
    return undefined; // as above
  }
}

/** The API of another extension, if that is installed and enabled. */
async function apiOf<T>(id: string): Promise<T | undefined> {
  const extension = vscode.extensions.getExtension<T>(id);
  return extension && (await extension.activate());
}
