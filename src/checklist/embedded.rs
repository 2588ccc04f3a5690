//! The checklists that come with the program. A test compares this table with the folder.

macro_rules! embedded {
    ($($id:literal),+ $(,)?) => {
        /// Every checklist of the program: its id, which is its path, and its text.
        pub const EMBEDDED: &[(&str, &str)] = &[
            $(($id, include_str!(concat!("../../checklists/", $id, ".toml"))),)+
        ];
    };
}

embedded!(
    "follow-up/complaint",
    "follow-up/place",
    "police-custody/core",
    "police-custody/custody-record",
    "police-custody/interview",
    "police-custody/lawyer",
    "police-custody/medical",
    "police-custody/premises",
    "police-custody/staff",
);

/// The shared choice lists.
pub const EMBEDDED_CHOICES: &str = include_str!("../../checklists/choices.toml");
/// The vocabulary of facts.
pub const EMBEDDED_FACTS: &str = include_str!("../../checklists/facts.toml");
/// The safeguards.
pub const EMBEDDED_SAFEGUARDS: &str = include_str!("../../checklists/safeguards.toml");
