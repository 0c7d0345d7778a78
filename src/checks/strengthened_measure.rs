//! `strengthened-measure`: a measure that was adopted before, asked for more strongly.

use std::cmp::Ordering;

use super::{Context, drift};
use crate::document::Unit;
use crate::finding::Report;

pub(super) fn check(unit: &Unit, context: &Context<'_>, report: &mut Report<'_>) {
    drift::strength(unit, context, report, Ordering::Greater, "Stronger");
}
