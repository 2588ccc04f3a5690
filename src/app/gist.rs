//! What was said in a visit, without by which monitor and when by the machine's clock: all that a count
//! reads.
//!
//! A count goes through millions of answers, of which thousands have the same shape: in a closed visit
//! they are kept side by side. So a shape is understood once, and of each answer only the scalars are
//! read that a count needs. What has no such shape (everything but plain answers outside of repeats) is
//! read whole. Its invariant: a session of the gist states what the session of the whole visit does
//! (a test compares both).

use std::collections::HashMap;
use std::fmt;
use std::rc::Rc;

use chrono::{NaiveDate, NaiveDateTime};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::coding;
use crate::checklist::{Digest, QuestionName};
use crate::value::{Missing, Precision, Source, Value};
use crate::vault::{Apart, StreamId, Vault};
use crate::visit::{
    Answer, Content, DeviceId, Entry, EntryId, Instance, Stamp, Statement, Subject,
};

/// Reads the gist of visits; what it has understood serves for all of them.
#[derive(Default)]
pub(super) struct GistReader {
    /// By template; none for what is read whole.
    shapes: HashMap<Vec<u8>, Option<Rc<Shape>>>,
    names: Names,
}

impl GistReader {
    /// Returns the entries of a closed visit; `None` if it is to be read whole.
    pub(super) fn entries(&mut self, vault: &Vault, stream: StreamId) -> Option<Vec<Entry>> {
        let mut here: Vec<Option<Option<Rc<Shape>>>> = Vec::new();
        let mut entries = Vec::new();
        let went = vault.read_apart(stream, &mut |record| {
            if entries.is_empty() {
                entries.reserve_exact(record.of);
            }
            if here.len() <= record.number {
                here.resize(record.number + 1, None);
            }
            let known = here.get_mut(record.number)?;
            let shape = known.get_or_insert_with(|| self.shape(record));
            let short = shape
                .as_ref()
                .and_then(|shape| shape.entry(record.scalars, &mut self.names));
            entries.push(match short {
                Some(entry) => entry,
                None => coding::decode(&record.together()?).ok()?,
            });
            Some(())
        });
        went.then_some(entries)
    }

    fn shape(&mut self, record: Apart<'_>) -> Option<Rc<Shape>> {
        if let Some(known) = self.shapes.get(record.template()) {
            return known.clone();
        }
        let shape = Shape::of(record).map(Rc::new);
        self.shapes
            .insert(record.template().to_vec(), shape.clone());
        shape
    }
}

/// The names of questions, each kept once.
#[derive(Default)]
struct Names(HashMap<Vec<u8>, QuestionName>);

impl Names {
    fn get(&mut self, scalar: &[u8]) -> Option<QuestionName> {
        if let Some(known) = self.0.get(scalar) {
            return Some(known.clone());
        }
        let name = QuestionName::new(text(scalar)?);
        self.0.insert(scalar.to_vec(), name.clone());
        Some(name)
    }
}

/// Which scalar of a plain answer is what.
struct Shape {
    device: usize,
    number: usize,
    step: usize,
    local: usize,
    subject: usize,
    checklist: usize,
    question: usize,
    source: usize,
    content: Option<Shaped>,
    precision: Option<usize>,
}

/// What stands in the answer's place.
enum Shaped {
    Text(usize),
    Integer(usize),
    Decimal(usize),
    Choice(usize),
    Choices(Vec<usize>),
    Moment(usize),
    Missing(usize),
    NotChecked(usize),
}

impl Shape {
    fn of(record: Apart<'_>) -> Option<Self> {
        // Numbers in the places of the scalars show where each of them goes.
        let numbers: Vec<[u8; 3]> = (0..record.scalars.len())
            .map(|at| u16::try_from(at).map(u16::to_be_bytes))
            .map(|at| at.map(|[high, low]| [0xCD, high, low]))
            .collect::<Result<_, _>>()
            .ok()?;
        let numbers: Vec<&[u8]> = numbers.iter().map(<[u8; 3]>::as_slice).collect();
        let entry: Node = coding::decode(&record.with(&numbers)?).ok()?;
        let [id, step, stamp, _previous, what] = entry.fields(["i", "s", "t", "p", "w"])?;
        let [device, number] = id?.fields(["d", "n"])?;
        let [_by, local, _machine] = stamp?.fields(["b", "l", "m"])?;
        let [answered] = what?.fields(["A"])?;
        let [subject, checklist, question, source, answer] =
            answered?.fields(["s", "c", "q", "o", "a"])?;
        let [content, precision] = answer?.fields(["c", "p"])?;
        Some(Self {
            device: device?.scalar()?,
            number: number?.scalar()?,
            step: step?.scalar()?,
            local: local?.scalar()?,
            subject: subject?.scalar()?,
            checklist: checklist?.scalar()?,
            question: question?.scalar()?,
            source: source?.scalar()?,
            content: match content {
                Some(content) => Some(Shaped::of(content)?),
                None => None,
            },
            precision: match precision {
                Some(precision) => Some(precision.scalar()?),
                None => None,
            },
        })
    }

