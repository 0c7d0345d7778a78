//! The single integration binary, one module a subject.

mod accuracy;
mod adopted;
mod cards;
mod citations;
mod cli;
mod drafts;
mod editors;
mod evidence;
mod formats;
mod fresh;
mod house;
mod lsp;
mod manuals;
mod pages;
mod phrasing;
mod reanalysis;
mod record;
mod repetition;

#[path = "../accuracy/mod.rs"]
mod measure;
