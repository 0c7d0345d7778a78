// Pages to read beside the draft: the overview, and what a rule is for.

import { execFile } from "node:child_process";
import * as path from "node:path";
import { promisify } from "node:util";
import * as vscode from "vscode";
import { body, OPTIONS, page } from "./html";
import * as program from "./program";
import { Page, Server } from "./server";

const SCHEME = "rapporteur-page";

export class Pages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private panel?: vscode.WebviewPanel;
  private readonly texts = new Map<string, string>();
  private readonly change = new vscode.EventEmitter<vscode.Uri>();
  private readonly registered = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  readonly onDidChange = this.change.event;

  dispose(): void {
    this.panel?.dispose();
    this.registered.dispose();
    this.change.dispose();
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.path) ?? "";
  }

  /** Shows a page of the server beside the draft, in place of the one before. */
  async beside(made: Page): Promise<void> {
    this.panel ??= this.open();
    this.panel.title = made.title;
    this.panel.webview.html = page(await body(made.markdown));
    this.panel.reveal(undefined, true);
  }

  private open(): vscode.WebviewPanel {
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = vscode.window.createWebviewPanel("rapporteur.page", "Rapporteur", place, OPTIONS);
    panel.onDidDispose(() => (this.panel = undefined));
    return panel;
  }

  /** Shows plain text. */
  async plain(title: string, text: string): Promise<void> {
    const document = await vscode.workspace.openTextDocument(this.keep(title, text));
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
  }

  private keep(title: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${title.replace(/[\\/]/g, "-")}` });
    this.texts.set(uri.path, text);
    this.change.fire(uri);
    return uri;
  }
}

/** The overview of the draft in front. */
export async function overview(server: Server, pages: Pages): Promise<void> {
  const draft = vscode.window.activeTextEditor?.document.uri;
  if (!draft) return void vscode.window.showInformationMessage("Open a draft first; the overview is of the draft in front.");
  const made = await server.page("rapporteur.overview", draft);
  if (made) await pages.beside(made);
  else void vscode.window.showInformationMessage(`“${path.basename(draft.path)}” is no draft of recommendations, so there is no overview.`);
}

/** What `rapporteur explain` says of the rule at the cursor, or of one that is chosen. */
export async function explainRule(context: vscode.ExtensionContext, pages: Pages): Promise<void> {
  const found = program.find(context);
  if ("missing" in found) return void vscode.window.showErrorMessage(found.missing);
  const editor = vscode.window.activeTextEditor;
  const folder = editor?.document.uri.scheme === "file" ? path.dirname(editor.document.uri.fsPath) : undefined;
  const ask = (...words: string[]) => promisify(execFile)(found.path, words, { cwd: folder, maxBuffer: 1 << 26 });
  try {
    const rule = here(editor) ?? (await choose(JSON.parse((await ask("rules", "--format", "json")).stdout)));
    if (rule) await pages.plain(`${rule}.txt`, (await ask("explain", rule)).stdout);
  } catch (error) {
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}

function here(editor: vscode.TextEditor | undefined): string | undefined {
  if (!editor) return undefined;
  const marks = vscode.languages.getDiagnostics(editor.document.uri);
  const [mark] = marks
    .filter((mark) => mark.source === "rapporteur" && mark.range.contains(editor.selection.active))
    .sort((one, other) => one.severity - other.severity);
  const code = typeof mark?.code === "object" ? mark.code.value : mark?.code;
  return code === undefined ? undefined : String(code);
}

async function choose(rules: { rule: string; title: string; severity: string }[]): Promise<string | undefined> {
  const items = rules.map(({ rule, title, severity }) => ({ label: rule, description: severity, detail: title }));
  return (await vscode.window.showQuickPick(items, { placeHolder: "The rule to explain", matchOnDetail: true }))?.label;
}
