//! `rapporteur record`: the consolidated record of everything that was recommended.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::console::{self, Color, Exit};
use super::pages;
use crate::corpus::record::Record;
use crate::corpus::{Corpus, Meeting};
use crate::failure::Failure;
use crate::render::record::{Form, render};
use crate::workspace;

/// Of what, and in which form.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// How to write it [default: as the file's extension says, else markdown]
    #[arg(long, value_name = "FORMAT", value_parser = form(), ignore_case = true)]
    format: Option<Form>,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output_file: Option<PathBuf>,
    /// Only the meetings of this body, such as WG.4
    #[arg(long)]
    body: Option<String>,
}

fn form() -> impl TypedValueParser<Value = Form> {
    let values = Form::ALL.map(|form| PossibleValue::new(form.name()).aliases(form.extensions()));
    PossibleValuesParser::new(values).map(|name| Form::of_extension(&name.to_lowercase()).unwrap_or_default())
}

pub(super) fn run(arguments: &Arguments, color: Color) -> Result<Exit, Failure> {
    let here = super::here()?;
    let workbench = &here.workbench;
    let of_body = match &arguments.body {
        None => None,
        Some(body) => {
            let meetings = workbench.corpus.meetings();
            let is = |meeting: &&Meeting| pages::plain(&meeting.body) == pages::plain(body);
            let of_body: Vec<_> = meetings.iter().filter(is).cloned().collect();
            if of_body.is_empty() {
                let mut bodies: Vec<&str> = meetings.iter().map(|meeting| meeting.body.as_str()).collect();
                bodies.sort_unstable();
                bodies.dedup();
                let advice = format!("there are meetings of {}", bodies.join(", "));
                return Err(Failure::new(format!("there is no meeting of a body “{body}”"), advice));
            }
            Some(Corpus::new(of_body))
        }
    };
    let corpus = of_body.as_ref().unwrap_or(&workbench.corpus);
    let extension = arguments.output_file.as_ref().and_then(|file| file.extension());
    let by_name = extension.map(|extension| {
        let extension = extension.to_string_lossy().to_lowercase();
        Form::of_extension(&extension).ok_or_else(|| {
            let advice = "end the name of the file with .md, .html, .json or .csv, or say --format";
            Failure::new(format!("the record is not written as .{extension}"), advice)
        })
    });
    let form = match (arguments.format, by_name) {
        (Some(form), _) => form,
        (None, Some(by_name)) => by_name?,
        (None, None) => Form::default(),
    };
    let page = render(&Record::new(corpus, &workbench.lexicon), form);
    match &arguments.output_file {
        Some(file) => workspace::write(file, page.as_bytes()).map(|()| Exit::Clean),
        None => console::print(&page, color).map(|()| Exit::Clean),
    }
}
