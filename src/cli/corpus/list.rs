//! `rapporteur corpus list`: the meetings that drafts here are held against, and where each is kept.

use std::collections::BTreeMap;

use super::super::console::{self, Color, Exit};
use crate::corpus::Corpus;
use crate::failure::Failure;
use crate::render::report;
use crate::workspace::{Workspace, shown};

/// How to list them.
#[derive(Debug, clap::Args)]
pub(in super::super) struct Arguments {}

pub(super) fn run(_: &Arguments, color: Color) -> Result<Exit, Failure> {
    let mut places = BTreeMap::new();
    let mut own = Vec::new();
    for (file, meeting) in super::own(&Workspace::default())? {
        let meeting = meeting?;
        places.insert(meeting.id.clone(), shown(&file));
        own.push(meeting);
    }
    console::print(&report::meetings(&Corpus::with(own), &places), color)?;
    Ok(Exit::Clean)
}
