//! What a client's message is: a request, an answer, or something that is refused by name. A batch is none: the
//! protocol has no batches.
//!
//! What of a client's abilities this server does not know is left out, so that a client newer than it is served.

use serde::Deserialize;
use serde_json::{Map, Value, json};
use tower_lsp_server::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_lsp_server::ls_types::{InitializeParams, Uri};

use super::addresses::Addresses;

/// A message as it was understood.
#[derive(Debug)]
pub(super) enum Message {
    /// A request or notification.
    Request(Request),
    /// An answer to a question of the server.
    Answer(Response),
    /// No message: what the client is told.
    Refused(Response),
}

/// What a client may leave out or say in words that are unknown here, before it has begun.
const SAID_FREELY: [&str; 6] = ["capabilities", "trace", "clientInfo", "locale", "rootUri", "workspaceFolders"];

/// What `body` says.
pub(super) fn read(body: &[u8], addresses: &Addresses) -> Message {
    match serde_json::from_slice(body) {
        Ok(Value::Object(message)) => understood(message, addresses),
        Ok(_) => refused(Id::Null, ErrorCode::InvalidRequest, "a message is one JSON object; batches are not served"),
        Err(error) => unreadable(&format!("a body that is no JSON in UTF-8: {error}")),
    }
}

/// The answer to something that is no message.
pub(super) fn unreadable(why: &str) -> Message {
    refused(Id::Null, ErrorCode::ParseError, why)
}

fn refused(id: Id, code: ErrorCode, why: &str) -> Message {
    tracing::warn!("a message was refused: {why}");
    Message::Refused(Response::from_error(id, Error { code, message: why.to_owned().into(), data: None }))
}

fn understood(mut message: Map<String, Value>, addresses: &Addresses) -> Message {
    let id = match message.remove("id") {
        None => None,
        Some(Value::Null) => Some(Id::Null),
        Some(Value::String(id)) => Some(Id::String(id)),
        Some(other) => match other.as_i64() {
            Some(id) => Some(Id::Number(id)),
            None => return refused(Id::Null, ErrorCode::InvalidRequest, "an id is a whole number or a string"),
        },
    };
    let refuse = |id: Option<Id>, why| refused(id.unwrap_or_default(), ErrorCode::InvalidRequest, why);
    if message.get("jsonrpc").and_then(Value::as_str) != Some("2.0") {
        return refuse(id, "a message says “jsonrpc”: “2.0”");
    }
    match message.remove("method") {
        Some(Value::String(method)) => request(method, id, message.remove("params"), addresses),
        Some(_) => refuse(id, "a method is named by a string"),
        None => {
            let said = match (message.remove("result"), message.remove("error")) {
                (None, None) => return refuse(id, "a message has a method, a result or an error"),
                (_, Some(error)) if !error.is_null() => {
                    Err(serde_json::from_value(error).unwrap_or_else(|_| Error::internal_error()))
                }
                (result, _) => Ok(result.unwrap_or_default()),
            };
            Message::Answer(Response::from_parts(id.unwrap_or_default(), said))
        }
    }
}

fn request(method: String, id: Option<Id>, mut params: Option<Value>, addresses: &Addresses) -> Message {
    if let Some(id) = id.clone().filter(|_| method.starts_with("$/")) {
        return refused(id, ErrorCode::MethodNotFound, &format!("there is no request “{method}”"));
    }
    if let Some(params) = &mut params {
        addresses.read(params);
    }
    let address = params.as_ref().and_then(|params| params.pointer("/textDocument/uri"));
    if let Some(address) = address.filter(|address| id.is_none() && Uri::deserialize(*address).is_err()) {
        tracing::warn!("{method} is left aside: {address} is no address of a document");
    }
    match method.as_str() {
        // neither takes any, and clients send what they like
        "shutdown" | "exit" => params = None,
        "initialize" => params = params.map(known),
        "workspace/diagnostic" => params.iter_mut().for_each(keep_addressed),
        _ => {}
    }
    let mut request = Request::build(method);
    if let Some(params) = params {
        request = request.params(params);
    }
    if let Some(id) = id {
        request = request.id(id);
    }
    Message::Request(request.finish())
}

/// How a client introduces itself, without what is unknown here.
fn known(mut params: Value) -> Value {
    if let Some(table) = params.as_object_mut()
        && !table.get("capabilities").is_some_and(Value::is_object)
    {
        table.insert("capabilities".to_owned(), json!({}));
    }
    loop {
        let Err(error) = serde_path_to_error::deserialize::<_, InitializeParams>(&params) else { return params };
        let path: Vec<String> = error.path().iter().map(|segment| segment.to_string()).collect();
        let freely = path.first().is_some_and(|first| SAID_FREELY.contains(&first.as_str()));
        if !freely || !take_out(&mut params, &path) {
            return params;
        }
        tracing::info!("left out of what the client can do: {}: {}", error.path(), error.inner());
    }
}

/// Takes what stands at `path`, or the nearest thing around it, out.
fn take_out(value: &mut Value, path: &[String]) -> bool {
    let Some((step, rest)) = path.split_first() else { return false };
    let index = step.trim_matches(['[', ']']).parse::<usize>();
    let inner = match value {
        Value::Object(table) => table.get_mut(step),
        Value::Array(list) => index.as_ref().ok().and_then(|&at| list.get_mut(at)),
        _ => None,
    };
    if inner.is_some_and(|inner| take_out(inner, rest)) {
        return true;
    }
    match value {
        Value::Object(table) => table.remove(step).is_some(),
        Value::Array(list) => index.is_ok_and(|at| at < list.len() && !list.remove(at).is_null()),
        _ => false,
    }
}

/// Leaves out results of before whose address is none: one of them must not cost the answer about all others.
fn keep_addressed(params: &mut Value) {
    if let Some(known) = params.get_mut("previousResultIds").and_then(Value::as_array_mut) {
        known.retain(|known| Uri::deserialize(&known["uri"]).is_ok());
    }
}
