//! What is to be told after a vault was opened or examined.

use super::Chains;
use super::Desk;
use crate::message::Message;
use crate::vault::{DoctorReport, Notice, Notices, OpenReport};
use crate::visit::{Break, DeviceId, VisitId};

/// Returns what a person must know after opening; nothing if all was well.
pub fn opening_notes(report: &OpenReport) -> Vec<Message> {
    let lacking: u64 = report.lacking.iter().map(|(_, count)| count).sum();
    [
        (report.read_only, Message::new("open-read-only")),
        (
            report.torn_bytes > 0,
            Message::new("open-torn-end").number("bytes", report.torn_bytes),
        ),
        (report.store_rebuilt, Message::new("open-store-rebuilt")),
        (
            report.store_left && !report.read_only,
            Message::new("open-store-left"),
        ),
        (report.header_healed, Message::new("open-header-healed")),
        (
            report.healed_streams + report.healed_frames > 0,
            Message::new("open-healed")
                .number("count", report.healed_streams.max(report.healed_frames)),
        ),
        (
            report.lost_frames > 0,
            Message::new("open-lost-frames").number("count", report.lost_frames),
        ),
        (
            lacking > 0,
            Message::new("open-lacking")
                .number("count", lacking)
                .number("visits", report.lacking.len()),
        ),
    ]
    .into_iter()
    .filter_map(|(is_so, message)| is_so.then_some(message))
    .collect()
}

/// What a person must know of what happened since the vault was opened.
#[derive(Clone)]
pub struct Meanwhile(Notices);

impl Meanwhile {
    /// Returns what was not told yet; nothing if all is well.
    pub fn take(&self) -> Vec<Message> {
        told_of(self.0.take())
    }
}

impl Desk {
    /// Returns where it says what happens while it is open: it outlives the desk.
    pub fn meanwhile(&self) -> Meanwhile {
        Meanwhile(self.vault().notices())
    }
}

fn told_of(notices: Vec<Notice>) -> Vec<Message> {
    let mut report = OpenReport::default();
    for notice in notices {
        match notice {
            // Everything is looked at before the first stream is read: nothing stands before it.
            Notice::Looked(found) => report = found,
            Notice::StreamHealed(_) => report.healed_streams += 1,
            Notice::StoreLeft => report.store_left = true,
            Notice::StreamLacks(stream, missing) => {
                // A visit that is read twice lacks the same.
                report.lacking.retain(|(known, _)| *known != stream);
                report.lacking.push((stream, missing));
            }
        }
    }
    opening_notes(&report)
}

/// Returns what is to be said when the clock stands before what was saved last.
pub fn clock_note(desk: &Desk) -> Option<Message> {
    let said = desk.clock_is_behind()?;
    let when = said.format("%d.%m.%Y %H:%M").to_string();
    Some(Message::new("open-clock-behind").text("when", when))
}

/// Returns what an examination found wrong; nothing if the vault is sound.
pub fn doctor_findings(report: &DoctorReport) -> Vec<Message> {
    let lacking: u64 = report.lacking.iter().map(|(_, count)| count).sum();
    let counted = |id, count: u64| (count > 0).then(|| Message::new(id).number("count", count));
    let streams = |id, list: &[_]| counted(id, list.len() as u64);
    [
        counted("doctor-damaged-frames", report.damaged_frames),
        counted("doctor-lost-frames", report.lost_frames),
        counted("doctor-odd-frames", report.odd_frames),
        counted("doctor-odd-pieces", report.odd_pieces),
        streams("doctor-damaged-streams", &report.damaged_streams),
        streams("doctor-unjournaled-streams", &report.unjournaled_streams),
        counted("doctor-lacking", lacking),
        counted("doctor-damaged-headers", report.damaged_headers),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Returns where the chains of entries do not hold, in words; nothing if they do.
pub fn chain_findings(chains: &Chains) -> Vec<Message> {
    let of = |id: &'static str, visit: VisitId, device: DeviceId| {
        Message::new(id)
            .text("visit", visit.to_string())
            .text("device", device.short())
    };
    let told = |(visit, found): &(VisitId, Break)| match *found {
        Break::Gap {
            device,
            after,
            before,
        } => of("doctor-chain-gap", *visit, device)
            .text("after", after.to_string())
            .text("before", before.to_string()),
        Break::Rewritten { device, number } => {
            of("doctor-chain-rewritten", *visit, device).text("number", number.to_string())
        }
        Break::Twice { device, number } => {
            of("doctor-chain-twice", *visit, device).text("number", number.to_string())
        }
    };
    chains.breaks.iter().map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::StreamId;

    #[test]
    fn what_is_found_while_reading_is_told_once_and_a_visit_that_is_read_twice_lacks_the_same() {
        let lost = StreamId([3; 16]);
        let told = told_of(vec![
            Notice::StreamHealed(StreamId([1; 16])),
            Notice::StreamLacks(lost, 50),
            Notice::StreamHealed(StreamId([2; 16])),
            Notice::StreamLacks(lost, 50),
        ]);
        let lacking = Message::new("open-lacking")
            .number("count", 50)
            .number("visits", 1);
        let healed = Message::new("open-healed").number("count", 2);
        assert_eq!(told, [healed, lacking]);
        assert!(told_of(Vec::new()).is_empty());
    }
}