    fn entry(&self, scalars: &[&[u8]], names: &mut Names) -> Option<Entry> {
        let at = |place: usize| scalars.get(place).copied();
        let content = match &self.content {
            Some(content) => Some(content.read(scalars)?),
            None => None,
        };
        Some(Entry {
            id: EntryId {
                device: DeviceId(bytes(at(self.device)?)?),
                number: whole(at(self.number)?)?,
            },
            step: whole(at(self.step)?)?,
            stamp: Stamp {
                by: String::new(),
                local: time(text(at(self.local)?)?)?,
                machine: chrono::DateTime::default(),
            },
            previous: None,
            seen: Vec::new(),
            statement: Statement::Answered {
                subject: text(at(self.subject)?)?.parse::<Subject>().ok()?,
                checklist: Digest(bytes(at(self.checklist)?)?),
                question: names.get(at(self.question)?)?,
                instance: Instance::default(),
                source: Source::from_name(text(at(self.source)?)?)?,
                answer: Answer {
                    content,
                    precision: match self.precision {
                        Some(precision) => decoded::<Precision>(at(precision)?)?,
                        None => Precision::default(),
                    },
                    note: None,
                    flag: false,
                },
            },
        })
    }
}

impl Shaped {
    fn of(content: &Node) -> Option<Self> {
        let [value, missing] = content.fields(["v", "m"])?;
        if let Some(missing) = missing {
            if let Some(at) = missing.scalar() {
                return Some(Self::Missing(at));
            }
            let [why] = missing.fields(["not_checked"])?;
            return Some(Self::NotChecked(why?.scalar()?));
        }
        let Node::Map(kind) = value? else { return None };
        let [(kind, value)] = kind.as_slice() else {
            return None;
        };
        Some(match (kind.as_str(), value) {
            ("t", Node::Scalar(at)) => Self::Text(*at),
            ("i", Node::Scalar(at)) => Self::Integer(*at),
            ("d", Node::Scalar(at)) => Self::Decimal(*at),
            ("c", Node::Scalar(at)) => Self::Choice(*at),
            ("w", Node::Scalar(at)) => Self::Moment(*at),
            ("m", Node::List(names)) => {
                Self::Choices(names.iter().map(Node::scalar).collect::<Option<_>>()?)
            }
            _ => return None,
        })
    }

    fn read(&self, scalars: &[&[u8]]) -> Option<Content> {
        let at = |place: &usize| scalars.get(*place).copied();
        let owned = |place: &usize| text(at(place)?).map(str::to_owned);
        Some(Content::Given(match self {
            Self::Text(place) => Value::Text(owned(place)?),
            Self::Integer(place) => Value::Integer(decoded(at(place)?)?),
            Self::Decimal(place) => Value::Decimal(decoded(at(place)?)?),
            Self::Choice(place) => Value::Choice(owned(place)?),
            Self::Choices(places) => {
                Value::Choices(places.iter().map(owned).collect::<Option<_>>()?)
            }
            Self::Moment(place) => Value::Moment(text(at(place)?)?.parse().ok()?),
            Self::Missing(place) => {
                return Some(Content::Missing(decoded::<Missing>(at(place)?)?));
            }
            Self::NotChecked(place) => {
                return Some(Content::Missing(Missing::NotChecked(decoded(at(place)?)?)));
            }
        }))
    }
}

/// The shape of a record: where in it its scalars are.
#[derive(Debug)]
enum Node {
    Scalar(usize),
    List(Vec<Self>),
    Map(Vec<(String, Self)>),
}

impl Node {
    const fn scalar(&self) -> Option<usize> {
        match self {
            Self::Scalar(at) => Some(*at),
            Self::List(_) | Self::Map(_) => None,
        }
    }

    /// Returns these fields; `None` if it has another one, which may mean anything.
    fn fields<const N: usize>(&self, names: [&str; N]) -> Option<[Option<&Self>; N]> {
        let Self::Map(pairs) = self else { return None };
        let is_known = |name: &String| names.contains(&name.as_str());
        if !pairs.iter().all(|(name, _)| is_known(name)) {
            return None;
        }
        let find = |wanted: &str| pairs.iter().find(|(name, _)| name == wanted);
        Some(names.map(|name| find(name).map(|(_, node)| node)))
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Nodes;

        impl<'de> Visitor<'de> for Nodes {
            type Value = Node;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("numbers in lists and maps")
            }

            fn visit_u64<E: serde::de::Error>(self, at: u64) -> Result<Node, E> {
                usize::try_from(at).map(Node::Scalar).map_err(E::custom)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
                let mut nodes = Vec::new();
                while let Some(node) = list.next_element()? {
                    nodes.push(node);
                }
                Ok(Node::List(nodes))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Node::Map(pairs))
            }
        }

        deserializer.deserialize_any(Nodes)
    }
}

