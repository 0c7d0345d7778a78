//! What people put around a draft when they send it: who supports it, why they propose it, greetings, signatures, and the
//! message they answer.
//!
//! It looks at lines alone; where a text ends because of them, `gather` says.

use super::lines::trim;
use crate::text::Span;

/// How the lines open that say who stands behind a text.
const BACKERS: [&str; 10] = [
    "Supported by",
    "Submitted by",
    "Sponsored by",
    "Co-sponsored by",
    "Cosponsored by",
    "Endorsed by",
    "Proposed by",
    "Requested by",
    "Supporters:",
    "Sponsors:",
];

/// How the lines open that end a letter.
const GREETINGS: [&str; 14] = [
    "Best regards",
    "Best wishes",
    "Kind regards",
    "Warm regards",
    "With best regards",
    "With kind regards",
    "Regards,",
    "Sincerely",
    "Yours sincerely",
    "Yours faithfully",
    "Respectfully",
    "Many thanks",
    "Thank you",
    "Sent from my",
];

/// Whether a line, after the end of a sentence, belongs to the letter and not to the text: `Supported by: EU, Peru`,
/// `Best regards,`.
pub(super) fn is_after_text(line: &str) -> bool {
    is_greeting(line) || opens(line, &BACKERS)
}

/// Whether a line ends the letter: `Best regards,`.
pub(super) fn is_greeting(line: &str) -> bool {
    opens(line, &GREETINGS)
}

fn opens(line: &str, words: &[&str]) -> bool {
    let line = trim(line);
    line.len() < 200 && !line.ends_with('.') && words.iter().any(|words| line.starts_with(words))
}

/// The labels of what explains a text to those who read the proposal.
#[rustfmt::skip]
const LABELS: [&str; 23] = [
    "justification",
    "explanation",
    "explanatory note",
    "explanatory remark",
    "explanatory remarks",
    "rationale",
    "reason",
    "reasons",
    "reasoning",
    "motivation",
    "comment",
    "comments",
    "remark",
    "remarks",
    "source", "sources", "reference", "references", "ref.", "refs.", "based on", "agreed language", "origin",
];

/// Whether a line opens with such a label: `Justification: States parties must …`, `**Rationale** – …`.
pub(super) fn explains(line: &str) -> bool {
    let opening = trim(line).trim_start_matches(['*', '_', '-', '•', '[', '(', ' ']);
    // no label is so long, and nearly all lines have no colon or dash there
    let Some(end) = opening.find([':', '–', '—']).filter(|&end| end < 40) else { return false };
    let label = opening[..end].trim_end_matches(['*', '_', ' ']);
    LABELS.iter().any(|known| known.eq_ignore_ascii_case(label))
}

/// Whether the lines from the start of `text` head a message that is answered or passed on:
/// `-----Original Message-----`, `From: …` above `Sent: …`.
pub(super) fn is_message(text: &str) -> bool {
    const ABOVE: [&str; 4] = ["Original Message", "Original message", "Forwarded message", "Forwarded Message"];
    let mut lines = text.lines().map(trim).filter(|line| !line.is_empty());
    let Some(first) = lines.next() else { return false };
    if first.starts_with("--") {
        return ABOVE.contains(&first.trim_matches(['-', ' ']));
    }
    let headed = || lines.take(3).any(|line| ["Sent:", "Date:", "To:"].iter().any(|field| line.starts_with(field)));
    first.trim_start_matches('*').starts_with("From:") && headed()
}

/// The lines of a message that a program wrote, or that only name it: `Date: Fri, 12 Sep 2025`, `Subject: …`,
/// `On 3 Oct 2025, at 17:45, Ana <ana@mfa.example> wrote:`.
pub(super) fn stamps(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut end = 0;
    text.split_inclusive(['\n', '\r']).filter_map(move |line| {
        let start = end;
        end += line.len();
        let words = trim(line).trim_start_matches('*');
        let field = ["Date:", "Sent:", "Subject:"].iter().any(|field| words.starts_with(field));
        let answered =
            words.starts_with("On ") && (words.ends_with("wrote:") || words.ends_with('>') && words.contains('@'));
        (field || answered).then_some(Span::new(start, end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_a_text() {
        for line in ["Supported by: EU, Peru", "Best regards,", "Thank you!", "Proposed by Brazil"] {
            assert!(is_after_text(line), "{line}");
        }
        for line in ["Justification: States parties must act", "**Justification:** why", "Reasons – there are many"] {
            assert!(explains(line), "{line}");
        }
        assert!(!explains("States parties should state their reasons: these matter."));
        assert!(!is_after_text("Supported by their partners, States parties should act."));
        assert!(is_message("-----Original Message-----\nFrom: A"));
        assert!(is_message("From: Ana\nSent: 3 July 2025\nTo: all\n"));
        assert!(!is_message("From: 3 July\nthe measures apply.\n"));
    }
}
