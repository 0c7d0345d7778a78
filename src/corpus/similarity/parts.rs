//! The parts of a text that are compared on their own besides the whole: the items of its list.

/// Items shorter than this many words say too little to be compared.
const WORDS: usize = 6;

/// The whole text, then the items of its list, if it has one: each stands for a measure of its own.
pub fn parts(text: &str) -> Vec<&str> {
    let mut parts = vec![text];
    let starts: Vec<(usize, usize)> = markers(text);
    if starts.len() < 2 {
        return parts;
    }
    for (i, &(_, start)) in starts.iter().enumerate() {
        let end = starts.get(i + 1).map_or(text.len(), |&(marker, _)| marker);
        let item = text[start..end].trim();
        if item.split_whitespace().count() >= WORDS {
            parts.push(item);
        }
    }
    parts
}

/// Where the markers `(a)`, `(b)` … of a list begin and end. They must run in order from `(a)`.
fn markers(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut from = 0;
    for letter in 'a'..='z' {
        let marker = format!("({letter}) ");
        let Some(at) = text[from..].find(&marker) else { break };
        found.push((from + at, from + at + marker.len()));
        from += at + marker.len();
    }
    found
}
