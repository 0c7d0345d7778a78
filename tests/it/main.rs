//! The single integration binary, one module a subject.

mod accuracy;
mod adopted;
mod cards;
mod citations;
mod cli;
mod commands;
mod drafts;
mod editors;
mod evidence;
mod formats;
mod fresh;
mod house;
mod import;
mod lsp;
mod manuals;
mod packaging;
mod pages;
mod pdf;
mod phrasing;
mod planted;
mod reading;
mod reanalysis;
mod record;
mod repetition;
mod said;
mod shapes;
mod unreadable;
mod word;

#[path = "../accuracy/mod.rs"]
mod measure;

#[path = "../planted/mod.rs"]
mod plants;
