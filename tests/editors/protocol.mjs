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
  connection.listen();
  const initialized = await connection.sendRequest(protocol.InitializeRequest.type, {
    processId: process.pid, rootUri: null, workspaceFolders: null,
    capabilities: { textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } } },
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
