// Finds the program: named in the settings, inside the extension, or on PATH.

import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as vscode from "vscode";

/** Where the program is, or why it is nowhere. */
export type Program = { path: string } | { missing: string };

export function find(context: vscode.ExtensionContext): Program {
  const configured = vscode.workspace.getConfiguration("rapporteur").get<string>("server.path", "").trim();
  if (configured) {
    const named = configured.replace(/^~(?=[/\\])/, os.homedir());
    const found = path.isAbsolute(named) ? file(named) : onPath(named);
    return found ? { path: found } : { missing: `The setting “rapporteur.server.path” names “${configured}”, and no program is there.` };
  }
  const name = process.platform === "win32" ? "rapporteur.exe" : "rapporteur";
  const found = file(path.join(context.extensionPath, "server", name)) ?? onPath(name);
  return found ? { path: found } : { missing: "The program “rapporteur” is not on PATH, and this extension came without one." };
}

function onPath(name: string): string | undefined {
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
  return folders.map((folder) => file(path.join(folder, name))).find(Boolean);
}

function file(name: string): string | undefined {
  try {
    fs.accessSync(name, fs.constants.X_OK);
    return fs.statSync(name).isFile() ? name : undefined;
  } catch {
    return undefined;
  }
}
