//! Sentences as people write them, and what is understood of each.

use crate::document::{Document, Unit};
use crate::lexicon::Lexicon;

fn unit(text: &str) -> std::sync::Arc<Unit> {
    let lexicon = Lexicon::embedded();
    let document = Document::parse(&format!("Recommendation 1\n\n{text}"), &lexicon);
    document.units()[0].clone()
}

/// `addressee | qualifier | phrase`, and what else was noticed.
fn parts(text: &str) -> String {
    let unit = unit(text);
    let found = unit.recommendation.as_ref().expect("a recommendation");
    let quote = |span: Option<crate::text::Span>| span.map_or("-", |span| unit.text(span));
    let words = found.operative.as_ref().map_or("-", |operative| operative.words.as_str());
    let names: Vec<&str> = found.addressees.iter().map(|one| unit.text(one.span)).collect();
    let mut out = format!("{} | {} | {words}", names.join(" + "), quote(found.qualifier));
    if let Some(opening) = found.opening {
        out = format!("{} > {out}", unit.text(opening));
    }
    if found.open {
        out += " | open";
    }
    if let Some(at) = found.missing_comma {
        out += &format!(" | comma after “{}”", last_word(&unit, at));
    }
    for operative in found.operatives().take(1) {
        if let Some(at) = operative.missing_comma {
            out += &format!(" | comma after “{}”", last_word(&unit, at));
        }
        if let Some(qualifier) = operative.qualifier {
            out += &format!(" | inside “{}”", unit.text(qualifier));
        }
        if let Some(joint) = &operative.doubled {
            out += &format!(" | “{}” and “{}”", unit.text(joint.first), unit.text(joint.second));
        }
        if let Some(slip) = &operative.slip {
            out += &format!(" | “{}” for “{}”", unit.text(slip.span), slip.right);
        }
        if operative.passive {
            out += " | passive";
        }
    }
    for operative in found.operatives().skip(1) {
        out += &format!(" | then {}", operative.words);
    }
    out
}

