//! Series of numbers, and what is wrong with them: skipped, repeated, misplaced, mistaken, restarted.
//!
//! One fault is one flaw: after it the series is read on from where its author went on, so that a missing number does
//! not make every later one wrong. It knows numbers only, not what they number.

use std::collections::HashMap;

use crate::lexicon::Number;

/// Something wrong at one place of a series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Flaw {
    /// Index in the series.
    pub at: usize,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// These are nowhere; they should stand before.
    Skipped(Vec<Number>),
    /// The number was there before, at index `first`.
    Repeated { first: usize, then: Then },
    /// It stands on the wrong side of the number at index `other`.
    Misplaced { other: usize },
    /// Another number was meant: its neighbours go on as if it stood here.
    Mistaken { expected: u32 },
    /// The series begins again at 1 after the number at index `last`.
    Restarted { last: usize },
}

/// How a series goes on after a repeated number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    /// As if this number had stood there.
    AsIf(u32),
    /// From the repeated number: all later numbers are too low by one.
    Behind,
    /// Otherwise.
    Unclear,
}

/// What parts a number from the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Break {
    /// Nothing.
    #[default]
    None,
    /// A heading inside the part: the series should run on.
    Heading,
    /// A heading that begins something else: the series may begin again.
    Part,
}

/// The flaws of a series that has these breaks before its numbers. A series may begin anywhere.
pub(super) fn flaws(numbers: &[&Number], breaks: &[Break]) -> Vec<Flaw> {
    let steady = |pair: &[&Number]| follows(pair[0], pair[1]);
    if numbers.windows(2).all(steady) {
        return Vec::new();
    }
    let mut flaws = Vec::new();
    let mut start = 0;
    for at in 1..=numbers.len() {
        let begins = at < numbers.len() && breaks[at] == Break::Part && numbers[at].value == 1;
        if begins || at == numbers.len() {
            let mut walk = Walk::new(&numbers[start..at], &breaks[start..at]);
            walk.run();
            flaws.extend(walk.flaws.into_iter().map(|flaw| flaw.moved(start)));
            start = at;
        }
    }
    flaws
}

/// Whether `next` is the number after `last`: 4 after 3, 3 bis after 3.
fn follows(last: &Number, next: &Number) -> bool {
    let (before, after) = (last.suffix_rank(), next.suffix_rank());
    if next.value == last.value + 1 {
        // "3a" may stand without a 3 before it
        return after == Some(0) || (after == Some(1) && next.suffix.len() == 1);
    }
    next.value == last.value && before.is_some_and(|before| after == Some(before + 1))
}

impl Flaw {
    fn moved(self, by: usize) -> Flaw {
        let fault = match self.fault {
            Fault::Repeated { first, then } => Fault::Repeated { first: first + by, then },
            Fault::Misplaced { other } => Fault::Misplaced { other: other + by },
            Fault::Restarted { last } => Fault::Restarted { last: last + by },
            fault => fault,
        };
        Flaw { at: self.at + by, fault }
    }
}

struct Walk<'a> {
    numbers: &'a [&'a Number],
    breaks: &'a [Break],
    /// First and last index of each value.
    seen: HashMap<u32, (usize, usize)>,
    flaws: Vec<Flaw>,
}

impl<'a> Walk<'a> {
    fn new(numbers: &'a [&'a Number], breaks: &'a [Break]) -> Walk<'a> {
        let mut seen: HashMap<u32, (usize, usize)> = HashMap::new();
        for (i, number) in numbers.iter().enumerate() {
            seen.entry(number.value).or_insert((i, i)).1 = i;
        }
        Walk { numbers, breaks, seen, flaws: Vec::new() }
    }

    fn value(&self, at: usize) -> Option<u32> {
        self.numbers.get(at).map(|number| number.value)
    }

    fn flaw(&mut self, at: usize, fault: Fault) {
        self.flaws.push(Flaw { at, fault });
    }

    fn run(&mut self) {
        // what the series has come to: its number, and where
        let mut last = Number::plain(0);
        let mut held = 0;
        let mut at = 0;
        while let Some(&number) = self.numbers.get(at) {
            if at == 0 || follows(&last, number) {
                (last, held) = (number.clone(), at);
            } else if number.value > last.value {
                at = self.ahead(at, &mut last, &mut held);
            } else {
                self.behind(at, &mut last, &mut held);
            }
            at += 1;
        }
        self.spare_excerpt();
    }

