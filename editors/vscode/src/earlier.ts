// The side panel: the earlier recommendation, with differences, for the recommendation at the cursor. The server writes it.

import * as vscode from "vscode";
import { body, escape, OPTIONS, page as whole } from "./html";
import { Page, Server } from "./server";

/** Time for a cursor to come to rest, in milliseconds. */
const REST = 150;

export class EarlierView implements vscode.WebviewViewProvider, vscode.Disposable {
  private view?: vscode.WebviewView;
  private timer?: NodeJS.Timeout;
  private asked = 0;
  private shown = "";
  private readonly listeners: vscode.Disposable;

  constructor(private readonly server: Server) {
    this.listeners = vscode.Disposable.from(
      vscode.window.onDidChangeTextEditorSelection(() => this.refresh()),
      vscode.window.onDidChangeActiveTextEditor(() => this.refresh()),
      server.onStatus(() => this.refresh()),
      server.onHealth(() => this.refresh()),
    );
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listeners.dispose();
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    this.shown = "";
    view.webview.options = OPTIONS;
    view.onDidChangeVisibility(() => this.refresh());
    view.onDidDispose(() => (this.view = undefined));
    this.refresh();
  }

  /** Shows a page that did not come from the cursor, such as one behind a lens. */
  async show(page: Page): Promise<void> {
    await vscode.commands.executeCommand("rapporteur.earlierView.focus");
    clearTimeout(this.timer);
    this.asked += 1;
    await this.render(page);
  }

  private refresh(): void {
    clearTimeout(this.timer);
    if (this.view?.visible) this.timer = setTimeout(() => void this.ask(), REST);
  }

  private async ask(): Promise<void> {
    const turn = ++this.asked;
    const { health } = this.server;
    if (health.state === "stopped") return this.write(`<p>${escape(health.why)}</p><p><a href="command:rapporteur.restart">Try again</a></p>`);
    const editor = vscode.window.activeTextEditor;
    // focus may be in a panel, in which case the last page stays
    if (!editor || !["file", "untitled"].includes(editor.document.uri.scheme)) return;
    const page = await this.server.page("rapporteur.earlier", editor.document.uri, editor.selection.active).catch(() => undefined);
    if (turn !== this.asked) return;
    if (page) return this.render(page);
    this.write("<p class=quiet>Put the cursor into a recommendation: what earlier sessions adopted on the same point stands here.</p>");
  }

  private async render(page: Page): Promise<void> {
    const turn = this.asked;
    const html = await body(page.markdown);
    if (turn !== this.asked) return;
    this.write(html);
  }

  private write(content: string): void {
    if (!this.view || content === this.shown) return;
    this.shown = content;
    this.view.webview.html = whole(content);
  }
}
