//! This device's keys, and colleagues with theirs. Both stand in the register, sealed.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use zeroize::Zeroizing;

use crate::app::{Desk, DeskError};
use crate::bundle::{BundleFault, Contact, DeviceKeys, PublicKey, Recipient};
use crate::export::atomic_file::{self, Existing};
use crate::visit::{Local, Secret, Statement};

/// The longest name of a contact.
const LONGEST_NAME: usize = 40;

impl Desk {
    /// Returns this device's keys; makes them the first time.
    pub(super) fn keys(&self) -> Result<DeviceKeys, DeskError> {
        let kept = self.register().secret().cloned();
        if let Some(Secret(bytes)) = kept {
            return DeviceKeys::from_secret(&bytes).ok_or(DeskError::Bundle(BundleFault::NoKey));
        }
        let mut random = Zeroizing::new([0; 32]);
        getrandom::fill(random.as_mut_slice()).map_err(|_no_entropy| DeskError::NoRandom)?;
        let keys = DeviceKeys::make(&random);
        let made = Local::KeysMade(Secret(keys.to_secret()));
        self.append_to_register(vec![Statement::Local(Box::new(made))])?;
        Ok(keys)
    }

    /// Returns the key that colleagues need of this device.
    pub fn public_key(&self) -> Result<PublicKey, DeskError> {
        Ok(self.keys()?.public())
    }

    /// Returns the contacts in the order of their names.
    pub fn contacts(&self) -> Vec<Contact> {
        let register = self.register();
        let known = register.contacts().map(Contact::of);
        // One that cannot be read was written by a newer program: nothing is sealed to it.
        known.filter_map(Result::ok).collect()
    }

    fn contact(&self, name: &str) -> Result<Contact, BundleFault> {
        self.contacts()
            .into_iter()
            .find(|known| known.name.to_lowercase() == name.trim().to_lowercase())
            .ok_or_else(|| BundleFault::NoContact {
                name: name.to_owned(),
            })
    }

    fn note(&self, local: Local) -> Result<(), DeskError> {
        self.append_to_register(vec![Statement::Local(Box::new(local))])
    }

    /// Writes this device's key, for colleagues, into a folder.
    pub fn write_key(&self, folder: &Path) -> Result<PathBuf, DeskError> {
        let key = self.public_key()?;
        let words = key.fingerprint();
        let path = if folder.is_dir() {
            folder.join(format!("key-{}.txt", self.monitor()))
        } else {
            folder.to_owned()
        };
        atomic_file::write(&path, Existing::Kept, |sink| {
            writeln!(sink, "{key}\n{words}\n{}", words.in_cyrillic())
        })?;
        Ok(path)
    }

    /// Enters a colleague, by the key or by the file that holds it.
    pub fn add_contact(
        &self,
        name: &str,
        key: &str,
        until: Option<NaiveDate>,
    ) -> Result<Contact, DeskError> {
        let name = name.trim();
        let is_plain = |letter: char| letter.is_alphanumeric() || " -_.".contains(letter);
        if name.is_empty() || name.chars().count() > LONGEST_NAME || !name.chars().all(is_plain) {
            return Err(BundleFault::NoName.into());
        }
        let key: PublicKey = key_text(key)
            .parse()
            .map_err(|_no_key| BundleFault::NoKey)?;
        let known = self.contacts();
        let is_known = |other: &&Contact| {
            other.name.to_lowercase() == name.to_lowercase()
                || (other.key.signer() == key.signer() && !other.revoked)
        };
        if let Some(known) = known.iter().find(is_known) {
            return Err(BundleFault::ContactThere {
                name: known.name.clone(),
            }
            .into());
        }
        let contact = Contact {
            name: name.to_owned(),
            key,
            until,
            revoked: false,
        };
        self.note(Local::ContactSet(contact.card()))?;
        Ok(contact)
    }

    /// Says that a colleague's key is no longer good.
    pub fn revoke_contact(&self, name: &str) -> Result<(), DeskError> {
        let mut contact = self.contact(name)?;
        contact.revoked = true;
        self.note(Local::ContactSet(contact.card()))
    }

    /// Takes a colleague out.
    pub fn remove_contact(&self, name: &str) -> Result<(), DeskError> {
        let contact = self.contact(name)?;
        self.note(Local::ContactRemoved { name: contact.name })
    }

    /// Returns whom these words mean: contacts by name, or keys.
    pub(super) fn recipients(&self, named: &[String]) -> Result<Vec<Recipient>, DeskError> {
        let today = self.now().date_naive();
        let mut found = Vec::new();
        for text in named {
            let recipient = match self.contact(text) {
                Ok(contact) => {
                    if contact.revoked || contact.until.is_some_and(|until| until < today) {
                        return Err(BundleFault::KeyNotGood { name: contact.name }.into());
                    }
                    contact.key.recipient()
                }
                Err(_no_contact) => {
                    text.parse()
                        .map_err(|_no_key| BundleFault::NoSuchRecipient {
                            text: text.chars().take(LONGEST_NAME).collect(),
                        })?
                }
            };
            if !found.contains(&recipient) {
                found.push(recipient);
            }
        }
        if found.is_empty() {
            return Err(BundleFault::NoRecipient.into());
        }
        Ok(found)
    }
}

/// Returns a key as it was written, or the line of a small file that holds it.
fn key_text(text: &str) -> String {
    let text = text.trim();
    let is_small = |path: &Path| {
        std::fs::metadata(path).is_ok_and(|found| found.is_file() && found.len() < 4096)
    };
    if text.starts_with("age1") || !is_small(Path::new(text)) {
        return text.to_owned();
    }
    let read = std::fs::read_to_string(text).unwrap_or_default();
    let line = read.lines().find(|line| line.starts_with("age1"));
    line.unwrap_or_default().to_owned()
}
