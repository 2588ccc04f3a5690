//! Where things stand in a file: from a path like `section[0].question[2].label` to line and column.

use std::collections::BTreeMap;
use std::ops::Range;

use super::defect::Defect;

/// The places of one text. Paths count from 0; [`Places::locate`] turns them into names and lines.
#[derive(Debug, Clone)]
pub(super) struct Places<'t> {
    text: &'t str,
    line_starts: Vec<usize>,
    spots: BTreeMap<String, Spot>,
    names: BTreeMap<String, String>,
}

#[derive(Debug, Clone)]
struct Spot {
    range: Range<usize>,
    /// Where the value's own letters begin, if they stand in the text as they are (no escapes).
    letters_at: Option<usize>,
}

impl<'t> Places<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            text,
            line_starts: std::iter::once(0).chain(ends).collect(),
            spots: BTreeMap::new(),
            names: BTreeMap::new(),
        }
    }

    /// Notes where a value stands; `written` is the text that the value holds.
    pub(super) fn note(&mut self, path: String, range: Range<usize>, written: Option<&str>) {
        let letters_at = written.and_then(|written| {
            let within = self.text.get(range.clone())?.find(written)?;
            Some(range.start + within)
        });
        self.spots.insert(path, Spot { range, letters_at });
    }

    /// Notes what to call the thing at this path when a person reads of it.
    pub(super) fn call(&mut self, path: String, name: String) {
        self.names.insert(path, name);
    }

    /// Returns line and column of a byte, both from 1; columns count letters.
    pub(super) fn line_and_column(&self, byte: usize) -> (usize, usize) {
        let line = self.line_starts.partition_point(|start| *start <= byte);
        let start = line
            .checked_sub(1)
            .and_then(|index| self.line_starts.get(index))
            .copied()
            .unwrap_or_default();
        let before = self.text.get(start..byte).unwrap_or_default();
        (line, before.chars().count() + 1)
    }

    /// Puts line, column and a readable place into a defect that was found at a path.
    pub(super) fn locate(&self, defect: &mut Defect) {
        if defect.line.is_none()
            && let Some((found, spot)) = nearest_above(&self.spots, &defect.place)
        {
            let letters = if found == defect.place {
                spot.letters_at
            } else {
                None
            };
            let byte = letters.map_or(spot.range.start, |start| {
                self.text
                    .get(start..spot.range.end)
                    .and_then(|rest| rest.char_indices().nth(defect.letters_in))
                    .map_or(start, |(offset, _)| start + offset)
            });
            let (line, column) = self.line_and_column(byte);
            defect.line = Some(line);
            defect.column = Some(column);
        }
        defect.place = self.readable(&defect.place);
    }

    /// Returns the path with names instead of counts.
    pub(super) fn readable(&self, path: &str) -> String {
        match nearest_above(&self.names, path) {
            Some((found, name)) => format!("{name}{}", path.strip_prefix(found).unwrap_or("")),
            None => path.to_owned(),
        }
    }
}

/// Returns the entry at the path, or at the nearest path above it.
fn nearest_above<'m, 'p, T>(
    map: &'m BTreeMap<String, T>,
    path: &'p str,
) -> Option<(&'p str, &'m T)> {
    let mut path = path;
    loop {
        if let Some(found) = map.get(path) {
            return Some((path, found));
        }
        if path.is_empty() {
            return None;
        }
        // What has no place at all belongs to the whole file.
        path = path.get(..path.rfind(['.', '[']).unwrap_or(0))?;
    }
}

#[cfg(test)]
mod tests {
    use super::super::defect::DefectCode;
    use super::*;

    #[test]
    fn a_letter_inside_a_value_is_found_by_line_and_column() {
        let text = "a = 1\nы = \"вопрос = 'да'\"\n";
        let mut places = Places::of(text);
        let start = text.find('"').unwrap();
        places.note(
            "section[0].relevant".to_owned(),
            start..text.len() - 1,
            Some("вопрос = 'да'"),
        );
        places.call("section[0]".to_owned(), "section.first".to_owned());
        let mut defect = Defect::new(DefectCode::Circle, "section[0].relevant");
        defect.letters_in = 7;
        places.locate(&mut defect);
        assert_eq!((defect.line, defect.column), (Some(2), Some(13)));
        assert_eq!(defect.place, "section.first.relevant");
    }

    #[test]
    fn what_has_no_place_of_its_own_is_placed_where_it_belongs() {
        let mut places = Places::of("x = 1\n\n[[section]]\n");
        places.note("section[0]".to_owned(), 7..18, None);
        let mut defect = Defect::new(DefectCode::MissingKey, "section[0].question[3].label.en");
        places.locate(&mut defect);
        assert_eq!((defect.line, defect.column), (Some(3), Some(1)));
    }
}
