//! What a file is: a draft, the report of a meeting or neither, in which language, and of which year.

use std::sync::Arc;

use super::structure;
use super::tally::Tally;
use super::unit::{Kind, Numbering, Topic, Unit};
use super::{Document, topics};

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Nature {
    /// Draft recommendations.
    Draft,
    /// The report of a meeting: its recommendations were adopted.
    Report,
    /// Something else: a README, a novel, a resolution.
    NotADraft,
}

impl Nature {
    /// The word for it, everywhere.
    pub const fn name(self) -> &'static str {
        match self {
            Nature::Draft => "draft",
            Nature::Report => "report",
            Nature::NotADraft => "not-a-draft",
        }
    }
}

/// The language of a draft, as far as rules care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// English, or too little text to say.
    English,
    /// Any other: only rules that need no language apply.
    Other,
}

impl Document {
    /// What the file is, by its content.
    pub fn nature(&self) -> Nature {
        let (mut headed, mut spoken, mut plain, mut resolving, mut binding) = (0u64, 0u64, 0u64, 0u64, 0u64);
        let words = self.tally.words;
        for (i, unit) in self.units_that(|unit| unit.recommendation.is_some()) {
            let Some(recommendation) = unit.recommendation.as_ref().filter(|_| !self.stands_in_list(i)) else {
                continue;
            };
            let by_heading = unit.label.as_ref().is_some_and(|label| label.numbering == Numbering::Heading);
            headed += u64::from(by_heading);
            // whatever is asked of whom under the heading, rightly or wrongly put
            let says = recommendation.addressee_name.is_some() || recommendation.operative.is_some();
            spoken += u64::from(by_heading && says);
            plain += u64::from(recommendation.is_plain());
            resolving += u64::from(recommendation.resolution && unit.opens_plainly);
            let operative = recommendation.operative.as_ref();
            binding += u64::from(operative.is_some_and(|operative| operative.words.starts_with("shall")));
        }
        // "Each State Party shall" again and again is a treaty
        if headed == 0 && binding >= 10 && binding * 2 > plain {
            return Nature::NotADraft;
        }
        let foreign = self.language() == Language::Other;
        // "1. Urges States parties to …" under the title of recommendations, and not in a resolution
        if resolving > 0 && !self.has_preamble() {
            plain += resolving;
        }
        let draft = (headed > 0 && (spoken > 0 || plain > 0 || foreign || headed > 1 || headed * 250 >= words))
            || (plain > 0 && plain * 250 >= words)
            || (foreign && self.asks_states());
        match draft || (plain > 2 && self.is_report()) {
            true if self.is_report() => Nature::Report,
            true => Nature::Draft,
            false => Nature::NotADraft,
        }
    }

    /// Whether a paragraph opens as those before the first of a resolution do.
    fn has_preamble(&self) -> bool {
        const OPENERS: [&str; 12] = [
            "Recalling",
            "Reaffirming",
            "Recognizing",
            "Acknowledging",
            "Noting",
            "Bearing in mind",
            "Concerned",
            "Deeply concerned",
            "Convinced",
            "Emphasizing",
            "Stressing",
            "Guided by",
        ];
        self.units.iter().any(|unit| {
            let text = unit.text(unit.body);
            unit.kind() == Kind::Paragraph
                && unit.label.is_none()
                && OPENERS.iter().any(|words| text.starts_with(words))
        })
    }

    /// Whether several paragraphs ask something of States, in another language than English.
    fn asks_states(&self) -> bool {
        const STATES: [&str; 6] = ["États", "Etats", "Estados", "осударств", "缔约国", "الدول"];
        const ASKS: [&str; 20] = [
            "devraient",
            "doivent",
            "encourag",
            "invit",
            "recommand",
            "prié",
            "deberían",
            "alienta",
            "insta",
            "exhort",
            "recomienda",
            "следует",
            "рекоменд",
            "призыва",
            "应",
            "鼓励",
            "建议",
            "ينبغي",
            "تشجع",
            "يوصي",
        ];
        let names = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
        let paragraphs = self.units.iter().filter(|unit| {
            let text = unit.text(unit.body);
            unit.kind().is_prose()
                && unit.place().topic != Topic::Other
                && names(text, &STATES)
                && (names(text, &ASKS) || (unit.label.is_some() && unit.place().topic == Topic::Recommendations))
        });
        paragraphs.count() > 1
    }

    /// Whether the masthead says that this is the report of a meeting.
    fn is_report(&self) -> bool {
        let heads = self.units.iter().take_while(|unit| unit.kind() != Kind::Chapter).take(40);
        heads.filter(|unit| unit.label.is_none()).any(|unit| {
            let text = unit.reading();
            text.starts_with("Report on the")
                || text.starts_with("Report of the")
                || text.starts_with("Constructive dialogue on")
        })
    }

    /// The language, by its small words: a few of another language and none of English are enough, and a long text
    /// without either is not English.
    pub fn language(&self) -> Language {
        let Tally { prose: words, english, foreign, .. } = self.tally;
        let speaks = foreign >= 2 && foreign > english * 2;
        let silent = words >= 60 && english * 100 < words * 6;
        let strange = english * 100 < words * 12 && self.is_in_another_script();
        if speaks || silent || strange { Language::Other } else { Language::English }
    }

    /// Whether most letters are not Latin: Chinese has no spaces between words, so there are few to count.
    fn is_in_another_script(&self) -> bool {
        let prose = self.units.iter().filter(|unit| unit.kind().is_prose());
        prose.map(|unit| structure::script(unit.text(unit.body))).sum::<i64>() > 0
    }

    /// The year of the first date in the masthead or the front matter.
    pub fn year(&self) -> Option<u16> {
        let head = |unit: &&Arc<Unit>| {
            unit.label.is_none() && !matches!(unit.kind(), Kind::Chapter | Kind::Section | Kind::Recommendation)
        };
        self.units.iter().take_while(head).take(30).find_map(|unit| match unit.kind() {
            Kind::FrontMatter => topics::year(unit.source()),
            _ => topics::year(unit.reading()),
        })
    }
}
