// Markdown of the server as a page that runs nothing: the editor's own renderer, its colours, links that it opens.

import { randomBytes } from "node:crypto";
import * as vscode from "vscode";

/** What a page may ask of the editor. */
const COMMANDS = ["rapporteur.restart", "vscode.open"];

export const OPTIONS: vscode.WebviewOptions = { enableScripts: false, enableCommandUris: COMMANDS, localResourceRoots: [] };

/** The body of a page; plain text if the editor cannot render Markdown. */
export async function body(markdown: string): Promise<string> {
  // the renderer leaves links to files alone, and a page cannot open them, so they go through a command
  const linked = markdown.replace(/\]\((file:[^)\s]+)\)/g, "](vscode:$1)");
  const html = await vscode.commands
    .executeCommand<string>("markdown.api.render", linked)
    .then(undefined, () => `<pre>${escape(markdown)}</pre>`);
  return html.replace(/"vscode:(file:[^"]+)"/g, (_, file: string) => {
    const target = JSON.stringify([file.replace(/&amp;/g, "&")]);
    return `"command:vscode.open?${encodeURIComponent(target)}"`;
  });
}

export function page(content: string): string {
  const nonce = randomBytes(16).toString("hex");
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'">
<style nonce="${nonce}">${STYLE}</style></head><body>${content}</body></html>`;
}

export function escape(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}

// in a quotation that strikes words out, bold is what was added
const STYLE = `
body { padding: 0 14px 14px; font-size: var(--vscode-font-size); line-height: 1.5; }
h1 { font-size: 1.25em; margin: 1em 0 .4em; }
h2, h3 { font-size: 1.1em; margin: 1.3em 0 .4em; }
p { margin: .5em 0; }
ol, ul { padding-left: 1.6em; }
li { margin: .4em 0; }
blockquote { margin: .5em 0; padding: .4em .8em; border-left: 3px solid var(--vscode-textBlockQuote-border); background: var(--vscode-textBlockQuote-background); }
blockquote s { background: var(--vscode-diffEditor-removedTextBackground); }
blockquote:has(s) strong { background: var(--vscode-diffEditor-insertedTextBackground); }
table { border-collapse: collapse; }
th, td { padding: .25em .8em .25em 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--vscode-panel-border); }
a { color: var(--vscode-textLink-foreground); text-decoration: none; }
a:hover { text-decoration: underline; }
code { font-family: var(--vscode-editor-font-family); font-size: .95em; }
hr { border: 0; border-top: 1px solid var(--vscode-panel-border); margin: 1em 0; }
.quiet { color: var(--vscode-descriptionForeground); }
`;
