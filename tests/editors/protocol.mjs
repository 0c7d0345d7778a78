// The release binary driven by Microsoft's own protocol library, over standard input and output, a socket and a pipe.
// node protocol.mjs PROGRAM
import { createRequire } from "node:module";
import { spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
const require = createRequire(import.meta.url);
const protocol = require("vscode-languageserver-protocol/node");

const program = process.argv[2];
const text = fs.readFileSync(path.join(import.meta.dirname ?? ".", "draft.md"), "utf8");
const uri = "file:///drafts/draft.md";
const fail = (what) => {
  console.log("FAIL", what);
  process.exit(1);
};

async function listen(server) {
  return new Promise((done) => server.once("connection", done));
}

/** A connection over the named transport, and the server's process. */
async function connect(transport) {
  if (transport === "stdio") {
    const child = spawn(program, ["lsp", "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
    return [new protocol.StreamMessageReader(child.stdout), new protocol.StreamMessageWriter(child.stdin), child];
  }
  const server = net.createServer();
  const socket = path.join(os.tmpdir(), `rapporteur-${process.pid}.sock`);
  await new Promise((done) => server.listen(transport === "tcp" ? { port: 0, host: "127.0.0.1" } : socket, done));
  const where = transport === "tcp" ? [`--socket=${server.address().port}`] : [`--pipe=${socket}`];
  const child = spawn(program, ["lsp", ...where], { stdio: "inherit" });
  const stream = await listen(server);
  server.close();
  return [new protocol.SocketMessageReader(stream), new protocol.SocketMessageWriter(stream), child];
}

for (const transport of ["stdio", "tcp", "pipe"]) {
  const [reader, writer, child] = await connect(transport);
  const exit = new Promise((done) => child.on("exit", done));
  const connection = protocol.createProtocolConnection(reader, writer);
  connection.onError((error) => fail(error));
  const published = new Promise((done) => connection.onNotification(protocol.PublishDiagnosticsNotification.type, done));
  const status = new Promise((done) => connection.onNotification("rapporteur/status", done));
  connection.onRequest(protocol.ConfigurationRequest.type, (params) => params.items.map(() => null));
  const shown = new Promise((done) =>
    connection.onRequest(protocol.ShowDocumentRequest.type, (params) => (done(params), { success: true })));
  connection.listen();
  const initialized = await connection.sendRequest(protocol.InitializeRequest.type, {
    processId: process.pid, rootUri: null, workspaceFolders: null,
    capabilities: {
      window: { showDocument: { support: true }, workDoneProgress: true },
      workspace: { symbol: {}, executeCommand: {}, configuration: true },
      textDocument: {
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
        hover: { contentFormat: ["markdown"] }, definition: {}, typeDefinition: {}, references: {}, documentHighlight: {},
        documentSymbol: { hierarchicalDocumentSymbolSupport: true }, completion: {}, codeLens: {}, documentLink: {},
        inlayHint: {}, foldingRange: {}, selectionRange: {}, formatting: {}, rangeFormatting: {},
        rename: { prepareSupport: true },
        semanticTokens: {
          requests: { full: { delta: true }, range: true }, tokenTypes: [], tokenModifiers: [], formats: [],
        },
      },
    },
    initializationOptions: { status: true },
  });
  connection.sendNotification(protocol.InitializedNotification.type, {});
  connection.sendNotification(protocol.DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId: "markdown", version: 7, text },
  });
  const marks = await published;
  const mark = marks.diagnostics.find((mark) => mark.code === "state-parties") ?? fail("no mark");
  if (marks.version !== 7) fail(`version ${marks.version}`);
  const actions = await connection.sendRequest(protocol.CodeActionRequest.type, {
    textDocument: { uri }, range: mark.range, context: { diagnostics: [mark] },
  });
  if (!actions.some((action) => action.title === "Write “States parties”")) fail("no fix");
  const document = { uri };
  const position = mark.range.start;
  const range = { start: { line: 0, character: 0 }, end: { line: 200, character: 0 } };
  const options = { tabSize: 4, insertSpaces: true };
  const asked = [
    [protocol.HoverRequest, { textDocument: document, position }],
    [protocol.DocumentSymbolRequest, { textDocument: document }],
    [protocol.WorkspaceSymbolRequest, { query: "consular" }],
    [protocol.CodeLensRequest, { textDocument: document }],
    [protocol.InlayHintRequest, { textDocument: document, range }],
    [protocol.FoldingRangeRequest, { textDocument: document }],
    [protocol.SelectionRangeRequest, { textDocument: document, positions: [position] }],
    [protocol.SemanticTokensRequest, { textDocument: document }],
    [protocol.SemanticTokensRangeRequest, { textDocument: document, range }],
    [protocol.DocumentFormattingRequest, { textDocument: document, options }],
    [protocol.DocumentRangeFormattingRequest, { textDocument: document, range, options }],
    [protocol.DocumentLinkRequest, { textDocument: document }],
    [protocol.CompletionRequest, { textDocument: document, position }],
    [protocol.DefinitionRequest, { textDocument: document, position }],
    [protocol.TypeDefinitionRequest, { textDocument: document, position }],
    [protocol.ReferencesRequest, { textDocument: document, position, context: { includeDeclaration: true } }],
    [protocol.DocumentHighlightRequest, { textDocument: document, position }],
  ];
  for (const [request, params] of asked) {
    const answer = await connection.sendRequest(request.type, params);
    if (answer === null || answer === undefined) fail(`${request.method}: no answer`);
  }
  const prepared = await connection.sendRequest(protocol.PrepareRenameRequest.type, {
    textDocument: document, position: { line: marks.diagnostics[0].range.start.line, character: 0 },
  });
  if (prepared === undefined) fail("prepareRename");
  const page = await connection.sendRequest(protocol.ExecuteCommandRequest.type, {
    command: "rapporteur.overview", arguments: [uri],
  });
  if (!page.markdown.includes("How strongly it asks")) fail("no overview");
  if (!(await shown).uri.startsWith("file:")) fail("no page is shown");
  const stands = await status;
  if (stands.uri !== uri || stands.kind !== "draft" || stands.errors < 1) fail(`status ${JSON.stringify(stands)}`);
  const unknown = await connection.sendRequest("workspace/nothing", {}).then(() => "answered", (error) => error.code);
  if (unknown !== protocol.ErrorCodes.MethodNotFound) fail(`an unknown request: ${unknown}`);
  await connection.sendRequest(protocol.ShutdownRequest.type);
  await connection.sendNotification(protocol.ExitNotification.type);
  const code = await exit;
  if (code !== 0) fail(`exit code ${code}`);
  console.log(transport, initialized.serverInfo.name, marks.diagnostics.length, "marks, exit", code);
}
console.log("OK");
process.exit(0);
