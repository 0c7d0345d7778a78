//! Frames of the protocol: headers, an empty line, a body. What cannot be read is said once, and reading goes on.
//!
//! The reader of the protocol's crate ends the session at the first frame that it cannot read, and knows only one case
//! of a header's name. What a body says is the business of `messages`.

use std::io;

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, BufReader};

/// What came in.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// The bytes of a message.
    Body(Vec<u8>),
    /// Something else; why it is no message.
    Unreadable(&'static str),
}

/// The frames that a client sends.
#[derive(Debug)]
pub(super) struct Frames<R> {
    read: BufReader<R>,
    /// Where the next frame begins is not known, and that was said.
    lost: bool,
}

/// The header that says how long a body is, in bytes.
const LENGTH: &[u8] = b"content-length:";

/// The header that may say how a body is encoded.
const TYPE: &[u8] = b"content-type:";

/// Bytes of a line that is looked at as one piece; longer ones are looked through in pieces.
const LONGEST: u64 = 1 << 20;

/// Memory that is set aside before a body has come in; a length may be wrong.
const AHEAD: usize = 1 << 20;

/// The headers of a frame, as far as they are read.
#[derive(Debug, Default)]
struct Head {
    length: Option<usize>,
    fault: Option<&'static str>,
}

impl<R: AsyncRead + Unpin> Frames<R> {
    pub(super) fn new(read: R) -> Frames<R> {
        Frames { read: BufReader::with_capacity(1 << 16, read), lost: false }
    }

    /// The next frame; `None` when there are no more.
    ///
    /// # Errors
    /// If the stream breaks.
    pub(super) async fn next(&mut self) -> io::Result<Option<Frame>> {
        let (mut head, mut line) = (Head::default(), Vec::new());
        loop {
            line.clear();
            if (&mut self.read).take(LONGEST).read_until(b'\n', &mut line).await? == 0 {
                return Ok(None);
            }
            let text = line.trim_ascii();
            if !text.is_empty() {
                let known = head.read(text);
                self.lost &= head.length.is_none();
                if !known && !self.lost && head.length.is_none() {
                    self.lost = true;
                    return Ok(Some(Frame::Unreadable("a line that is no header")));
                }
                continue;
            }
            match (head.length.take(), head.fault.take()) {
                (Some(length), fault) => {
                    let Some(body) = self.body(length).await? else { return Ok(None) };
                    return Ok(Some(fault.map_or(Frame::Body(body), Frame::Unreadable)));
                }
                (None, Some(fault)) => {
                    self.lost = true;
                    return Ok(Some(Frame::Unreadable(fault)));
                }
                (None, None) => {}
            }
        }
    }

    /// A body of this many bytes; `None` if the stream ends before.
    async fn body(&mut self, length: usize) -> io::Result<Option<Vec<u8>>> {
        let mut body = Vec::with_capacity(length.min(AHEAD));
        let read = (&mut self.read).take(length as u64).read_to_end(&mut body).await?;
        Ok((read == length).then_some(body))
    }
}

impl Head {
    /// Reads a line; `false` if it is no header. What stands before a length is the rest of something that could not be
    /// read.
    fn read(&mut self, line: &[u8]) -> bool {
        let lower = line.to_ascii_lowercase();
        if let Some(at) = memchr::memmem::rfind(&lower, LENGTH) {
            let value = std::str::from_utf8(lower[at + LENGTH.len()..].trim_ascii()).ok();
            self.length = value.and_then(|value| value.parse().ok());
            if self.length.is_none() {
                self.fault = Some("a Content-Length that is no length");
            }
            return true;
        }
        if let Some(value) = lower.strip_prefix(TYPE) {
            let charset = memchr::memmem::find(value, b"charset=").map(|at| value[at + 8..].trim_ascii());
            let charset =
                charset.map(|name| name.trim_ascii_start().split(|&byte| byte == b';').next().unwrap_or(name));
            let plain = |name: &[u8]| matches!(name, b"utf-8" | b"utf8" | b"\"utf-8\"" | b"\"utf8\"");
            if !charset.is_none_or(plain) {
                self.fault = Some("an encoding other than UTF-8");
            }
            return true;
        }
        // a header that nobody needs; the JSON of a client that sends no headers begins otherwise
        let name = lower.split(|&byte| byte == b':').next().unwrap_or(&lower);
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
        name.len() < lower.len() && !name.is_empty() && name.iter().all(is_name)
    }
}

/// Adds the frame of `body` to what is to be sent.
pub(super) fn frame(body: &[u8], into: &mut Vec<u8>) {
    into.extend_from_slice(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
    into.extend_from_slice(body);
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn check(text: &[u8], expected: &[Result<&str, &str>]) {
        let mut frames = Frames::new(text);
        let mut found = Vec::new();
        while let Some(frame) = frames.next().await.expect("a stream that holds") {
            found.push(match frame {
                Frame::Body(body) => Ok(String::from_utf8_lossy(&body).into_owned()),
                Frame::Unreadable(why) => Err(why.to_owned()),
            });
        }
        let found: Vec<Result<&str, &str>> =
            found.iter().map(|frame| frame.as_deref().map_err(String::as_str)).collect();
        assert_eq!(found, expected, "{}", String::from_utf8_lossy(text));
    }

    #[tokio::test]
    async fn what_can_be_read_is_read_after_what_cannot() {
        check(b"Content-Length: 2\r\n\r\n{}content-length:3\r\nX-More: a\r\n\r\n[1]", &[Ok("{}"), Ok("[1]")]).await;
        check(b"hello\nwho is there\nContent-Length: 2\r\n\r\n{}", &[Err("a line that is no header"), Ok("{}")]).await;
        let length = Err("a Content-Length that is no length");
        check(b"Content-Length: -4\r\n\r\n{\"a\": 1}CONTENT-LENGTH: 2\n\n{}", &[length, Ok("{}")]).await;
        check(b"Content-Length: 9\r\n\r\n{}", &[]).await;
        let plain = b"Content-Type: application/vscode-jsonrpc\r\nContent-Length: 2\r\n\r\n{}";
        check(plain, &[Ok("{}")]).await;
        let named = b"Content-Length: 2\r\nContent-Type: a/b; charset=UTF-8\r\n\r\n{}";
        check(named, &[Ok("{}")]).await;
        let other = b"Content-Type: a/b; charset=utf-16\r\nContent-Length: 2\r\n\r\n{}Content-Length: 2\r\n\r\n[]";
        check(other, &[Err("an encoding other than UTF-8"), Ok("[]")]).await;
    }
}
