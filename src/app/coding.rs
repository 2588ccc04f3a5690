//! Entries as bytes: one schema byte, then named MessagePack.
//!
//! Named, because a record must never read as another answer when types change (measured: formats
//! without names do). A record of a newer schema is refused, never rewritten.

use serde::{Deserialize, Serialize};

/// The schema of entries and summaries that this program writes.
const SCHEMA: u8 = 1;

/// Why bytes could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum CodingFault {
    /// The bytes were written by a newer program.
    #[error("written by a newer program (schema {0})")]
    Newer(u8),
    /// The bytes hold nothing of this kind.
    #[error("not a record of this program")]
    Unreadable(#[source] rmp_serde::decode::Error),
    /// Packed bytes that do not unpack.
    #[error("packed bytes that do not unpack")]
    Damaged(#[source] std::io::Error),
    /// There are no bytes.
    #[error("an empty record")]
    Empty,
    /// The value cannot be written.
    #[error("a value that cannot be written")]
    Unwritable(#[source] rmp_serde::encode::Error),
}

/// Writes a value.
pub(crate) fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, CodingFault> {
    let mut bytes = vec![SCHEMA];
    value
        .serialize(&mut rmp_serde::Serializer::new(&mut bytes).with_struct_map())
        .map_err(CodingFault::Unwritable)?;
    Ok(bytes)
}

/// Reads a value.
pub(crate) fn decode<'bytes, T: Deserialize<'bytes>>(
    bytes: &'bytes [u8],
) -> Result<T, CodingFault> {
    match bytes.split_first() {
        None => Err(CodingFault::Empty),
        Some((&SCHEMA, rest)) => rmp_serde::from_slice(rest).map_err(CodingFault::Unreadable),
        Some((&newer, _)) => Err(CodingFault::Newer(newer)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checklist::{Digest, QuestionName};
    use crate::value::{Missing, NotCheckedReason, Precision, Source, Value};
    use crate::visit::{Answer, DeviceId, Entry, EntryId, Instance, Stamp, Statement, Subject};

    fn entry(answer: Answer) -> Entry {
        Entry {
            id: EntryId {
                device: DeviceId([3; 16]),
                number: 41,
            },
            step: 41,
            stamp: Stamp {
                by: "M-1".to_owned(),
                local: "2026-03-05T13:05:00".parse().unwrap(),
                machine: "2026-03-05T14:05:07+06:00".parse().unwrap(),
            },
            previous: None,
            seen: Vec::new(),
            statement: Statement::Answered {
                subject: Subject::Person(1),
                checklist: Digest([9; 32]),
                question: QuestionName::new("apprehended_at"),
                instance: Instance::default(),
                source: Source::DetainedPerson,
                answer,
            },
        }
    }

    #[test]
    fn every_kind_of_answer_comes_back_as_it_was() {
        let about = Answer {
            precision: Precision::About,
            note: Some("«около» 21:00".to_owned()),
            flag: true,
            ..Answer::given(Value::Moment("2011-07-05T21:00".parse().unwrap()))
        };
        for answer in [
            about,
            Answer::default(),
            Answer::given(Value::Choices(vec!["lawyer".to_owned()])),
            Answer::given(Value::Decimal(4.5)),
            Answer::missing(Missing::Refused),
            Answer::missing(Missing::NotChecked(NotCheckedReason::Safety)),
        ] {
            let written = encode(&entry(answer.clone())).unwrap();
            assert_eq!(decode::<Entry>(&written).unwrap(), entry(answer));
        }
    }

    #[test]
    fn a_record_of_a_newer_program_is_refused_not_guessed() {
        let mut written = encode(&entry(Answer::default())).unwrap();
        written[0] = 2;
        assert!(matches!(
            decode::<Entry>(&written),
            Err(CodingFault::Newer(2))
        ));
        assert!(matches!(decode::<Entry>(&[]), Err(CodingFault::Empty)));
        assert!(matches!(
            decode::<Entry>(&[1, 0xc1]),
            Err(CodingFault::Unreadable(_))
        ));
    }
}
