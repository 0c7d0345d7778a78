//! The program itself as an editor starts it: exit codes, and its log.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

fn start(arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    command.arg("lsp").args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    command.spawn().expect("the program starts")
}

/// Sends messages, waits for the answer to the first of them, and closes the stream; gives back the exit code and what
/// was answered after that.
fn say(mut child: Child, messages: &[Value]) -> (Option<i32>, String) {
    let (mut stdin, mut stdout) = (child.stdin.take().expect("a stream"), child.stdout.take().expect("a stream"));
    for (place, message) in messages.iter().enumerate() {
        let body = message.to_string();
        write!(stdin, "Content-Length: {}\r\n\r\n{body}", body.len()).expect("the program listens");
        if place == 0 {
            let mut first = [0; 20];
            stdout.read_exact(&mut first).expect("an answer");
        }
    }
    drop(stdin);
    let mut answered = String::new();
    stdout.read_to_string(&mut answered).expect("text");
    (child.wait().expect("it ends").code(), answered)
}

fn initialize() -> Value {
    json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"processId": null, "rootUri": null, "capabilities": {}}})
}

#[test]
fn the_exit_code_says_whether_the_client_said_goodbye() {
    let shutdown = json!({"jsonrpc": "2.0", "id": 2, "method": "shutdown"});
    let exit = json!({"jsonrpc": "2.0", "method": "exit"});
    assert_eq!(say(start(&[]), &[initialize(), shutdown.clone(), exit.clone()]).0, Some(0));
    let early = say(start(&[]), &[shutdown.clone(), exit.clone()]).0;
    assert_eq!(early, Some(1), "a goodbye before the session has begun is refused");
    assert_eq!(say(start(&[]), &[initialize(), shutdown]).0, Some(0), "it went away after saying goodbye");
    assert_eq!(say(start(&[]), &[initialize(), exit]).0, Some(1));
    assert_eq!(say(start(&[]), &[initialize()]).0, Some(1), "the client is gone");
}

#[test]
#[cfg(unix)]
fn it_ends_when_the_process_of_the_client_does() {
    let mut client = Command::new("sleep").arg("0.2").spawn().expect("a process");
    let id = client.id().to_string();
    let mut server = start(&["--clientProcessId", &id]);
    client.wait().expect("it ends");
    let stdin = server.stdin.take();
    assert_eq!(server.wait().expect("it ends").code(), Some(1), "although its streams are open");
    drop(stdin);
}

#[test]
fn the_log_is_written_where_it_is_wanted() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("server.log");
    let (code, _) = say(start(&["--log", path.to_str().unwrap(), "--log-level", "debug"]), &[initialize()]);
    assert_eq!(code, Some(1));
    let log = std::fs::read_to_string(&path).expect("a log");
    assert!(log.contains("serving"), "{log}");
    assert_eq!(say(start(&["--log", folder.path().to_str().unwrap()]), &[]).0, Some(2), "a folder is no log");
}
