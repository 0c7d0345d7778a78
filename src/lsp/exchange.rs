//! One conversation: messages are begun in the order they came, and what there is to say is written as it comes.
//!
//! Everything here is one task: a handler runs until its first `.await` before the next message is looked at. What a
//! message means is the business of `Backend`; how it is written, of `frames` and `messages`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use futures::channel::mpsc;
use futures::{FutureExt, SinkExt, Stream, StreamExt, future, stream};
use serde::Serialize;
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tower_lsp_server::LspService;
use tower_lsp_server::jsonrpc::{Error, Id, Request, Response, Result};
use tower_lsp_server::ls_types::notification::Notification;
use tower_service::Service;

use super::Backend;
use super::addresses::Addresses;
use super::frames::{Frame, Frames, frame};
use super::messages::{self, Message};
use super::pulls::Pulls;

/// Requests that may wait at the same time; a burst of questions must not hold up an edit.
pub(super) const CONCURRENCY: usize = 256;

/// Messages that may wait to be begun.
const QUEUE: usize = 100;

/// Bytes that are kept for the next messages to be written.
const KEPT: usize = 1 << 20;

/// Long notifications that may wait to be written before the next has to.
const LONG: usize = 4;

/// Something for the client.
pub(super) enum Said {
    Answer(Response),
    Request(Request),
    /// The whole message, written.
    Long(Vec<u8>),
}

/// The way to the client for what is long: written as it is, without the tree of values that the protocol's crate makes
/// of every message.
#[derive(Debug, Clone)]
pub(super) struct Outbox {
    say: mpsc::Sender<Vec<u8>>,
    addresses: Arc<Addresses>,
}

impl Outbox {
    /// Tells the client, in the order in which this is called; waits while it does not listen.
    pub(super) async fn notify<N: Notification>(&mut self, params: N::Params) {
        #[derive(Serialize)]
        struct Written<P> {
            jsonrpc: &'static str,
            method: &'static str,
            params: P,
        }
        match self.written(&Written { jsonrpc: "2.0", method: N::METHOD, params }) {
            // a client that is gone is told nothing
            Ok(body) => drop(self.say.send(body).await),
            Err(error) => tracing::error!("{} cannot be written: {error}", N::METHOD),
        }
    }

    /// The answer to the request with this id.
    pub(super) fn answer(&self, id: Id, result: Result<impl Serialize>) -> Said {
        #[derive(Serialize)]
        struct Written<R> {
            jsonrpc: &'static str,
            id: Id,
            result: R,
        }
        let result = match result {
            Ok(result) => result,
            Err(error) => {
                // behind what was said of the work before it ended
                let refused = Response::from_error(id, error);
                return self.written(&refused).map_or_else(|_| Said::Answer(refused), Said::Long);
            }
        };
        match self.written(&Written { jsonrpc: "2.0", id: id.clone(), result }) {
            Ok(body) => Said::Long(body),
            Err(_) => Said::Answer(Response::from_error(id, Error::internal_error())),
        }
    }

    /// Says a long answer after everything that the client was told before; gives back any other.
    pub(super) async fn say(&mut self, answer: Said) -> Option<Said> {
        match answer {
            Said::Long(body) => {
                // a client that is gone is told nothing
                let _ = self.say.send(body).await;
                None
            }
            other => Some(other),
        }
    }

    fn written(&self, message: &impl Serialize) -> serde_json::Result<Vec<u8>> {
        if self.addresses.are_spelled_alike() {
            return serde_json::to_vec(message);
        }
        let mut message = serde_json::to_value(message)?;
        self.addresses.write(&mut message);
        serde_json::to_vec(&message)
    }
}

