//! Several passphrases: added, changed, removed, carried over, and not to be counted from outside.

use std::fs;

use super::sample::{content, copy_of_sample, open, phrase};
use crate::vault::{OpenError, Passphrase, PassphraseError, Slot, Vault};

fn opens(dir: &std::path::Path, text: &str) -> bool {
    match Vault::open(dir, &Passphrase::of(text)) {
        Ok(_) => true,
        Err(OpenError::WrongPassphrase) => false,
        Err(fault) => panic!("{fault}"),
    }
}

#[test]
fn passphrases_are_added_changed_and_removed_and_the_last_one_stays() {
    let (_home, dir, said) = copy_of_sample();
    let (vault, _) = open(&dir).unwrap();
    assert_eq!(
        vault.remove_passphrase(0),
        Err(PassphraseError::Last),
        "nobody could open it any more"
    );
    let words = Passphrase::of("six words on paper");
    assert_eq!(vault.add_passphrase(&words, Slot::Recovery), Ok(1));
    assert_eq!(
        vault.add_passphrase(&words, Slot::Chosen),
        Err(PassphraseError::Known)
    );
    let colleague = Passphrase::of("a colleague");
    assert_eq!(vault.add_passphrase(&colleague, Slot::Chosen), Ok(2));
    vault.change_passphrase(&Passphrase::of("new")).unwrap();
    assert_eq!(
        vault.passphrases(),
        (
            vec![Slot::Chosen, Slot::Recovery, Slot::Chosen, Slot::Empty],
            0
        )
    );
    vault.remove_passphrase(2).unwrap();
    assert_eq!(vault.remove_passphrase(2), Err(PassphraseError::None));
    assert_eq!(vault.remove_passphrase(9), Err(PassphraseError::None));
    drop(vault);
    for (text, expected) in [
        ("practice", false),
        ("a colleague", false),
        ("new", true),
        ("six words on paper", true),
    ] {
        assert_eq!(opens(&dir, text), expected, "{text}");
    }
    // Whoever opens with the recovery words changes those, and the forgotten one goes.
    let (vault, _) = Vault::open(&dir, &words).unwrap();
    assert_eq!(content(&vault), *said);
    assert_eq!(vault.passphrases().1, 1);
    vault.remove_passphrase(0).unwrap();
    vault
        .add_passphrase(&Passphrase::of("third"), Slot::Chosen)
        .unwrap();
    drop(vault);
    assert!(!opens(&dir, "new") && opens(&dir, "third"));
}

#[test]
fn a_fifth_passphrase_is_refused() {
    let (_home, dir, _) = copy_of_sample();
    let (vault, _) = open(&dir).unwrap();
    for n in 1..4_u8 {
        let added = vault.add_passphrase(&Passphrase::of(&n.to_string()), Slot::Chosen);
        assert_eq!(added, Ok(n));
    }
    let fifth = vault.add_passphrase(&Passphrase::of("5"), Slot::Chosen);
    assert_eq!(fifth, Err(PassphraseError::Full));
}

#[test]
fn from_outside_a_used_slot_and_an_empty_one_look_the_same() {
    let (_home, dir, _) = copy_of_sample();
    let before = fs::read(dir.join("header")).unwrap();
    let slots: Vec<&[u8]> = before[60..348].chunks(72).collect();
    for slot in &slots {
        let distinct: std::collections::BTreeSet<u8> = slot.iter().copied().collect();
        assert!(distinct.len() > 40, "72 bytes that look random");
    }
    // Every change of one slot changes all of them: two headers do not tell which one it was.
    let (vault, _) = open(&dir).unwrap();
    vault
        .add_passphrase(&Passphrase::of("second"), Slot::Chosen)
        .unwrap();
    let after = fs::read(dir.join("header")).unwrap();
    for (slot, then) in after[60..348].chunks(72).zip(slots) {
        assert_ne!(slot, then);
    }
    assert_eq!(fs::read(dir.join("header.bak")).unwrap(), after);
}

#[test]
fn a_slot_moved_to_another_place_opens_nothing() {
    let (_home, dir, _) = copy_of_sample();
    super::headers::forge(&dir, |bytes| {
        bytes.copy_within(60..132, 132);
        bytes[60..132].fill(7);
    });
    assert!(!opens(&dir, phrase().as_str()));
}

#[test]
fn an_office_opens_the_vault_when_nobody_knows_a_passphrase_and_the_header_does_not_name_it() {
    use age::secrecy::ExposeSecret as _;
    let (_home, dir, said) = copy_of_sample();
    let identity = age::x25519::Identity::generate();
    let recipient = identity.to_public().to_string();
    let file = format!("# an office\n{}\n", identity.to_string().expose_secret());
    let (vault, _) = open(&dir).unwrap();
    assert_eq!(
        vault.add_office("age1nonsense"),
        Err(PassphraseError::NoRecipient)
    );
    assert_eq!(vault.add_office(&recipient), Ok(0));
    assert_eq!(vault.add_office(&recipient), Err(PassphraseError::Known));
    vault
        .change_passphrase(&Passphrase::of("forgotten"))
        .unwrap();
    drop(vault);
    let header = fs::read(dir.join("header")).unwrap();
    assert!(
        !header
            .windows(20)
            .any(|part| part == &recipient.as_bytes()[..20])
    );
    // Nobody knows the passphrase: the office opens it, and gives it a new one.
    let (vault, _) = Vault::open_as_office(&dir, &file).unwrap();
    assert_eq!(content(&vault), *said);
    let how = crate::vault::Rewriting {
        passphrases: crate::vault::Passphrases::Same,
        leave_damaged: false,
    };
    let (vault, _) = vault.rewrite(&how, &mut |_, payloads| payloads).unwrap();
    assert_eq!(vault.offices()[0].as_deref(), Some(recipient.as_str()));
    vault
        .add_passphrase(&Passphrase::of("new"), Slot::Chosen)
        .unwrap();
    drop(vault);
    assert!(opens(&dir, "new"));
    let stranger = age::x25519::Identity::generate();
    let refused = Vault::open_as_office(&dir, stranger.to_string().expose_secret());
    assert_eq!(refused.err(), Some(OpenError::WrongPassphrase));
    let (vault, _) = Vault::open_as_office(&dir, &file).unwrap();
    vault.remove_office(0).unwrap();
    drop(vault);
    let refused = Vault::open_as_office(&dir, &file);
    assert_eq!(refused.err(), Some(OpenError::WrongPassphrase));
}
