//! Mistakes planted in adopted text are found, and planting them marks nothing else. `examples/planted.rs` plants more.

use rapporteur::workbench::Workbench;

use crate::plants;

#[test]
fn planted_mistakes_are_found_and_nothing_else() {
    let outcomes = plants::measure(&Workbench::embedded(), 1000..1002);
    assert!(outcomes.len() > 60, "the kinds are listed");
    let mut planted = 0;
    let mut notes = Vec::new();
    for (kind, outcome) in &outcomes {
        assert!(outcome.planted > 0, "{}: was never planted", kind.name);
        planted += outcome.planted;
        notes.extend(outcome.notes.iter().map(|note| format!("{}: {note}", kind.name)));
    }
    assert!(notes.len() * 50 <= planted, "{} of {planted}:\n{}", notes.len(), notes.join("\n"));
}
