//! Positions of clients and edits of a text that is being typed, against strings.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rapporteur::text::{Edit, Lines, Position, Span, Text, Units, apply, floor_boundary};

fuzz_target!(|bytes: &[u8]| {
    let Some((places, rest)) = bytes.split_at_checked(6) else { return };
    let string = String::from_utf8_lossy(rest).into_owned();
    let mut text = Text::new(&string);
    let lines = Lines::new(&string);
    for units in [Units::Utf8, Units::Utf16, Units::Utf32] {
        let position = Position { line: u32::from(places[0]), character: u32::from(places[1]) << (places[2] % 28) };
        let at = text.byte(position, units);
        assert!(string.is_char_boundary(at), "{position:?} leads to {at}");
        let back = text.position(at, units);
        assert_eq!(text.byte(back, units), at, "{position:?} there and back");
        assert_eq!(back.line as usize, lines.line_of(at), "both count lines alike");
        let before = &string[lines.start(back.line as usize)..at];
        let counted = match units {
            Units::Utf8 => before.len(),
            Units::Utf16 => before.encode_utf16().count(),
            Units::Utf32 => before.chars().count(),
        };
        assert_eq!(back.character as usize, counted, "{units:?}");
        let column = lines.locate(&string, at).column;
        assert_eq!(column, before.chars().count() + 1);
    }
    let place = |i: usize| floor_boundary(&string, usize::from(places[i]) * string.len() / 255);
    let (a, b) = (place(3), place(4));
    let edit = Edit::replace(Span::new(a.min(b), a.max(b)), &string[..place(5)]);
    text.edit(&edit);
    assert_eq!((text.whole(), 0), apply(&string, &[edit]));
});
