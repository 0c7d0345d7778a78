//! The picture of the record: how strongly each meeting asked, as bars in SVG that stand in the page itself.
//!
//! Darker is stronger, so that it can be read without colour; every stretch that has room says its number.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::words;
use crate::corpus::Rank;
use crate::corpus::record::Record;
use crate::document::Status;
use crate::render::xml::escaped;

/// In units of the picture: its width, that of the names, of the numbers after the bars, a bar and the way to the next.
const WIDTH: f32 = 760.0;
const NAMES: f32 = 84.0;
const AFTER: f32 = 92.0;
const BAR: f32 = 26.0;
const STEP: f32 = 40.0;
const TOP: f32 = 8.0;

/// A row of the legend, and how many stand side by side.
const LEGEND: f32 = 20.0;
const COLUMNS: usize = 3;

/// The bars, and what their shades mean.
pub(super) fn svg(record: &Record<'_>) -> String {
    let meetings = record.corpus.meetings();
    let used: BTreeSet<Rank> =
        meetings.iter().flat_map(|meeting| record.strengths(meeting, Status::Adopted)).map(|one| one.rank).collect();
    let used: Vec<Rank> = used.into_iter().rev().collect();
    let bars = TOP + STEP * meetings.len() as f32;
    let height = bars + 16.0 + LEGEND * used.len().div_ceil(COLUMNS) as f32;
    let mut out = format!(
        "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-labelledby=\"chart-title chart-text\">\n\
         <title id=\"chart-title\">Strength of what was adopted, by meeting</title>\n<desc id=\"chart-text\">"
    );
    for meeting in meetings {
        let uses = record.strengths(meeting, Status::Adopted);
        let said: Vec<String> = uses.iter().map(|one| words::counted(one.count, one.rank)).collect();
        let _ = write!(out, "{}: {}. ", escaped(&record.corpus.spoken(meeting)), said.join(", "));
    }
    out.push_str("</desc>\n");
    for (row, meeting) in meetings.iter().enumerate() {
        let y = TOP + STEP * row as f32;
        let middle = y + BAR / 2.0 + 4.5;
        let name = escaped(&record.corpus.spoken(meeting));
        let _ = writeln!(out, "<text class=\"name\" x=\"{}\" y=\"{middle}\">{name}</text>", NAMES - 12.0);
        let uses = record.strengths(meeting, Status::Adopted);
        let all: usize = uses.iter().map(|one| one.count).sum();
        let room = WIDTH - NAMES - AFTER;
        let mut x = NAMES;
        for one in &uses {
            let width = room * one.count as f32 / all.max(1) as f32;
            let title = format!("{}: {} of {all}, {}", name, one.count, words::strength(one.rank));
            let _ = writeln!(
                out,
                "<rect x=\"{x:.1}\" y=\"{y}\" width=\"{width:.1}\" height=\"{BAR}\" class=\"{}\"><title>{title}</title></rect>",
                class(one.rank)
            );
            if width >= 16.0 {
                let _ = writeln!(
                    out,
                    "<text class=\"count {}\" x=\"{:.1}\" y=\"{middle}\">{}</text>",
                    class(one.rank),
                    x + width / 2.0,
                    one.count
                );
            }
            x += width;
        }
        let _ = writeln!(out, "<text class=\"all\" x=\"{}\" y=\"{middle}\">{all} adopted</text>", WIDTH - AFTER + 10.0);
    }
    for (i, strength) in used.iter().enumerate() {
        let rows = used.len().div_ceil(COLUMNS);
        let (column, row) = (i / rows, i % rows);
        let x = NAMES + (WIDTH - NAMES) / COLUMNS as f32 * column as f32;
        let y = bars + 16.0 + LEGEND * row as f32;
        let _ =
            writeln!(out, "<rect x=\"{x:.1}\" y=\"{y}\" width=\"12\" height=\"12\" class=\"{}\"/>", class(*strength));
        let name = words::strength(*strength);
        let _ = writeln!(out, "<text class=\"legend\" x=\"{:.1}\" y=\"{}\">{name}</text>", x + 18.0, y + 10.5);
    }
    out.push_str("</svg>\n");
    out
}

/// The class of a strength, by which the page shades it.
fn class(rank: Rank) -> String {
    match rank {
        Rank::Ranked(strength) => format!("s{}", strength.0.clamp(2, 12)),
        Rank::OffScale => "off".to_owned(),
        Rank::Act => "act".to_owned(),
    }
}

/// The shades: the stronger, the darker.
pub(super) fn shades() -> String {
    // from a light blue to a deep one, evenly in lightness
    let mut out = String::new();
    for rank in 2..=12u32 {
        let light = 90 - (rank - 2) * 7;
        let text = if light < 60 { "#fff" } else { "#1b2733" };
        let _ =
            writeln!(out, ".chart rect.s{rank}{{fill:hsl(207 62% {light}%)}} .chart text.count.s{rank}{{fill:{text}}}");
    }
    out.push_str(".chart rect.act{fill:#d8d4cb} .chart text.count.act{fill:#1b2733}\n");
    out.push_str(".chart rect.off{fill:#b9b3a4} .chart text.count.off{fill:#1b2733}\n");
    out
}
