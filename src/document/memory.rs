//! What was found out about a unit or a draft, kept as long as it.
//!
//! A unit never changes, and an edit replaces only the units that it touches: whoever looks at the whole draft after
//! every edit need not look at each unit's text again. What is kept is no part of the unit: it does not count when two
//! units are compared.

use std::any::{Any, TypeId};
use std::sync::{Arc, Mutex, PoisonError};

/// Findings-out, one of each type.
#[derive(Default)]
pub(super) struct Memory {
    known: Mutex<Vec<(TypeId, Arc<dyn Any + Send + Sync>)>>,
}

impl Memory {
    /// The `T` that is known, or else that `find` finds out.
    pub(super) fn recall<T: Any + Send + Sync>(&self, find: impl FnOnce() -> T) -> Arc<T> {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let wanted = TypeId::of::<T>();
        let found = known().iter().find(|(of, _)| *of == wanted).map(|(_, found)| found.clone());
        if let Some(Ok(found)) = found.map(Arc::downcast) {
            return found;
        }
        // found out without the lock: two threads that ask at once find the same
        let found = Arc::new(find());
        known().push((wanted, found.clone()));
        found
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
