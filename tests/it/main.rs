//! The single integration binary, one module a subject.

mod adopted;
mod cards;
mod evidence;
mod house;
mod lsp;
mod pages;
mod reanalysis;
