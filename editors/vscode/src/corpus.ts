// Adds a report to the corpus: asks for the file and lets the program do the rest, where its questions can be read.

import * as path from "node:path";
import * as vscode from "vscode";
import * as program from "./program";

export async function addReport(context: vscode.ExtensionContext, given?: vscode.Uri): Promise<void> {
  const found = program.find(context);
  if ("missing" in found) return void vscode.window.showErrorMessage(found.missing);
  const report = given ?? (await pick());
  if (!report) return;
  const folder = vscode.workspace.getWorkspaceFolder(report) ?? vscode.workspace.workspaceFolders?.[0];
  const task = new vscode.Task(
    { type: "process" },
    folder ?? vscode.TaskScope.Workspace,
    `Add ${path.basename(report.fsPath)} to the corpus`,
    "rapporteur",
    // no shell: a file's name needs no quoting
    new vscode.ProcessExecution(found.path, ["corpus", "add", report.fsPath], { cwd: (folder?.uri ?? vscode.Uri.joinPath(report, "..")).fsPath }),
  );
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, focus: true, clear: true };
  await vscode.tasks.executeTask(task);
}

async function pick(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: "The report of a meeting",
    openLabel: "Add to corpus",
    filters: { Reports: ["docx", "pdf", "html", "htm", "md", "txt"], "All files": ["*"] },
  });
  return chosen?.[0];
}
