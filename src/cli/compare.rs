//! `rapporteur compare`: two versions of a draft, or two earlier recommendations.

use std::path::Path;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::console::{self, Color, Exit};
use super::pages;
use crate::corpus::{Corpus, Earlier};
use crate::document::Document;
use crate::document::comparison::{self, Version};
use crate::document::decode::Decoded;
use crate::failure::Failure;
use crate::lexicon::Lexicon;
use crate::render::compare::{self, Compared, Form, Side};
use crate::workbench::Workbench;
use crate::workspace::{Workspace, read};

/// What to compare, and how to say it.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The older draft (- for standard input), or an earlier recommendation (2019/10)
    #[arg(value_name = "OLD")]
    old: String,
    /// The newer draft, or another recommendation
    #[arg(value_name = "NEW")]
    new: String,
    /// How to say it
    #[arg(long, value_name = "FORMAT", default_value = Form::Human.name(), value_parser = form())]
    format: Form,
    /// The body whose meetings 2019/10 means; otherwise the configured one, else WG.4
    #[arg(long)]
    body: Option<String>,
}

fn form() -> impl TypedValueParser<Value = Form> {
    PossibleValuesParser::new(Form::ALL.map(Form::name))
        .map(|name| Form::ALL.into_iter().find(|form| form.name() == name).unwrap_or_default())
}

pub(super) fn run(arguments: &Arguments, color: Color) -> Result<Exit, Failure> {
    let here = match is_file(&arguments.new) {
        true => Workspace::default().resolve(Path::new(&arguments.new))?,
        false => super::here()?,
    };
    let Workbench { corpus, lexicon, .. } = &*here.workbench;
    let body = arguments.body.as_ref().unwrap_or(&here.settings.body);
    let earlier = |name: &str| corpus.find(name, body).filter(|_| !is_file(name));
    let compared = match (earlier(&arguments.old), earlier(&arguments.new)) {
        (Some(old), Some(new)) => recommendations(corpus, lexicon, old, new),
        (None, None) => drafts(lexicon, &arguments.old, &arguments.new)?,
        (Some(_), None) | (None, Some(_)) => {
            for name in [&arguments.old, &arguments.new] {
                present(name).or_else(|failure| earlier(name).map(|_| ()).ok_or(failure))?;
            }
            let advice = "compare two recommendations, or two drafts; “similar” compares a draft with what is earlier";
            return Err(Failure::new("one of the two is an earlier recommendation, the other is not", advice));
        }
    };
    console::print(&compare::render(&compared, arguments.format, pages::width()), color).map(|()| Exit::Clean)
}

fn is_file(text: &str) -> bool {
    text == "-" || Path::new(text).exists()
}

/// Fails if there is no such file.
fn present(name: &str) -> Result<(), Failure> {
    let advice = "check the path, or the name of the recommendation: “show” lists them";
    match is_file(name) {
        true => Ok(()),
        false => Err(Failure::new("there is no such file, and no such earlier recommendation", advice).about(name)),
    }
}

fn recommendations(corpus: &Corpus, lexicon: &Lexicon, old: &Earlier, new: &Earlier) -> Compared {
    let version = |earlier: &Earlier| -> Version {
        let draft = Document::parse(&format!("Recommendation 1\n\n{}\n", earlier.text.replace('\n', "\n\n")), lexicon);
        let read = comparison::versions(&draft, lexicon).into_iter().next().unwrap_or_default();
        // quoted as it stands, whatever the reading made of it
        Version { called: corpus.cite(earlier), text: earlier.text.clone(), ..read }
    };
    let likeness = |text: &str, other: &str| {
        let same = |i: usize| corpus.earlier()[i].name == other;
        corpus.similarity().nearest_among(text, 1, same).first().map(|found| (found.tier, found.score))
    };
    let both = [likeness(&new.text, &old.name), likeness(&old.text, &new.name)];
    let side = |earlier: &Earlier| Side {
        name: earlier.name.clone(),
        status: Some(earlier.status),
        symbol: corpus.symbol(earlier).to_owned(),
        inferred: corpus.is_symbol_inferred(earlier),
        lines: Vec::new(),
        spots: Vec::new(),
    };
    Compared {
        old: side(old),
        new: side(new),
        comparison: comparison::compare_one(version(old), version(new)),
        alike: both.into_iter().flatten().max_by(|a, b| a.1.total_cmp(&b.1)),
    }
}

fn drafts(lexicon: &Lexicon, old: &str, new: &str) -> Result<Compared, Failure> {
    if old == "-" && new == "-" {
        return Err(Failure::new("standard input cannot be both drafts", "give a file for one of them"));
    }
    let draft = |name: &str| -> Result<(Decoded, Document), Failure> {
        present(name)?;
        if Path::new(name).is_dir() {
            return Err(Failure::new("this is a folder", "give two drafts").about(name));
        }
        let decoded = read(Path::new(name), name)?;
        let document = Document::parse(&decoded.text, lexicon);
        Ok((decoded, document))
    };
    let ((old_text, old_draft), (new_text, new_draft)) = (draft(old)?, draft(new)?);
    let comparison = comparison::compare(&old_draft, &new_draft, lexicon);
    for (name, versions) in [(old, &comparison.old), (new, &comparison.new)] {
        if versions.is_empty() {
            return Err(Failure::new("there are no recommendations in it", "give a draft with some").about(name));
        }
    }
    Ok(Compared {
        old: Side::draft(old, &old_text, &comparison.old),
        new: Side::draft(new, &new_text, &comparison.new),
        comparison,
        alike: None,
    })
}
