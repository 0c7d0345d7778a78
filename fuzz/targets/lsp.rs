//! Messages of a client in any order and of any shape. Each line of the input is a message, or text to type; the server
//! answers a question that is asked at the end, and ends when told to.
#![no_main]

use std::sync::LazyLock;
use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt, split};
use tokio::runtime::Runtime;

static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime"));

const URI: &str = "untitled:draft.md";
const DRAFT: &str = "Recommendation 1\n\nState parties should act, see recommendation 4.\n\nRecommendation 3\n\nStates parties are urged to cooperate under article 10, paragraph 9, of the Trafficking in Persons Protocol;\n";
const ASKED: [&str; 14] = [
    "hover", "completion", "codeAction", "documentSymbol", "definition", "references", "foldingRange", "inlayHint",
    "codeLens", "semanticTokens/full", "documentLink", "formatting", "rename", "selectionRange",
];

fn framed(message: &str) -> Vec<u8> {
    format!("Content-Length: {}\r\n\r\n{message}", message.len()).into_bytes()
}

/// The message that a line of the input stands for.
fn message(line: &[u8], version: usize) -> Vec<u8> {
    let text = String::from_utf8_lossy(line);
    match line.first().copied().unwrap_or(0) {
        // as it is, but for a second greeting that names a process to watch
        b'{' if !text.contains("initialize") => framed(&text),
        // a broken frame, with its end mended so that what follows is heard
        b'!' => [&line[1..], b"\r\n\r\n"].concat(),
        kind => {
            let [line, from, until] = [1, 2, 3].map(|i| u32::from(*line.get(i).unwrap_or(&0)) % 100);
            let place = json!({"line": line % 8, "character": from});
            let range = json!({"start": place, "end": {"line": line % 8 + until % 3, "character": until}});
            let document = json!({"uri": URI, "version": version});
            let typed: String = text.chars().skip(4).collect();
            let message = match kind % 4 {
                0 => {
                    let method = format!("textDocument/{}", ASKED[usize::from(kind / 4) % ASKED.len()]);
                    json!({"jsonrpc": "2.0", "id": version, "method": method, "params": {"textDocument": document,
                        "position": place, "range": range, "positions": [place], "newName": typed,
                        "context": {"diagnostics": [], "includeDeclaration": true},
                        "options": {"tabSize": 4, "insertSpaces": true}}})
                }
                1 => json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"textDocument": document,
                    "contentChanges": [{"range": range, "text": typed}]}}),
                2 => json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"textDocument": document,
                    "contentChanges": [{"text": typed.replace('\u{fffd}', "\n")}]}}),
                _ => json!({"jsonrpc": "2.0", "method": "workspace/didChangeConfiguration",
                    "params": {"settings": {"rapporteur": serde_json::from_str(&typed).unwrap_or(Value::Null)}}}),
            };
            framed(&message.to_string())
        }
    }
}

fuzz_target!(|bytes: &[u8]| {
    let greeting = json!({"jsonrpc": "2.0", "id": "first", "method": "initialize", "params": {"processId": null, "capabilities": {}}});
    let ready = json!({"jsonrpc": "2.0", "method": "initialized", "params": {}});
    let open = json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument":
        {"uri": URI, "languageId": "markdown", "version": 1, "text": DRAFT}}});
    let mut sent: Vec<u8> = [greeting, ready, open].iter().flat_map(|message| framed(&message.to_string())).collect();
    sent.extend(bytes.split(|byte| *byte == b'\n').take(40).enumerate().flat_map(|(i, line)| message(line, i + 2)));
    // heard whatever went before, once the frame before it is over
    let last = json!({"jsonrpc": "2.0", "id": "last", "method": "shutdown"});
    let exit = json!({"jsonrpc": "2.0", "method": "exit"});
    sent.extend([last, exit].iter().flat_map(|message| framed(&message.to_string())));
    RUNTIME.block_on(async {
        let (ours, theirs) = tokio::io::duplex(1 << 16);
        let (read, write) = split(theirs);
        let server = tokio::spawn(rapporteur::lsp::converse(read, write));
        let (mut read, mut write) = split(ours);
        let hear = tokio::spawn(async move {
            let mut heard = Vec::new();
            let _ = read.read_to_end(&mut heard).await;
            heard
        });
        let _ = write.write_all(&sent).await;
        let _ = write.shutdown().await;
        let ended = tokio::time::timeout(Duration::from_secs(20), server).await;
        ended.expect("the server ends when the client has gone").expect("and without a fault");
        let heard = tokio::time::timeout(Duration::from_secs(20), hear).await.expect("its end is heard").expect("heard");
        assert!(heard.starts_with(b"Content-Length: "), "the greeting is answered");
    });
});
