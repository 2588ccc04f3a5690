//! Hand-over at the desk.

use crate::app::{BundleMade, Desk, DeskError};
use crate::export::atomic_file::Existing;
use crate::message::Message;
use crate::tui::event::{HandOver, HandedOver};

/// Does what was asked of hand-over.
pub(super) fn serve(desk: &Desk, request: HandOver) -> Result<HandedOver, DeskError> {
    Ok(match request {
        HandOver::Look => HandedOver::Looked {
            own: desk.public_key()?.fingerprint(),
            contacts: desk.contacts(),
            held: desk.held_by_others()?,
        },
        HandOver::WriteKey(folder) => {
            let path = desk.write_key(&folder)?;
            HandedOver::Wrote(
                Message::new("give-key-written").text("file", path.display().to_string()),
            )
        }
        HandOver::AddContact { name, key } => {
            let contact = desk.add_contact(&name, &key, None)?;
            HandedOver::Changed(Message::new("contacts-entered").text("name", contact.name))
        }
        HandOver::Revoke(name) => {
            desk.revoke_contact(&name)?;
            HandedOver::Changed(Message::new("contact-was-revoked").text("name", name))
        }
        HandOver::Give { visits, to, folder } => {
            let made = desk.make_bundle(&visits, &[to], &folder, Existing::Kept)?;
            HandedOver::Wrote(written("bundle-made", &made))
        }
        HandOver::Receipt { to, folder } => {
            let made = desk.make_receipt(&[], &[to], &folder, Existing::Kept)?;
            HandedOver::Wrote(written("bundle-receipt-made", &made))
        }
        HandOver::Read(path) => {
            let incoming = desk.read_bundle(&path)?;
            let plan = desk.plan(&incoming)?;
            HandedOver::Read(Box::new((incoming, plan)))
        }
        HandOver::TakeIn {
            incoming,
            strangers,
            settlements,
        } => {
            let plan = desk.merge_settling(&incoming, strangers, &settlements)?;
            let changed = plan.visits.iter().filter(|visit| !visit.new.is_empty());
            let (_, new, _) = plan.counts();
            let left = plan.visits.iter();
            HandedOver::TakenIn {
                new,
                visits: changed.count(),
                left: left.map(|visit| visit.merged.two_accounts().len()).sum(),
            }
        }
        HandOver::TakeBack => HandedOver::TakenBack(desk.take_back_import()?),
    })
}

fn written(id: &'static str, made: &BundleMade) -> Message {
    Message::new(id)
        .text("file", made.path.display().to_string())
        .number("kib", made.bytes.div_ceil(1024))
        .number("visits", made.visits)
        .number("entries", made.entries)
}
