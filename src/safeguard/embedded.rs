//! The files that the binary carries.

/// Law files: name and text.
pub const LAW_FILES: &[(&str, &str)] = &[
    (
        "law/int.toml",
        include_str!("../../checklists/law/int.toml"),
    ),
    ("law/kz.toml", include_str!("../../checklists/law/kz.toml")),
    ("law/kg.toml", include_str!("../../checklists/law/kg.toml")),
    ("law/tj.toml", include_str!("../../checklists/law/tj.toml")),
];

/// The safeguards and the vocabulary of facts: name and text.
pub const VOCABULARY_FILES: &[(&str, &str)] = &[
    (
        "safeguards.toml",
        include_str!("../../checklists/safeguards.toml"),
    ),
    ("facts.toml", include_str!("../../checklists/facts.toml")),
];
