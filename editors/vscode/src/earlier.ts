// The side panel: the earlier recommendation, with differences, for the recommendation at the cursor. The server writes it.

import * as vscode from "vscode";
import { Page, Server } from "./server";

/** Time for a cursor to come to rest, in milliseconds. */
const REST = 150;

const COMMANDS = ["rapporteur.restart", "vscode.open"];

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
    view.webview.options = { enableScripts: false, enableCommandUris: COMMANDS, localResourceRoots: [] };
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
    this.describe("");
    this.write("<p class=quiet>Put the cursor into a recommendation: what earlier sessions adopted on the same point stands here.</p>");
  }

  private async render(page: Page): Promise<void> {
    const turn = this.asked;
    const html = await vscode.commands
      .executeCommand<string>("markdown.api.render", page.markdown)
      .then(undefined, () => `<pre>${escape(page.markdown)}</pre>`);
    if (turn !== this.asked) return;
    this.describe(page.title);
    this.write(withLinks(html));
  }

  private describe(title: string): void {
    if (this.view) this.view.description = title;
  }

  private write(body: string): void {
    if (!this.view || body === this.shown) return;
    this.shown = body;
    const nonce = [...Array(24)].map(() => Math.floor(Math.random() * 36).toString(36)).join("");
    this.view.webview.html = `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'">
<style nonce="${nonce}">${STYLE}</style></head><body>${body}</body></html>`;
  }
}

/** Files open through the editor: a web view cannot open them itself. */
function withLinks(html: string): string {
  return html.replace(/href="(file:[^"]+)"/g, (_, file: string) => {
    const argument = encodeURIComponent(JSON.stringify([file.replace(/&amp;/g, "&")]));
    return `href="command:vscode.open?${argument}"`;
  });
}

function escape(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}

const STYLE = `
body { padding: 0 14px 14px; font-size: var(--vscode-font-size); line-height: 1.5; }
h1, h2, h3 { font-size: 1.05em; margin: 1.1em 0 .3em; }
p { margin: .5em 0; }
blockquote { margin: .5em 0; padding: .4em .8em; border-left: 3px solid var(--vscode-textBlockQuote-border); background: var(--vscode-textBlockQuote-background); }
blockquote s, blockquote del { background: var(--vscode-diffEditor-removedTextBackground); }
blockquote strong, blockquote ins { font-weight: inherit; text-decoration: none; background: var(--vscode-diffEditor-insertedTextBackground); }
a { color: var(--vscode-textLink-foreground); text-decoration: none; }
code { font-family: var(--vscode-editor-font-family); font-size: .95em; }
hr { border: 0; border-top: 1px solid var(--vscode-panel-border); margin: 1em 0; }
.quiet { color: var(--vscode-descriptionForeground); }
`;
