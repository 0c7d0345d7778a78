// Wires the editor to the server. No rule, no setting and no text of findings lives here: the server owns them.

import * as vscode from "vscode";
import { addReport } from "./corpus";
import { EarlierView } from "./earlier";
import { explainRule, overview, Pages } from "./pages";
import { Server } from "./server";
import { statusBar } from "./status";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("Rapporteur", { log: true });
  const running = new Server(context, output, (page) => void earlier.show(page));
  const earlier = new EarlierView(running);
  const pages = new Pages();
  server = running;
  const command = vscode.commands.registerCommand;
  context.subscriptions.push(
    output,
    earlier,
    pages,
    statusBar(running),
    vscode.window.registerWebviewViewProvider("rapporteur.earlierView", earlier),
    command("rapporteur.restart", () => running.start()),
    command("rapporteur.showOutput", () => output.show()),
    command("rapporteur.showOverview", () => overview(running, pages)),
    command("rapporteur.showEarlier", () => vscode.commands.executeCommand("rapporteur.earlierView.focus")),
    command("rapporteur.explainRule", () => explainRule(context, pages)),
    command("rapporteur.addReport", (report?: vscode.Uri) => addReport(context, report)),
    command("rapporteur.openSample", () => sample(context)),
    command("rapporteur.openWalkthrough", () =>
      vscode.commands.executeCommand("workbench.action.openWalkthrough", `${context.extension.id}#start`),
    ),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("rapporteur.server")) void running.start();
    }),
  );
  await running.start();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}

/** A draft with a few things to find, as a text of its own that nobody has to save. */
async function sample(context: vscode.ExtensionContext): Promise<void> {
  const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(context.extensionUri, "media", "sample.rec.md"));
  const document = await vscode.workspace.openTextDocument({ language: "rapporteur", content: new TextDecoder().decode(bytes) });
  await vscode.window.showTextDocument(document);
}
