//! Entries handed to a colleague: one sealed, signed and padded file.
//!
//! Owns the keys of a device, the form of a bundle, and what a colleague is called by. Reads no disk
//! and no clock, knows no vault. Its invariant: what [`open`] returns was sealed to this device and
//! signed by the key that it names; a file that is cut, changed or made for somebody else gives
//! nothing at all.
//!
//! A bundle is an age file for one or more X25519 recipients. What it seals:
//!
//! ```text
//! FHBUNDL1 | signing key 32 | signature 64 | length u64 | deflate(parcel) | zeros
//! ```
//!
//! The signature (Ed25519) is over `"firsthours/v1/bundle" | signing key | deflate(parcel)`; the
//! parcel is named MessagePack and names its recipients, so that a bundle that is unpacked and sealed
//! again for somebody else is seen to be. The zeros bring the whole to 4 KiB or the next eighth of a
//! power of two: its size tells little about how much was said.
//!
//! Counts that travel without their visits ([`seal_counts`]) are sealed and signed in the same way,
//! with `FHTALLY1` and `"firsthours/v1/tally"`, to recipients or with a passphrase (age's scrypt).
//!
//! Why age (2026-11): a colleague's bundle can be opened without this program by whoever has the key.

mod contact;
mod envelope;
mod fault;
mod figures;
mod fingerprint;
mod keys;
mod parcel;
mod sealing;

pub use contact::{Contact, Sender};
pub use envelope::{LARGEST_FILE, LARGEST_PARCEL};
pub use fault::BundleFault;
pub use figures::{
    CountsKey, CountsLock, OpenedCounts, needs_passphrase, open_counts, seal_counts,
};
pub use fingerprint::Fingerprint;
pub use keys::{DeviceKeys, NoKey, PublicKey, Recipient};
pub use parcel::{Held, Parcel, PinnedText, VisitParcel};
pub use sealing::{Opened, open, seal};