    /// A number that comes too early; returns the index it has dealt with.
    fn ahead(&mut self, at: usize, last: &mut Number, held: &mut usize) -> usize {
        let number = self.numbers[at];
        let due = last.value + 1;
        let next = self.value(at + 1);
        let absent = |value: u32| !self.seen.contains_key(&value);
        if next == Some(due + 1) && absent(due) && number.suffix.is_empty() && number.value > due + 1 {
            self.flaw(at, Fault::Mistaken { expected: due });
            (*last, *held) = (number.sibling(due), at);
            return at;
        }
        if next == Some(due) && number.value > due {
            let swapped = number.value == due + 1 && self.value(at + 2).is_none_or(|value| value == number.value + 1);
            if swapped {
                self.flaw(at + 1, Fault::Misplaced { other: at });
                (*last, *held) = (number.clone(), at);
                return at + 1;
            }
            self.flaw(at, Fault::Misplaced { other: at + 1 });
            return at;
        }
        let mut missing: Vec<Number> =
            (due..number.value).filter(|value| absent(*value)).take(1000).map(|value| number.sibling(value)).collect();
        // a number without a suffix is its own base
        if number.suffix_rank().is_some() && absent_base(self.numbers, number) {
            missing.push(number.sibling(number.value));
        }
        if !missing.is_empty() {
            self.flaw(at, Fault::Skipped(missing));
        }
        (*last, *held) = (number.clone(), at);
        at
    }

    /// A number that is not above what was there before it.
    fn behind(&mut self, at: usize, last: &mut Number, held: &mut usize) {
        let number = self.numbers[at];
        let (value, next) = (number.value, self.value(at + 1));
        let first = self.numbers[..at].iter().position(|earlier| *earlier == number);
        let parted = self.breaks[at] > Break::None;
        let restarts = value == 1
            && number.suffix.is_empty()
            && last.value >= 2
            && next != Some(last.value + 1)
            && (next == Some(2) || (next.is_none() && parted));
        if restarts {
            self.flaw(at, Fault::Restarted { last: *held });
            (*last, *held) = (number.clone(), at);
            return;
        }
        let Some(first) = first else {
            let suffixed = value == last.value && number.suffix_rank().is_some_and(|rank| rank > 1);
            let fault = match suffixed {
                true => Fault::Skipped(vec![before_suffix(number)]),
                false => Fault::Misplaced { other: *held },
            };
            self.flaw(at, fault);
            if suffixed || next == Some(value + 1) {
                (*last, *held) = (number.clone(), at);
            }
            return;
        };
        let then = match next {
            _ if !number.suffix.is_empty() => Then::Unclear,
            Some(next) if next == last.value + 2 && !self.seen.contains_key(&(last.value + 1)) => {
                Then::AsIf(last.value + 1)
            }
            None if value == last.value => Then::AsIf(last.value + 1),
            Some(next) if next == value + 1 && value == last.value => Then::Behind,
            _ => Then::Unclear,
        };
        self.flaw(at, Fault::Repeated { first, then });
        match then {
            Then::AsIf(value) => (*last, *held) = (number.sibling(value), at),
            _ if next == Some(value + 1) => (*last, *held) = (number.clone(), at),
            _ => {}
        }
    }

    /// Selected numbers, such as recommendations 3, 7 and 12 of a report, are an excerpt: nothing is missing.
    fn spare_excerpt(&mut self) {
        let skips = self.flaws.iter().filter(|flaw| matches!(flaw.fault, Fault::Skipped(_))).count();
        let steady = (self.numbers.len() - 1).saturating_sub(skips);
        if skips >= 2 && skips > steady && self.numbers[0].value != 1 {
            self.flaws.retain(|flaw| !matches!(flaw.fault, Fault::Skipped(_)));
        }
    }
}

/// Whether the number without its suffix is nowhere.
fn absent_base(numbers: &[&Number], number: &Number) -> bool {
    !numbers.iter().any(|other| other.value == number.value && other.suffix.is_empty())
}

