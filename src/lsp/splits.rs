//! One recommendation as several, or as a list: a sentence that gets a number of its own, actions that become items.
//!
//! What is cut has to stand by itself on both sides of the cut; where nobody can be sure of that, nothing is offered.

use super::changes::{Change, REWRITE, renumbered, series};
use crate::checks;
use crate::document::{Document, Label, Unit};
use crate::text::{Edit, Span};
use crate::workbench::Workbench;

/// Several actions in one sentence as a list.
pub(super) fn actions(document: &Document, i: usize, workbench: &Workbench) -> Option<Change> {
    let unit = &document.units()[i];
    let verbs = checks::parts(unit, &workbench.lexicon)?;
    if verbs.len() < 2 || verbs.len() > 26 || unit.sentences.len() > 1 {
        return None;
    }
    let text = unit.reading();
    // "adopt, review and implement laws" is one action with three verbs
    let has_object = |(verb, next): (&Span, &Span)| {
        link_before(&text[verb.start..next.start]).split([' ', '\n']).filter(|word| !word.is_empty()).count() > 1
    };
    if !verbs.iter().zip(&verbs[1..]).all(has_object) {
        return None;
    }
    let mut edits = Vec::new();
    for (place, verb) in verbs.iter().enumerate() {
        let letter = char::from(b'a' + place as u8);
        let before = match place {
            0 => text[..verb.start].trim_end_matches([' ', '\n', ',']),
            _ => link_before(&text[..verb.start]),
        };
        let mark = match place {
            0 => ":",
            _ => ";",
        };
        let first = text[verb.start..].chars().next()?;
        let span = Span::new(before.len(), verb.start + first.len_utf8());
        edits.push(Edit::replace(span, format!("{mark}\n\n({letter}) {}", first.to_uppercase())));
    }
    let edits = edits.into_iter().map(|edit| Edit::replace(document.locate(i, edit.span), edit.text)).collect();
    Some(Change {
        title: format!("Split into a list of {} actions", verbs.len()),
        kind: REWRITE,
        edits,
        hindrance: None,
    })
}

/// The text without the words that link a further action to it.
fn link_before(text: &str) -> &str {
    let mut text = text.trim_end_matches([' ', '\n']);
    for word in [" to", " should", " as well as", " and"] {
        text = text.strip_suffix(word).unwrap_or(text).trim_end_matches([' ', '\n']);
    }
    text.trim_end_matches([',', ';', ' ', '\n'])
}

/// The sentence at byte `at` as a recommendation of its own; those that follow are renumbered, mentions included.
pub(super) fn sentence(document: &Document, i: usize, at: usize) -> Option<Change> {
    let unit = &document.units()[i];
    let place = unit.find(at - document.start(i));
    let listed = |sentence: &Span| unit.items.iter().any(|item| item.marker_span.start <= sentence.start);
    let sentence = *unit
        .sentences
        .iter()
        .skip(1)
        .find(|sentence| sentence.start <= place && place <= sentence.end && !listed(sentence))?;
    let (noun, label) = (unit.called()?.0, unit.label.as_ref()?);
    let number = label.number.value + 1;
    if is_enclosed(unit, sentence.start) {
        return None;
    }
    let before = unit.reading()[..sentence.start].trim_end().len();
    let between = unit.locate(Span::new(before, sentence.start));
    let heading = heading_like(unit, label, number, between.start)?;
    let mut edits = vec![Edit::replace(document.locate(i, Span::new(before, sentence.start)), heading)];
    // the number after 1 may be that of 1 bis
    let plain = |other: &usize| {
        let label = document.units()[*other].label.as_ref();
        label.is_some_and(|label| label.number.suffix.is_empty() && label.also.is_empty())
    };
    let own: Vec<usize> = series(document, i).into_iter().filter(|&other| other >= i).collect();
    if !own.iter().all(plain) {
        return None;
    }
    let moved: Vec<(usize, u32)> = own
        .iter()
        .skip(1)
        .filter_map(|&other| Some((other, document.units()[other].label.as_ref()?.number.value + 1)))
        .collect();
    edits.extend(renumbered(document, &moved));
    Some(Change { title: format!("Make this sentence {noun} {number}"), kind: REWRITE, edits, hindrance: None })
}