fn decoded<'de, T: Deserialize<'de>>(scalar: &'de [u8]) -> Option<T> {
    rmp_serde::from_slice(scalar).ok()
}

/// Reads a text that is written as such in a few bytes; `None` for anything else.
fn text(scalar: &[u8]) -> Option<&str> {
    let (kind, rest) = scalar.split_first()?;
    let text = match kind {
        0xA0..=0xBF => rest,
        0xD9 => rest.split_first()?.1,
        0xDA => rest.split_first_chunk::<2>()?.1,
        _ => return None,
    };
    std::str::from_utf8(text).ok()
}

fn bytes<const N: usize>(scalar: &[u8]) -> Option<[u8; N]> {
    match scalar.split_first_chunk::<2>()? {
        ([0xC4, _], bytes) => bytes.try_into().ok(),
        _ => None,
    }
}

fn whole(scalar: &[u8]) -> Option<u64> {
    let (kind, rest) = scalar.split_first()?;
    let is_big_endian = matches!(
        (kind, rest.len()),
        (0xCC, 1) | (0xCD, 2) | (0xCE, 4) | (0xCF, 8)
    );
    match kind {
        0x00..=0x7F if rest.is_empty() => Some(u64::from(*kind)),
        _ if is_big_endian => Some(
            rest.iter()
                .fold(0, |sum, digit| (sum << 8) | u64::from(*digit)),
        ),
        _ => None,
    }
}