fn last_word(unit: &Unit, at: usize) -> &str {
    unit.reading()[..at].rsplit(' ').next().unwrap_or("")
}

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, expected)| (text, expected, parts(text)))
        .filter(|(_, expected, got)| *got != **expected)
        .map(|(text, expected, got)| format!("{text}\n  expected {expected}\n  got      {got}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn reads_plain_recommendations() {
    check(&[
        ("States parties should adopt laws.", "States parties | - | should"),
        ("States parties are encouraged to consider adopting laws.", "States parties | - | are encouraged to consider"),
        ("Each State party should adopt laws.", "Each State party | - | should"),
        ("The Conference should consider the matter.", "The Conference | - | should consider"),
        ("The secretariat should prepare a paper.", "The secretariat | - | should"),
        ("States parties and UNODC should cooperate.", "States parties + UNODC | - | should"),
        (
            "States parties, UNODC and the secretariat should cooperate.",
            "States parties + UNODC + the secretariat | - | should",
        ),
        ("States parties are also strongly encouraged to adopt laws.", "States parties | - | are encouraged to"),
        ("States parties also should adopt laws.", "States parties | - | should"),
        ("States parties should not punish victims.", "States parties | - | should"),
        ("States parties may wish to consider adopting laws.", "States parties | - | may wish to consider"),
        ("States parties should make every effort to adopt laws.", "States parties | - | should make every effort to"),
        ("States parties should (where possible) consider adopting laws.", "States parties | - | should consider"),
        ("States parties to the Protocol should adopt laws.", "States parties | to the Protocol | should"),
        ("States parties SHOULD adopt laws.", "States parties | - | should"),
        ("UNODC is encouraged to continue its work.", "UNODC | - | are encouraged to"),
        (
            "The Working Group, at its meeting in Vienna, recommended that the Conference act.",
            "The Working Group | at its meeting in Vienna | recommended",
        ),
    ]);
}

#[test]
fn reads_openings_and_qualifiers() {
    check(&[
        (
            "In addressing exploitation, States parties are encouraged to adopt laws.",
            "In addressing exploitation > States parties | - | are encouraged to",
        ),
        (
            "Recalling article 9, paragraph 1, of the Convention, States parties should adopt laws.",
            "Recalling article 9, paragraph 1, of the Convention > States parties | - | should",
        ),
        (
            "With a view to helping Governments, States parties, in line with domestic law, should adopt laws.",
            "With a view to helping Governments > States parties | in line with domestic law | should",
        ),
        (
            "States parties, individually and collectively, should adopt laws.",
            "States parties | individually and collectively | should",
        ),
        (
            "States parties that have not yet done so are called upon to ratify the Protocol.",
            "States parties | that have not yet done so | are called upon to",
        ),
        (
            "States parties that are in a position to do so are encouraged to fund projects.",
            "States parties | that are in a position to do so | are encouraged to",
        ),
        ("States parties that may be affected should adopt laws.", "States parties | that may be affected | should"),
        (
            "States parties, which have ratified the Protocol, should adopt laws.",
            "States parties | which have ratified the Protocol | should",
        ),
        (
            "States parties, where their law so requires, should adopt laws.",
            "States parties | where their law so requires | should",
        ),
        (
            "States parties, as they may deem appropriate, should adopt laws.",
            "States parties | as they may deem appropriate | should",
        ),
        ("States parties – as appropriate – should adopt laws.", "States parties | - | should"),
        (
            "States parties invited to the meeting should adopt laws.",
            "States parties | invited to the meeting | should",
        ),
        (
            "States parties are encouraged, where appropriate, to adopt laws.",
            "States parties | - | are encouraged to | inside “where appropriate”",
        ),
        (
            "States parties should, in cooperation with UNODC, international organizations and civil society, adopt laws.",
            "States parties | - | should | inside “in cooperation with UNODC, international organizations and civil society”",
        ),
        (
            "States parties should, where possible, consider adopting laws.",
            "States parties | - | should consider | inside “where possible”",
        ),
    ]);
}

#[test]
fn notices_commas_that_are_missing() {
    check(&[
        (
            "States parties, in accordance with domestic law should adopt laws.",
            "States parties | in accordance with domestic law | should | comma after “law”",
        ),
        (
            "States parties in accordance with domestic law, should adopt laws.",
            "States parties | in accordance with domestic law | should | comma after “parties”",
        ),
        (
            "States parties in accordance with domestic law should adopt laws.",
            "States parties | in accordance with domestic law | should",
        ),
        (
            "States parties, as appropriate are encouraged to ensure that victims, where appropriate, are encouraged to report.",
            "States parties | as appropriate | are encouraged to | comma after “appropriate”",
        ),
        (
            "States parties are encouraged, in line with domestic law to adopt laws.",
            "States parties | - | are encouraged to | comma after “law” | inside “in line with domestic law”",
        ),
        (
            "States parties are encouraged in line with domestic law, to adopt laws.",
            "States parties | - | are encouraged to | comma after “encouraged” | inside “in line with domestic law”",
        ),
        (
            "States parties are, where appropriate, encouraged to adopt laws.",
            "States parties | - | are encouraged to | inside “where appropriate”",
        ),
        (
            "States parties are encouraged where appropriate to train judges.",
            "States parties | - | are encouraged to | inside “where appropriate”",
        ),
        (
            "States parties should, in line with domestic law adopt laws.",
            "States parties | - | should | comma after “law” | inside “in line with domestic law”",
        ),
    ]);
}

#[test]
fn reads_phrases_never_adopted() {
    check(&[
        ("States parties must adopt laws.", "States parties | - | must"),
        ("States parties will adopt laws.", "States parties | - | will"),
        ("States parties need to adopt laws.", "States parties | - | need to"),
        ("Each State party has to adopt laws.", "Each State party | - | have to"),
        ("States parties ought to adopt laws.", "States parties | - | ought to"),
        ("States parties are required to adopt laws.", "States parties | - | are required to"),
        ("States parties are requested to adopt laws.", "States parties | - | are requested to"),
        ("States parties shall be required to adopt laws.", "States parties | - | shall be required to"),
        ("States parties are to adopt laws.", "States parties | - | are to"),
        ("States parties were urged to adopt laws.", "States parties | - | were urged to"),
        ("States parties are welcome to adopt laws.", "States parties | - | are welcome to"),
        ("States parties should be encouraged to adopt laws.", "States parties | - | should be encouraged to"),
        ("It is recommended that States parties adopt laws.", "States parties | - | it is recommended that"),
        (
            "It is strongly recommended that States parties should adopt laws.",
            "States parties | - | it is recommended that",
        ),
        ("Encourages States parties to adopt laws.", "States parties | - | encourages"),
        ("Also encourages all States parties to adopt laws.", "States parties | - | encourages"),
        ("Calls upon States parties to adopt laws.", "States parties | - | calls upon"),
        ("Encourage States parties to adopt laws.", "States parties | - | encourages"),
        ("It is recommended to States parties to adopt laws.", "States parties | - | it is recommended to"),
        ("States parties have an obligation to adopt laws.", "States parties | - | have an obligation to"),
        ("States parties are under a duty to adopt laws.", "States parties | - | are under a duty to"),
        ("States parties undertake to adopt laws.", "States parties | - | undertake to"),
        ("States parties are to be encouraged to adopt laws.", "States parties | - | are to"),
    ]);
}

#[test]
fn reads_phrases_with_slips() {
    check(&[
        (
            "States parties should are invited to adopt laws.",
            "States parties | - | should | “should” and “are invited to”",
        ),
        ("States parties should must adopt laws.", "States parties | - | should | “should” and “must”"),
        (
            "States parties should encouraged to adopt laws.",
            "States parties | - | should | “should” and “encouraged to”",
        ),
        (
            "States parties are encouraged to should adopt laws.",
            "States parties | - | are encouraged to | “are encouraged to” and “should”",
        ),
        (
            "States parties are encouraged and invited to adopt laws.",
            "States parties | - | are encouraged and invited to | “encouraged” and “invited”",
        ),
        (
            "States parties are urged adopt laws.",
            "States parties | - | are urged to | “are urged adopt” for “are urged to adopt”",
        ),
        (
            "States parties are encourage to adopt laws.",
            "States parties | - | are encouraged to | “are encourage to” for “are encouraged to”",
        ),
        (
            "States parties encouraged to adopt laws.",
            "States parties | - | are encouraged to | “encouraged to” for “are encouraged to”",
        ),
        ("States parties are should adopt laws.", "States parties | - | are | “are” and “should”"),
        (
            "States parties are call upon to adopt laws.",
            "States parties | - | are called upon to | “are call upon to” for “are called upon to”",
        ),
        ("States parties are encouraged, to adopt laws.", "States parties | - | are encouraged to"),
        ("States parties should to adopt laws.", "States parties | - | should | “should to adopt” for “should adopt”"),
    ]);
}

#[test]
fn reads_subjects_it_does_not_know() {
    check(&[
        ("National authorities should adopt laws.", "National authorities | - | should"),
        (
            "National authorities, in accordance with domestic law, should adopt laws.",
            "National authorities | in accordance with domestic law | should",
        ),
        (
            "In line with article 9, paragraph 1, of the Convention, national authorities should adopt laws.",
            "In line with article 9, paragraph 1, of the Convention > national authorities | - | should",
        ),
        ("In this regard should consult civil society.", "In this regard >  | - | should"),
        ("In this regard, should consult civil society.", "In this regard >  | - | should"),
        ("Should adopt laws.", " | - | should"),
        ("Are encouraged to adopt laws.", " | - | are encouraged to"),
        ("Strengthen cooperation.", " | - | -"),
        ("Cooperation should be strengthened.", "Cooperation | - | should | passive"),
        ("Measures that should be taken include training.", " | - | -"),
        ("There should be cooperation.", " | - | should"),
        (
            "States parties, including those of destination, and UNODC should adopt laws.",
            "States parties + UNODC | including those of destination | should",
        ),
        (
            "States parties and labour inspectors, including those of regions, and employers should adopt laws.",
            "States parties + labour inspectors | including those of regions, and employers | should",
        ),
        (
            "States parties and relevant stakeholders, where appropriate, should adopt laws.",
            "States parties + relevant stakeholders | where appropriate | should",
        ),
        (
            "States parties and relevant stakeholders should adopt laws.",
            "States parties + relevant stakeholders | - | should",
        ),
        (
            "States parties, law enforcement agencies and civil society should adopt laws.",
            "States parties + law enforcement agencies + civil society | - | should",
        ),
        ("States parties adopt laws.", "States parties | - | -"),
    ]);
}

#[test]
fn reads_lists_titles_and_alternatives() {
    check(&[
        ("States parties should:\n\n(a) Adopt laws;\n\n(b) Train judges.", "States parties | - | should"),
        (
            "States parties are encouraged:\n\n(a) To adopt laws;\n\n(b) To train judges.",
            "States parties | - | are encouraged to",
        ),
        (
            "States parties:\n\n(a) Should adopt laws;\n\n(b) Are encouraged to train judges.",
            "States parties | - | should | then are encouraged to",
        ),
        (
            "With regard to training:\n\n(a) States parties should train judges;\n\n(b) UNODC should assist them.",
            "States parties | - | should | then should",
        ),
        (
            "As follows: (a) States parties should adopt laws; (b) UNODC should assist them.",
            "States parties | - | should | then should",
        ),
        ("- States parties should adopt laws.", "States parties | - | should"),
        ("Training of judges\nStates parties should train judges.", "Training of judges > States parties | - | should"),
        ("Training of judges. States parties should train judges.", "States parties | - | should"),
        ("Option 1: States parties should train judges.", "States parties | - | should"),
        ("[States parties] [should] adopt laws.", "States parties | - | should | open"),
        (
            "States parties [should] [are encouraged to] adopt laws.",
            "States parties | - | should | open | “should” and “are encouraged to”",
        ),
        ("States parties should/are encouraged to adopt laws.", "States parties | - | should | open"),
        ("[To be completed]", " | - | - | open"),
        (
            "States parties should adopt laws. They should also train judges.",
            "States parties | - | should | then should",
        ),
        (
            "States parties should adopt laws, and in this regard should consult civil society.",
            "States parties | - | should | then should",
        ),
        (
            "States parties should adopt laws and UNODC is encouraged to assist them.",
            "States parties | - | should | then are encouraged to",
        ),
        (
            "States parties should protect victims who should be heard and are encouraged to report.",
            "States parties | - | should | then are encouraged to",
        ),
    ]);
}