/// Whether byte `at` of the reading text stands in quotation marks, parentheses or brackets that were opened before it.
fn is_enclosed(unit: &Unit, at: usize) -> bool {
    let before = unit.text(Span::new(unit.body.start, at));
    let open = |[opens, closes]: [char; 2]| {
        let count = before.chars().fold(0_usize, |depth, c| match c {
            _ if c == opens => depth + 1,
            _ if c == closes => depth.saturating_sub(1),
            _ => depth,
        });
        count > 0
    };
    unit.is_quoted(Span::at(at)) || [['(', ')'], ['[', ']'], ['“', '”'], ['«', '»']].into_iter().any(open)
}

/// The heading of a unit with another number, to be put where `cut` is in its source; `None` where the form cannot be
/// copied: a bullet, a quotation, a number of a paragraph below the heading, bold print that goes on.
fn heading_like(unit: &Unit, label: &Label, number: u32, cut: usize) -> Option<String> {
    const BREAKS: [char; 6] = ['\n', '\r', '\u{b}', '\u{c}', '\u{2028}', '\u{2029}'];
    let source = unit.source();
    let (whole, digits) = (unit.locate(label.span), unit.locate(label.number_span));
    let line =
        source[..whole.start].rfind(BREAKS).map_or(0, |at| at + source[at..].chars().next().map_or(0, char::len_utf8));
    let lead = &source[line..whole.start];
    let tail = &source[digits.end..unit.locate(unit.body).start.max(digits.end)];
    let marks = |text: &str| text.chars().filter(|c| matches!(c, '*' | '_')).count();
    let plain = lead.chars().all(|c| matches!(c, '#' | '*' | '_' | ' '))
        && !lead.starts_with("* ")
        && tail.chars().all(|c| c.is_whitespace() || "*_#:.)–—-".contains(c))
        && marks(lead) == marks(tail)
        && source.get(digits.end..cut)?.matches("**").count() % 2 == marks(lead) / 2 % 2;
    if label.glued || unit.paragraph.is_some() || !plain {
        return None;
    }
    let (tail, below) = match tail.find(BREAKS) {
        Some(at) => (tail[..at].trim_end(), "\n\n"),
        None => (tail, ""),
    };
    Some(format!("\n\n{}{number}{tail}{below}", &source[line..digits.start]))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::changes::changes;
    use super::super::changes::tests::{check, titles};
    use super::super::state::Snapshot;
    use crate::text::apply;

    #[test]
    fn several_actions_become_a_list() {
        check(
            "Recommendation 1\n\nStates parties are encouraged to adopt$0 laws against trafficking in persons and to protect its victims.\n",
            "Split into a list of 2 actions",
            expect![[r#"
                Recommendation 1

                States parties are encouraged to:

                (a) Adopt laws against trafficking in persons;

                (b) Protect its victims.
            "#]],
        );
        check(
            "Recommendation 1\n\nUNODC is encouraged to share$0 data, to protect victims and to train officials.\n",
            "Split into a list of 3 actions",
            expect![[r#"
                Recommendation 1

                UNODC is encouraged to:

                (a) Share data;

                (b) Protect victims;

                (c) Train officials.
            "#]],
        );
        check(
            "Recommendation 1\n\nStates parties should, where possible, ensure$0 access to justice, and provide legal aid.\n",
            "Split into a list of 2 actions",
            expect![[r#"
                Recommendation 1

                States parties should, where possible:

                (a) Ensure access to justice;

                (b) Provide legal aid.
            "#]],
        );
        for one in [
            "are encouraged not to detain victims and to share information.",
            "are encouraged to share information with, and to protect, victims.",
            "are encouraged to train officers to identify victims and to refer them to services.",
            "should train officers to identify victims, and refer them to services.",
            "are encouraged to strengthen their capacity to investigate and to prosecute.",
            "are encouraged to ratify the Protocol and to do so without delay.",
        ] {
            let offered = titles(&format!("Recommendation 1\n\nStates parties$0 {one}\n"));
            assert!(offered.iter().all(|title| !title.starts_with("Split")), "{one} {offered:?}");
        }
        for clause in [
            "adopt laws that should, inter alia, protect victims, and enforce them.",
            "cooperate with non-governmental organizations that assist victims, provide shelter, and offer legal aid, and report.",
            "fund shelters where victims receive aid, and train staff.",
        ] {
            let offered = titles(&format!("Recommendation 1\n\nStates parties should$0 {clause}\n"));
            assert!(offered.iter().all(|title| !title.starts_with("Split")), "{clause} {offered:?}");
        }
        check(
            "Recommendation 1\n\nStates parties are encouraged to adopt$0 laws that protect victims and to train judges.\n",
            "Split into a list of 2 actions",
            expect![[r#"
                Recommendation 1

                States parties are encouraged to:

                (a) Adopt laws that protect victims;

                (b) Train judges.
            "#]],
        );
        for soft in [
            "are encouraged to consider establishing funds and to share data.",
            "may wish to consider increasing resources for shelters, and invite private entities to contribute to them.",
        ] {
            let offered = titles(&format!("Recommendation 1\n\nStates parties$0 {soft}\n"));
            assert!(offered.iter().all(|title| !title.starts_with("Split")), "{soft} {offered:?}");
        }
        let shared =
            titles("Recommendation 1\n\nStates parties should adopt$0, implement and evaluate national strategies.\n");
        assert!(shared.iter().all(|title| !title.starts_with("Split")), "{shared:?}");
    }

    #[test]
    fn a_sentence_becomes_a_recommendation_and_the_others_move() {
        check(
            "Recommendation 1\n\nStates parties should act. UNODC should$0 help them.\n\nRecommendation 2\n\nStates parties should act, as in recommendation 2 above.\n",
            "Make this sentence",
            expect![[r#"
                Recommendation 1

                States parties should act.

                Recommendation 2

                UNODC should help them.

                Recommendation 3

                States parties should act, as in recommendation 3 above.
            "#]],
        );
    }

    #[test]
    fn a_sentence_gets_a_heading_like_the_one_before() {
        for (before, cut) in [
            ("## Recommendation 1\n\nStates parties should act.", "\n\n## Recommendation 2\n\n"),
            ("**Recommendation 1**\n\nStates parties should act.", "\n\n**Recommendation 2**\n\n"),
            ("Recommendation 1: States parties should act.", "\n\nRecommendation 2: "),
            ("Recommendation 1\n\nStates parties should act (see annex I).", "\n\nRecommendation 2\n\n"),
        ] {
            let after = format!("{before}{cut}UNODC should help them.\n");
            let (snapshot, at) = Snapshot::of(&format!("{before} UNODC should$0 help them.\n"));
            let split =
                changes(&snapshot, at).into_iter().find(|change| change.title.starts_with("Make this sentence"));
            let split = split.unwrap_or_else(|| panic!("no split of {before}"));
            assert_eq!(apply(&snapshot.text.whole(), &split.edits).0, after);
        }
    }

    #[test]
    fn a_sentence_stays_where_a_cut_is_not_sure() {
        for text in [
            "Recommendation 1\n\nStates parties should act. UNODC should$0 help.\n\nRecommendation 1 bis\n\nStates parties should share.\n\nRecommendation 2\n\nStates parties should report on recommendations 1 bis and 2.\n",
            "Recommendation 1\n\nStates parties should apply the statement “All must act. None$0 may wait.” in full.\n",
            "Recommendation 1\n\nStates parties should adopt [laws. States parties should$0 train] judges.\n",
            "Recommendation 1\n\nStates parties should act (see annex. It$0 is long).\n",
            "> Recommendation 1\n>\n> States parties should act. UNODC should$0 help them.\n",
            "- Recommendation 1: States parties should act. UNODC should$0 help them.\n- Recommendation 2: States parties should act.\n",
            "Recommendation 1\n\n**States parties should act. UNODC should$0 help them.**\n",
        ] {
            let offered = titles(text);
            assert!(offered.iter().all(|title| !title.starts_with("Make this")), "{text} {offered:?}");
        }
    }
}