/// Serves a client until it leaves or cannot be reached; `goodbye` is set as its goodbye comes in, since it need not
/// wait for the answer before it is gone.
pub(super) async fn talk(read: impl AsyncRead + Unpin, write: impl AsyncWrite, goodbye: &AtomicBool) {
    let addresses = Arc::<Addresses>::default();
    let (long, longs) = mpsc::channel(LONG);
    let outbox = Outbox { say: long, addresses: addresses.clone() };
    let (mut service, socket) = LspService::new(|client| Backend::new(client, outbox));
    let (questions, mut answers) = socket.split();
    let unasked = stream::select(questions.map(Said::Request), longs.map(Said::Long));
    // who is about to leave is asked nothing: Neovim dies of a closed pipe when it answers after its `exit`
    let unasked = unasked.take_while(|_| future::ready(!goodbye.load(Ordering::SeqCst)));
    let (unasked, over) = stream::abortable(unasked);
    let (mut begin, begun) = mpsc::channel(QUEUE);
    let (say, said) = mpsc::unbounded();
    let (own, addresses) = (say.clone(), &*addresses);
    let listen = async move {
        let mut frames = Frames::new(read);
        let mut pulls = Pulls::default();
        let mut introduced = false;
        while let Ok(Some(frame)) = frames.next().await {
            let message = match frame {
                Frame::Body(body) => {
                    tracing::trace!("<- {}", String::from_utf8_lossy(&body));
                    messages::read(&body, addresses)
                }
                Frame::Unreadable(why) => messages::unreadable(why),
            };
            match message {
                Message::Request(request) => {
                    introduced |= request.method() == "initialize";
                    // before the session has begun it is refused, and was no goodbye
                    if request.method() == "shutdown" && introduced {
                        goodbye.store(true, Ordering::SeqCst);
                    }
                    // some clients never close the stream
                    let leaves = request.method() == "exit";
                    if future::poll_fn(|context| service.poll_ready(context)).await.is_err() {
                        break;
                    }
                    let ready = service.inner().is_ready() && !goodbye.load(Ordering::SeqCst);
                    let pulled = if ready { pulls.answer(&request, service.inner()) } else { None };
                    let handled = || service.call(request).map(|answer| answer.ok()?.map(Said::Answer)).boxed();
                    if begin.send(pulled.unwrap_or_else(handled)).await.is_err() || leaves {
                        break;
                    }
                }
                Message::Answer(answer) => {
                    if answers.send(answer).await.is_err() {
                        break;
                    }
                }
                Message::Refused(answer) => {
                    let _ = own.unbounded_send(Said::Answer(answer));
                }
            }
        }
    };
    let work = begun.buffer_unordered(CONCURRENCY).for_each(move |answer| {
        if let Some(answer) = answer {
            let _ = say.unbounded_send(answer);
        }
        future::ready(())
    });
    let hear = async {
        tokio::join!(listen, work);
        over.abort();
    };
    let tell = tell(stream::select(said, unasked), write, addresses);
    tokio::pin!(hear, tell);
    tokio::select! {
        () = &mut hear => {
            let _ = tell.await;
        }
        // a client that cannot be told anything is gone, even if it left the other stream open
        gone = &mut tell => if let Err(error) = gone {
            tracing::warn!("the client cannot be reached: {error}");
        }
    }
}

/// Writes everything that is said, as many messages at once as there are.
async fn tell(said: impl Stream<Item = Said>, write: impl AsyncWrite, addresses: &Addresses) -> std::io::Result<()> {
    tokio::pin!(said, write);
    let mut out = Vec::new();
    while let Some(first) = said.next().await {
        let mut next = Some(first);
        while let Some(one) = next {
            let body = body(one, addresses)?;
            tracing::trace!("-> {}", String::from_utf8_lossy(&body));
            frame(&body, &mut out);
            next = if out.len() < KEPT { said.next().now_or_never().flatten() } else { None };
        }
        write.write_all(&out).await?;
        write.flush().await?;
        out.clear();
        out.shrink_to(KEPT);
    }
    Ok(())
}

/// A message as JSON, with addresses as the client writes them.
fn body(said: Said, addresses: &Addresses) -> serde_json::Result<Vec<u8>> {
    let spelled = |mut value: Value| {
        addresses.write(&mut value);
        value
    };
    match said {
        Said::Long(body) => Ok(body),
        Said::Answer(answer) => {
            let (id, result) = answer.into_parts();
            serde_json::to_vec(&Response::from_parts(id, result.map(spelled)))
        }
        Said::Request(request) => {
            let (method, id, params) = request.into_parts();
            let mut request = Request::build(method);
            if let Some(params) = params {
                request = request.params(spelled(params));
            }
            if let Some(id) = id {
                request = request.id(id);
            }
            serde_json::to_vec(&request.finish())
        }
    }
}
