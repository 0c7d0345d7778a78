//! The manual page of a rule, as Markdown and as plain text, and the index of all rules: `rules/README.md`.

use std::fmt::Write;

use crate::evidence::{self, Support};
use crate::finding::Category;
use crate::rules::Rule;
use crate::workbench::Workbench;

/// Where the project is at home, if its manifest says so.
pub(super) const HOME: &str = env!("CARGO_PKG_REPOSITORY");

/// Examples of a rule on its page.
const EXAMPLES: usize = 3;

/// Where to read more of a rule: its place in the index at the project's home, else what it rests on.
pub(super) fn url(rule: &Rule, workbench: &Workbench) -> Option<String> {
    if !HOME.is_empty() {
        return Some(format!("{HOME}/blob/main/rules/README.md#{}", rule.id));
    }
    evidence::read_more(rule, workbench.support(&rule.id), &workbench.corpus)
}

/// The page of a rule as Markdown, without a heading.
pub fn markdown(rule: &Rule, support: Option<&Support>) -> String {
    let card = &rule.card;
    let mut out = format!("{}\n\n", card.why);
    if let Some(support) = support {
        let _ = writeln!(out, "Evidence: {}.\n", support.sentence);
    }
    let _ = writeln!(out, "Source: {}.\n", card.source.trim_end_matches('.'));
    for (text, becomes) in examples(rule) {
        let _ = writeln!(out, "- {}", text.replace("{{", "**").replace("}}", "**").replace("****", ""));
        if let Some(becomes) = becomes {
            let _ = writeln!(out, "  → {becomes}");
        }
    }
    out.trim_end().to_owned() + "\n"
}

/// The page of a rule as plain text.
pub fn plain(rule: &Rule, support: Option<&Support>) -> String {
    let card = &rule.card;
    let evidence = support.map(|support| format!("\nEvidence: {}.", support.sentence)).unwrap_or_default();
    format!("{}{evidence}\nSource: {}.\n", card.why, card.source.trim_end_matches('.'))
}

/// Flagged examples, the paragraphs that matter, and what they become.
pub(super) fn examples(rule: &Rule) -> Vec<(String, Option<String>)> {
    let flagged = rule.card.flagged.iter().take(EXAMPLES);
    flagged
        .map(|example| {
            let before: Vec<&str> = example.text.split("\n\n").collect();
            let after: Vec<&str> = example.becomes.as_deref().map_or(Vec::new(), |text| text.split("\n\n").collect());
            let marked = |part: &&str| part.contains("{{") || part.contains("}}");
            let text = before.iter().copied().filter(marked).collect::<Vec<_>>().join(" … ");
            let changed = after.iter().copied().filter(|part| !before.contains(part)).collect::<Vec<_>>().join(" … ");
            (line(&text), example.becomes.as_ref().map(|_| line(&changed)))
        })
        .collect()
}

fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The index of all rules, by category.
pub fn index(workbench: &Workbench) -> String {
    let rules = workbench.rules.rules();
    let mut out = format!(
        "# Rules\n\n\
         Generated from the cards under `cards/` and measured over the adopted recommendations under `adopted/`; \
         `UPDATE_EXPECT=1 cargo test index` refreshes it.\n\n\
         {} rules. In a draft, `<!-- rapporteur: ignore RULE, reason -->` takes a rule out; `rapporteur explain RULE` \
         shows a rule with its evidence by meeting.\n",
        rules.len()
    );
    for category in Category::ALL {
        let of = rules.iter().filter(|rule| rule.card.category == category).collect::<Vec<_>>();
        if of.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n## {}\n\n| Rule | What it finds | Severity |\n|---|---|---|", heading(category));
        for rule in &of {
            let severity = rule.card.severity.name();
            let severity = match rule.card.submission {
                Some(submission) => format!("{severity}; in submission {}", submission.name()),
                None => severity.to_owned(),
            };
            let severity = match rule.card.elsewhere {
                Some(elsewhere) => format!("{severity}; {} in what is no draft", elsewhere.name()),
                None => severity,
            };
            let _ = writeln!(out, "| [`{0}`](#{0}) | {1} | {severity} |", rule.id, rule.card.title.replace('|', "\\|"));
        }
        for rule in of {
            let page = markdown(rule, workbench.support(&rule.id));
            let _ =
                write!(out, "\n### {}\n\n**{}** ({})\n\n{page}", rule.id, rule.card.title, rule.card.severity.name());
        }
    }
    out
}

/// The category as a heading.
const fn heading(category: Category) -> &'static str {
    match category {
        Category::Numbering => "Numbering",
        Category::Reference => "References inside the draft",
        Category::Phrasing => "Addressee and operative phrase",
        Category::Citation => "Citations",
        Category::Leftover => "Leftovers of negotiation",
        Category::Punctuation => "Lists and punctuation",
        Category::Term => "Terms and spelling",
        Category::Repetition => "Repetition",
        Category::Size => "Size",
        Category::Document => "The document",
        Category::Configuration => "Exceptions and configuration",
    }
}
