//! The single integration binary, one module a subject.

mod adopted;
mod cards;
mod house;
mod reanalysis;