/// The number that should stand before one with a suffix: 2 bis before 2 ter, 2a before 2b.
fn before_suffix(number: &Number) -> Number {
    let rank = number.suffix_rank().unwrap_or(1);
    let suffix = match number.suffix.len() {
        1 => char::from(b'a' + (rank.saturating_sub(2)) as u8).to_string(),
        _ => if rank == 2 { "bis" } else { "ter" }.to_owned(),
    };
    Number { suffix, ..number.sibling(number.value) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The flaws of numbers such as `1 2 | 1 2 3 bis`, where `|` is a heading and `||` begins another part.
    fn said(series: &str) -> String {
        let (mut numbers, mut breaks, mut pending) = (Vec::new(), Vec::new(), Break::None);
        for word in series.split(' ') {
            match (word, word.parse()) {
                ("|", _) => pending = Break::Heading,
                ("||", _) => pending = Break::Part,
                (_, Ok(value)) => {
                    numbers.push(Number::plain(value));
                    breaks.push(std::mem::take(&mut pending));
                }
                (suffix, _) => numbers.last_mut().expect("a number first").suffix = suffix.to_owned(),
            }
        }
        let numbers: Vec<&Number> = numbers.iter().collect();
        let words = flaws(&numbers, &breaks).into_iter().map(|flaw| {
            if let Fault::Repeated { first, .. } = flaw.fault {
                assert!(first < flaw.at && numbers[first] == numbers[flaw.at], "{series}: it stands there already");
            }
            let fault = match flaw.fault {
                Fault::Skipped(missing) => {
                    format!("misses {}", missing.iter().map(Number::to_string).collect::<Vec<_>>().join(" "))
                }
                Fault::Repeated { then: Then::AsIf(value), .. } => format!("again, not {value}"),
                Fault::Repeated { then: Then::Behind, .. } => "again, then behind".to_owned(),
                Fault::Repeated { .. } => "again".to_owned(),
                Fault::Misplaced { other } => format!("misplaced by {}", numbers[other]),
                Fault::Mistaken { expected } => format!("for {expected}"),
                Fault::Restarted { last } => format!("restarts after {}", numbers[last]),
            };
            format!("{}: {} {fault}", flaw.at, numbers[flaw.at])
        });
        words.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn one_fault_is_one_flaw() {
        for (series, expected) in [
            ("1 2 3 4", ""),
            ("12 13 14 15", ""),
            ("1 2 2 bis 2 ter 3", ""),
            ("1 2 2 a 2 b 3", ""),
            ("1 2 4 5 6", "2: 4 misses 3"),
            ("1 3", "1: 3 misses 2"),
            ("1 2 6 7", "2: 6 misses 3 4 5"),
            ("1 2 3 3 5 6", "3: 3 again, not 4"),
            ("1 2 3 3 4 5", "3: 3 again, then behind"),
            ("1 2 3 3", "3: 3 again, not 4"),
            ("1 1 2 3", "1: 1 again, then behind"),
            ("1 2 3 4 2 5", "4: 2 again"),
            ("1 2 3 2 3 4", "3: 2 again"),
            ("1 2 4 3 5 6", "3: 3 misplaced by 4"),
            ("1 2 4 3", "3: 3 misplaced by 4"),
            ("1 2 5 3 4 6", "2: 5 misplaced by 3"),
            ("1 2 4 5 3 6", "4: 3 misplaced by 5"),
            ("1 2 7 4 5", "2: 7 for 3"),
            ("1 2 3 40 4 5", "3: 40 misplaced by 4"),
            ("1 2 3 | 1 2 3", "3: 1 restarts after 3"),
            ("1 2 3 | 1 2 | 1 2", "3: 1 restarts after 3; 5: 1 restarts after 2"),
            ("1 2 3 | 1", "3: 1 restarts after 3"),
            ("1 2 3 || 1 2", ""),
            ("1 2 3 || 4 5", ""),
            ("1 2 2 ter 3", "2: 2 ter misses 2 bis"),
            ("1 2 bis 3", "1: 2 bis misses 2"),
            ("3 7 12 20", ""),
            ("1 2 2 bis 2 bis 3", "3: 2 bis again"),
            ("1 2 2 bis 4", "3: 4 misses 3"),
            ("1 2 a 3", ""),
            ("1 2 ter 3", "1: 2 ter misses 2"),
            ("1 2 3 || 1 2 2 4", "5: 2 again, not 3"),
            ("1 2 3 || 1 2 4 3 5", "6: 3 misplaced by 4"),
            ("1 2 3 || 1 2 3 | 1 2 3", "6: 1 restarts after 3"),
            ("1 2 7 4 6", "2: 7 for 3; 4: 6 misses 5"),
            ("1 2 4 4 5", "2: 4 misses 3; 3: 4 again, then behind"),
            ("1 2 5 4 6", "2: 5 for 3"),
            ("1 2 4 3 4 5", "2: 4 misplaced by 3"),
            ("1 3 2", "2: 2 misplaced by 3"),
            ("1 2 4 bis 5", "2: 4 bis misses 3 4"),
            ("1 2 4 4 bis 5", "2: 4 misses 3"),
            ("1 2 3 1", "3: 1 again"),
            ("1 2 3 1 4 5", "3: 1 again"),
            ("1 2 1 3 4", "2: 1 again"),
            ("1 2 3 2 bis 4", "3: 2 bis misplaced by 3"),
            ("1 2 2 c 3", "2: 2 c misses 2 b"),
            ("1 2 2 b 3", "2: 2 b misses 2 a"),
            ("1 2 5 6 3 4 7", "4: 3 misplaced by 6"),
            ("1 2 3 4 2", "4: 2 again"),
            ("1 2 3 3 3 5", "3: 3 again; 4: 3 again, not 4"),
            ("3 7", "1: 7 misses 4 5 6"),
            ("3 7 12", ""),
            ("3 7 8 12", ""),
            ("3 4 7 8 12 13", "2: 7 misses 5 6; 4: 12 misses 9 10 11"),
            ("1 5 9", "1: 5 misses 2 3 4; 2: 9 misses 6 7 8"),
            ("1 2 3 4 4 6 5", "4: 4 again; 6: 5 misplaced by 6"),
            ("1 2 bis 2 3", "2: 2 misplaced by 2 bis"),
            ("1 2 4 bis 4 5", "2: 4 bis misses 3; 3: 4 misplaced by 4 bis"),
            ("1 2 3 2 ter 4", "3: 2 ter misplaced by 3"),
            ("1 2 2 bis 2 a 3", "3: 2 a misplaced by 2 bis"),
            ("1 2 3 4 2 4 5", "4: 2 again; 5: 4 again, then behind"),
            ("3 4 7 8 12", "2: 7 misses 5 6; 4: 12 misses 9 10 11"),
        ] {
            assert_eq!(said(series), expected, "{series}");
        }
    }
}