/// Reads `2026-03-05T14:05:07`; anything longer as it is defined.
fn time(text: &str) -> Option<NaiveDateTime> {
    let bytes: Result<&[u8; 19], _> = text.as_bytes().try_into();
    let Ok(bytes) = bytes else {
        return text.parse().ok();
    };
    let number = |from: usize, to: usize| {
        bytes.get(from..to)?.iter().try_fold(0_u32, |sum, digit| {
            let digit = digit.checked_sub(b'0').filter(|digit| *digit < 10)?;
            Some(sum * 10 + u32::from(digit))
        })
    };
    let signs = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    if !(signs.iter()).all(|(at, sign)| bytes.get(*at) == Some(sign)) {
        return text.parse().ok();
    }
    let year = i32::try_from(number(0, 4)?).ok()?;
    NaiveDate::from_ymd_opt(year, number(5, 7)?, number(8, 10)?)?.and_hms_opt(
        number(11, 13)?,
        number(14, 16)?,
        number(17, 19)?,
    )
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::app::{
        Desk, KdfCost, PRACTICE_PASSPHRASE, Passphrase, Plan, StandingClock, Surroundings,
        VaultKind, fill_practice,
    };
    use crate::checklist::{FactName, Library};
    use crate::value::NotCheckedReason;
    use crate::visit::{Decision, InstanceChange, InstanceId, Stands, VisitId};

    fn practice(folder: &Path, seed: u64) -> Desk {
        let phrase = Passphrase::of(PRACTICE_PASSPHRASE);
        let surroundings = Surroundings {
            library: Library::embedded(),
            clock: Arc::new(StandingClock("2026-11-25T12:00:00+06:00".parse().unwrap())),
            monitor: "M-1".to_owned(),
        };
        let cost = KdfCost::practice();
        let kind = VaultKind::Practice;
        let desk = Desk::create(folder, &phrase, cost, kind, surroundings).unwrap();
        let plan = Plan {
            seed,
            visits: 3,
            persons: 5,
            survey: false,
        };
        fill_practice(&desk, plan, &mut |_, _| ()).unwrap();
        desk
    }

    /// Leaves out what the gist may leave out.
    fn without_monitors(mut entries: Vec<Entry>) -> Vec<Entry> {
        for entry in &mut entries {
            entry.stamp.by.clear();
            entry.stamp.machine = chrono::DateTime::default();
            entry.previous = None;
        }
        entries
    }

    fn gist_of(desk: &Desk, visit: VisitId, reader: &mut GistReader) -> Vec<Entry> {
        let gist = reader.entries(desk.vault(), StreamId(visit.0)).unwrap();
        let whole = without_monitors(desk.all_entries(visit).unwrap());
        assert_eq!(without_monitors(gist.clone()), whole);
        gist
    }

    #[test]
    fn the_gist_of_practice_visits_is_all_that_was_said() {
        let mut reader = GistReader::default();
        for seed in 1..=3 {
            let home = tempfile::tempdir().unwrap();
            let desk = practice(&home.path().join("vault"), seed);
            for visit in desk.standing_visits() {
                let gist = gist_of(&desk, visit, &mut reader);
                let short = gist.iter().filter(|entry| entry.stamp.by.is_empty());
                assert!(short.count() * 10 > gist.len() * 9, "nearly all are short");
            }
        }
    }

    fn odd_answers() -> Vec<Answer> {
        let moment = |text: &str| Answer::given(Value::Moment(text.parse().unwrap()));
        let mut answers = vec![
            Answer::default(),
            Answer::given(Value::Text("a\u{201c}b\u{201d} \u{0}".repeat(90))),
            Answer::given(Value::Integer(-7)),
            Answer::given(Value::Integer(i64::MAX)),
            Answer::given(Value::Decimal(-0.5)),
            Answer::given(Value::Choice(String::new())),
            Answer::given(Value::Choices(Vec::new())),
            Answer::given(Value::Choices(vec!["b".to_owned(), "a".to_owned()])),
            moment("2024-03-01T00:30+05:00"),
            moment("2024-03"),
            moment("2024-03-01T21:00/23:00"),
            Answer {
                note: Some("«около»".to_owned()),
                ..Answer::missing(Missing::Refused)
            },
            Answer {
                flag: true,
                ..Answer::default()
            },
            Answer::missing(Missing::NotApplicable),
            Answer::missing(Missing::NotChecked(NotCheckedReason::Safety)),
        ];
        for precision in [
            Precision::About,
            Precision::AboutWithin(90),
            Precision::Before,
            Precision::After,
        ] {
            let exact = moment("2024-03-01T21:00");
            answers.push(Answer { precision, ..exact });
        }
        answers
    }

    /// One entry of every kind and every kind of answer, also such as no screen makes.
    fn everything(visit: VisitId, opened: &Entry) -> Vec<Entry> {
        let subject = Subject::Person(1);
        let answered = |instance: &[InstanceId], answer: Answer| Statement::Answered {
            subject,
            checklist: Digest([9; 32]),
            question: QuestionName::new("apprehended_at"),
            instance: Instance(instance.to_vec()),
            source: Source::CourtFile,
            answer,
        };
        let mut said: Vec<Statement> = odd_answers()
            .into_iter()
            .map(|answer| answered(&[], answer))
            .collect();
        let inside = InstanceId::Added(opened.id);
        said.extend([
            answered(&[inside], Answer::given(Value::Integer(1))),
            answered(
                &[InstanceId::Counted(2), inside],
                Answer::missing(Missing::Refused),
            ),
            Statement::Undone {
                device: opened.id.device,
                step: 3,
            },
            Statement::Repeated {
                subject,
                checklist: Digest([9; 32]),
                group: QuestionName::new("custody"),
                instance: Instance(vec![inside]),
                change: InstanceChange::Removed,
                defaults: None,
            },
            Statement::Binned {
                subject,
                back: false,
            },
            Statement::ViewTaken {
                subject,
                custody: None,
                fact: FactName::new("age"),
                stands: Stands::Source(Source::Register),
                why: "why".to_owned(),
            },
            Statement::SafeguardDecided {
                subject,
                custody: None,
                safeguard: "SG05".to_owned(),
                decision: Decision::Withdrawn,
                why: String::new(),
            },
            Statement::Closed,
            Statement::Purged {
                visit,
                subject: Some(subject),
            },
        ]);
        (opened.id.number + 1..)
            .zip(said)
            .map(|(number, statement)| Entry {
                id: EntryId {
                    number,
                    ..opened.id
                },
                step: number - number % 3,
                seen: if number % 4 == 0 {
                    vec![opened.id]
                } else {
                    Vec::new()
                },
                statement,
                ..opened.clone()
            })
            .collect()
    }

    #[test]
    fn the_gist_of_odd_entries_is_all_that_was_said() {
        let home = tempfile::tempdir().unwrap();
        let desk = practice(&home.path().join("vault"), 1);
        let visit = desk.standing_visits()[0];
        let opened = desk.all_entries(visit).unwrap()[0].clone();
        let odd = everything(visit, &opened);
        let payloads: Vec<Vec<u8>> = odd.iter().map(|it| coding::encode(it).unwrap()).collect();
        let other = VisitId([3; 16]);
        desk.vault()
            .commit_whole(StreamId(other.0), &payloads)
            .unwrap();
        let gist = gist_of(&desk, other, &mut GistReader::default());
        assert_eq!(gist.len(), odd.len());
        let short = gist.iter().filter(|entry| entry.stamp.by.is_empty());
        assert!(short.count() > 8, "plain ones among them are short");
    }
}
