//! Addresses as clients write them: the protocol's crate takes only those that follow RFC 3986 to the letter, and many
//! editors send a path as it is. They are encoded on the way in, and given back in the client's own spelling.
//!
//! Only what stands under a key for an address is touched, never a text.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use serde_json::Value;

/// The client's spelling of each address that had to be encoded.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    spelled: Mutex<HashMap<String, String>>,
}

impl Addresses {
    /// Encodes the addresses in what a client sent.
    pub(super) fn read(&self, value: &mut Value) {
        visit(value, &mut |address| {
            if let Cow::Owned(encoded) = encoded(address) {
                let own = std::mem::replace(address, encoded.clone());
                self.spelled.lock().unwrap_or_else(PoisonError::into_inner).insert(encoded, own);
            }
        });
    }

    /// Whether the client writes all of them as they are written here.
    pub(super) fn are_spelled_alike(&self) -> bool {
        self.spelled.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// Gives the addresses in what is sent back their spelling.
    pub(super) fn write(&self, value: &mut Value) {
        let spelled = self.spelled.lock().unwrap_or_else(PoisonError::into_inner);
        // hardly a client has any, and answers can be long
        if !spelled.is_empty() {
            visit(value, &mut |address| {
                if let Some(own) = spelled.get(address) {
                    address.clone_from(own);
                }
            });
        }
    }
}

/// Shows every address in a message to `with`.
fn visit(value: &mut Value, with: &mut impl FnMut(&mut String)) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(|value| visit(value, with)),
        Value::Object(table) => {
            for (key, value) in table.iter_mut() {
                match value {
                    Value::String(text) if key == "uri" || key.ends_with("Uri") => with(text),
                    // the edits of a workspace, by address
                    Value::Object(edits) if key == "changes" => {
                        let old = std::mem::take(edits);
                        edits.extend(old.into_iter().map(|(mut address, edits)| {
                            with(&mut address);
                            (address, edits)
                        }));
                    }
                    value => visit(value, with),
                }
            }
        }
        _ => {}
    }
}

/// An address with everything encoded that RFC 3986 does not let stand; a path alone is that of a file.
pub(super) fn encoded(address: &str) -> Cow<'_, str> {
    let scheme = if address.starts_with('/') { "file://" } else { "" };
    // brackets may stand around the number of a host, and nowhere else
    let host = address.find("://").map_or(0, |at| at + 3);
    let path = address[host..].find(['/', '?', '#']).map_or(address.len(), |at| host + at);
    let path = if host == 0 { 0 } else { path };
    let hex = |at: usize| address.as_bytes().get(at).is_some_and(u8::is_ascii_hexdigit);
    let fragment = address.find('#').unwrap_or(address.len());
    let stands = |at: usize, byte: u8| match byte {
        b'%' => hex(at + 1) && hex(at + 2),
        b'[' | b']' => at < path,
        b'#' => at == fragment,
        _ => byte.is_ascii_alphanumeric() || b"-._~:/?@!$&'()*+,;=".contains(&byte),
    };
    if scheme.is_empty() && address.bytes().enumerate().all(|(at, byte)| stands(at, byte)) {
        return Cow::Borrowed(address);
    }
    let mut out = scheme.to_owned();
    for (at, byte) in address.bytes().enumerate() {
        match stands(at, byte) {
            true => out.push(char::from(byte)),
            false => out.push_str(&format!("%{byte:02X}")),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tower_lsp_server::ls_types::Uri;

    use super::*;

    #[test]
    fn what_may_not_stand_in_an_address_is_encoded() {
        for (address, expected) in [
            ("file:///tmp/[draft] v2.md", "file:///tmp/%5Bdraft%5D%20v2.md"),
            ("file:///tmp/a|b^c.md", "file:///tmp/a%7Cb%5Ec.md"),
            ("file:///tmp/été 100%.md", "file:///tmp/%C3%A9t%C3%A9%20100%25.md"),
            ("file:///tmp/%5Bdraft%5D.md", "file:///tmp/%5Bdraft%5D.md"),
            ("untitled:draft 1", "untitled:draft%201"),
            ("http://[::1]:80/[a]", "http://[::1]:80/%5Ba%5D"),
            ("file:///a#b#c", "file:///a#b%23c"),
            ("/tmp/a b.md", "file:///tmp/a%20b.md"),
        ] {
            assert_eq!(encoded(address), expected);
            assert!(expected.parse::<Uri>().is_ok(), "{expected}");
        }
    }

    #[test]
    fn a_client_gets_its_own_spelling_back() {
        let addresses = Addresses::default();
        let mut sent = json!({"textDocument": {"uri": "file:///[a].md", "text": "[uri] é"}});
        addresses.read(&mut sent);
        assert_eq!(sent["textDocument"], json!({"uri": "file:///%5Ba%5D.md", "text": "[uri] é"}));
        let mut answer = json!([{"edit": {"changes": {"file:///%5Ba%5D.md": [], "file:///b": []}}}]);
        addresses.write(&mut answer);
        assert_eq!(answer, json!([{"edit": {"changes": {"file:///[a].md": [], "file:///b": []}}}]));
    }
}
