//! What was found out about a unit or a draft, kept as long as it.
//!
//! A unit never changes, and an edit replaces only the units that it touches: whoever looks at the whole draft after
//! every edit need not look at each unit's text again. What is kept is no part of the unit: it does not count when two
//! units are compared.

use std::any::{Any, TypeId};
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, PoisonError};

use super::Unit;

/// Findings-out, one of each type.
#[derive(Default)]
pub(super) struct Memory {
    known: Known,
    /// Choices among the units, one for each question.
    choices: Known,
    /// The choices before an edit, and which units stayed.
    before: Option<(List, Stayed)>,
}

type List = Vec<(TypeId, Arc<dyn Any + Send + Sync>)>;

#[derive(Default)]
struct Known(Mutex<List>);

/// What an edit left of the units of a draft: the first `head` of them, and those from `rest` on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stayed {
    pub head: usize,
    pub rest: usize,
    /// How many units there were.
    pub of: usize,
}

/// Units by index, in order, that answer the question `Q`.
pub(super) struct Chosen<Q> {
    pub units: Vec<u32>,
    to: PhantomData<fn() -> Q>,
}

impl Known {
    fn list(&self) -> std::sync::MutexGuard<'_, List> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn recall<T: Any + Send + Sync>(&self, find: impl FnOnce() -> T) -> Arc<T> {
        if let Some(found) = find_in::<T>(&self.list()) {
            return found;
        }
        // found out without the lock: two threads that ask at once find the same
        let found = Arc::new(find());
        self.list().push((TypeId::of::<T>(), found.clone()));
        found
    }
}

fn find_in<T: Any + Send + Sync>(list: &List) -> Option<Arc<T>> {
    let (_, found) = list.iter().find(|(of, _)| *of == TypeId::of::<T>())?;
    found.clone().downcast().ok()
}

impl Memory {
    /// The memory of a draft of which an edit left what `stayed`.
    pub(super) fn after(&self, stayed: Stayed) -> Memory {
        Memory { before: Some((self.choices.list().clone(), stayed)), ..Memory::default() }
    }

    /// Lets go of what is known now: it would be found out again.
    pub(super) fn forget(&self) {
        *self.known.list() = List::new();
        *self.choices.list() = List::new();
    }

    /// The `T` that is known, or else that `find` finds out.
    pub(super) fn recall<T: Any + Send + Sync>(&self, find: impl FnOnce() -> T) -> Arc<T> {
        self.known.recall(find)
    }

    /// Those of `units` for which `is` holds, the answer to `Q`. After an edit only the units that it put there are asked.
    pub(super) fn choose<Q: 'static>(&self, units: &[Arc<Unit>], is: impl Fn(&Unit) -> bool) -> Arc<Chosen<Q>> {
        self.choices.recall(|| {
            let ask = |from: usize, to: usize| (from..to).filter(|&i| is(&units[i])).map(|i| i as u32);
            let before = self.before.as_ref();
            let known = before.and_then(|(list, stayed)| Some((find_in::<Chosen<Q>>(list)?, *stayed)));
            let chosen = match known {
                Some((known, Stayed { head, rest, of })) => {
                    let tail = units.len() - (of - rest);
                    let at = |unit: usize| known.units.partition_point(|&i| (i as usize) < unit);
                    let moved = |&i: &u32| (i as usize - rest + tail) as u32;
                    let mut chosen = Vec::with_capacity(known.units.len() + tail - head);
                    chosen.extend_from_slice(&known.units[..at(head)]);
                    chosen.extend(ask(head, tail));
                    chosen.extend(known.units[at(rest)..].iter().map(moved));
                    chosen
                }
                None => ask(0, units.len()).collect(),
            };
            Chosen { units: chosen, to: PhantomData }
        })
    }
}

impl Clone for Memory {
    fn clone(&self) -> Memory {
        Memory::default()
    }
}

impl PartialEq for Memory {
    fn eq(&self, _: &Memory) -> bool {
        true
    }
}

impl std::fmt::Debug for Memory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Memory")
    }
}
