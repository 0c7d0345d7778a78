// The item in the status bar: what the draft in front counts, and the stage it is held to. The server counts.

import * as vscode from "vscode";
import { Server, Status } from "./server";

export function statusBar(server: Server): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("rapporteur", vscode.StatusBarAlignment.Right, 10);
  item.name = "Rapporteur";
  const known = new Map<string, Status>();
  const show = () => {
    const status = known.get(vscode.window.activeTextEditor?.document.uri.toString() ?? "");
    void vscode.commands.executeCommand("setContext", "rapporteur.draft", status?.kind === "draft");
    if (server.health.state === "stopped") return stopped(item, server.health.why);
    if (!status || status.kind === "not-a-draft") return item.hide();
    item.backgroundColor = undefined;
    item.command = "workbench.actions.view.problems";
    item.text = status.kind === "report" ? "$(law) adopted report" : `$(law) ${counts(status)} · ${status.stage}`;
    item.tooltip = tooltip(status, server);
    item.show();
  };
  return vscode.Disposable.from(
    item,
    server.onStatus((status) => {
      // clients write the same address in more than one way
      known.set(vscode.Uri.parse(status.uri).toString(), status);
      show();
    }),
    server.onHealth(show),
    vscode.window.onDidChangeActiveTextEditor(show),
    vscode.workspace.onDidCloseTextDocument((document) => known.delete(document.uri.toString())),
  );
}

function stopped(item: vscode.StatusBarItem, why: string): void {
  item.text = "$(law) Rapporteur is not running";
  item.tooltip = `${why}\n\nClick to try again.`;
  item.command = "rapporteur.restart";
  item.backgroundColor = new vscode.ThemeColor("statusBarItem.warningBackground");
  item.show();
}

/** Hints are not counted: VS Code does not list them either. */
function counts(status: Status): string {
  const found = status.errors + status.warnings + status.information;
  return found === 0 ? "no findings" : found === 1 ? "1 finding" : `${found} findings`;
}

function tooltip(status: Status, server: Server): vscode.MarkdownString {
  const version = server.health.state === "running" ? ` ${server.health.version}` : "";
  const text = new vscode.MarkdownString(
    `**Rapporteur${version}**\n\n` +
      `${status.errors} errors, ${status.warnings} warnings, ${status.information} information, ${status.hints} hints\n\n` +
      `Stage: ${status.stage}\n\n` +
      "[Overview](command:rapporteur.showOverview) · [Earlier recommendation](command:rapporteur.showEarlier) · " +
      "[Output](command:rapporteur.showOutput)",
  );
  text.isTrusted = { enabledCommands: ["rapporteur.showOverview", "rapporteur.showEarlier", "rapporteur.showOutput"] };
  return text;
}
