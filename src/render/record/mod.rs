//! The consolidated record as a document: one form a file. It decides nothing, and needs no network.

mod chart;
mod csv;
mod html;
mod json;
mod markdown;
mod words;

use crate::corpus::record::Record;

/// A form of the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// For people, to read or to convert.
    #[default]
    Markdown,
    /// For people, to read and to print: one file that stands alone.
    Html,
    /// For programs.
    Json,
    /// For spreadsheets: one row a recommendation.
    Csv,
}

impl Form {
    /// All of them.
    pub const ALL: [Form; 4] = [Form::Markdown, Form::Html, Form::Json, Form::Csv];

    /// The word for it on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Form::Markdown => "markdown",
            Form::Html => "html",
            Form::Json => "json",
            Form::Csv => "csv",
        }
    }

    /// The form of a file with this extension.
    pub fn of_extension(extension: &str) -> Option<Form> {
        Form::ALL.into_iter().find(|form| form.name() == extension || form.extensions().contains(&extension))
    }

    /// The ends of file names that mean it, beside its name.
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Form::Markdown => &["md"],
            Form::Html => &["htm"],
            Form::Json | Form::Csv => &[],
        }
    }
}

/// The record in a form.
pub fn render(record: &Record<'_>, form: Form) -> String {
    match form {
        Form::Markdown => markdown::render(record),
        Form::Html => html::render(record),
        Form::Json => json::render(record),
        Form::Csv => csv::render(record),
    }
}
