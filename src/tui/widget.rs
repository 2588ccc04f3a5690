//! Pieces that screens are made of: fields, boxes, lists, dialogs.
//!
//! A widget owns its state and answers keys; it asks for nothing and knows no visit. Its invariant:
//! text moves by letters as people see them and is stored composed (NFC).

mod dialog;
mod field;
pub mod find;
mod frame;
mod list;
mod note_box;
mod reasoned;
mod secret;
pub mod time;
mod time_field;
pub mod wrap;

pub use dialog::{Dialog, DialogAnswer};
pub use field::TextField;
pub use frame::{Frame, Layout, SavedState, Size};
pub use list::ListState;
pub use note_box::NoteBox;
pub use reasoned::{Offer, Reasoned};
pub use secret::SecretField;
pub use time_field::{TimeField, spelt};

use ratatui::layout::Rect;

/// Returns where a question over a screen stands: in the middle, above the centre.
pub fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 3,
        width,
        height,
    }
}
