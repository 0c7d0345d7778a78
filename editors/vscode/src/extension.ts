// Starts the server and shows what it says. No rule, no setting and no text of findings lives here: the server owns them.

import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { LanguageClient, LanguageClientOptions, ServerOptions, State } from "vscode-languageclient/node";

const LANGUAGES = ["rapporteur", "markdown", "plaintext"];

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("Rapporteur", { log: true });
  const status = vscode.window.createStatusBarItem("rapporteur", vscode.StatusBarAlignment.Right, 10);
  status.name = "Rapporteur";
  status.command = "workbench.actions.view.problems";
  context.subscriptions.push(
    output,
    status,
    vscode.commands.registerCommand("rapporteur.restart", () => start(context, output)),
    vscode.commands.registerCommand("rapporteur.showOutput", () => output.show()),
    vscode.languages.onDidChangeDiagnostics(() => count(status)),
    vscode.window.onDidChangeActiveTextEditor(() => count(status)),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("rapporteur.server")) void start(context, output);
    }),
  );
  await start(context, output);
  count(status);
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

/** Starts the server, anew if it runs. */
async function start(context: vscode.ExtensionContext, output: vscode.LogOutputChannel): Promise<void> {
  await client?.dispose().catch(() => undefined);
  const settings = vscode.workspace.getConfiguration("rapporteur");
  const command = program(context, settings.get<string>("server.path", ""));
  const server = { command, args: ["lsp", ...settings.get<string[]>("server.arguments", [])] };
  const options: LanguageClientOptions = {
    documentSelector: LANGUAGES.flatMap((language) => [
      { scheme: "file", language },
      { scheme: "untitled", language },
    ]),
    outputChannel: output,
    markdown: { isTrusted: false, supportHtml: false },
  };
  const servers: ServerOptions = { run: server, debug: server };
  client = new LanguageClient("rapporteur", "Rapporteur", servers, options);
  client.onDidChangeState((change) => {
    if (change.newState === State.Stopped) output.info("the server has stopped");
  });
  try {
    await client.start();
  } catch (error) {
    const choice = await vscode.window.showErrorMessage(
      `Rapporteur cannot start “${command}”: ${error instanceof Error ? error.message : String(error)}`,
      "Open settings",
    );
    if (choice) await vscode.commands.executeCommand("workbench.action.openSettings", "rapporteur.server.path");
  }
}

/** The program: from the settings, beside the extension, or on PATH. */
function program(context: vscode.ExtensionContext, configured: string): string {
  if (configured) return configured;
  const name = process.platform === "win32" ? "rapporteur.exe" : "rapporteur";
  const bundled = path.join(context.extensionPath, "bin", name);
  return fs.existsSync(bundled) ? bundled : name;
}

/** Counts the findings of the text in front. */
function count(status: vscode.StatusBarItem): void {
  const editor = vscode.window.activeTextEditor;
  if (!editor || !LANGUAGES.includes(editor.document.languageId)) {
    status.hide();
    return;
  }
  const found = vscode.languages.getDiagnostics(editor.document.uri).filter((mark) => mark.source === "rapporteur");
  const serious = found.filter((mark) => mark.severity <= vscode.DiagnosticSeverity.Warning).length;
  status.text = serious > 0 ? `$(warning) ${serious} of ${found.length} findings` : `$(law) ${found.length} findings`;
  status.tooltip = "Rapporteur: errors and warnings of all findings in this draft";
  if (found.length > 0 || editor.document.languageId === "rapporteur") status.show();
  else status.hide();
}
