//! A module uses only what stands below it. The table is the architecture; this test holds it.
//!
//! One crate cannot make the compiler hold layers, so the `crate::` paths of every source file are
//! read and each import of a module that does not stand below is named.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Layer of each module; a module may use only modules of a lower layer, and itself.
const LAYERS: &[(&str, u8)] = &[
    ("value", 0),
    ("message", 0),
    ("expr", 1),
    ("checklist", 2),
    ("safeguard", 2),
    ("visit", 3),
    ("indicator", 4),
    ("vault", 4),
    ("i18n", 4),
    ("export", 5),
    ("bundle", 5),
    ("app", 6),
    ("cli", 7),
    ("tui", 7),
    ("main", 8),
];

/// What a module may not use although it stands below, and why.
const FORBIDDEN: &[(&str, &str, &str)] = &[
    (
        "vault",
        "checklist",
        "the vault stores bytes and knows no checklist",
    ),
    (
        "vault",
        "visit",
        "the vault stores bytes and knows no visit",
    ),
    ("vault", "expr", "the vault stores bytes"),
    ("export", "vault", "exports read what app hands them"),
    ("bundle", "vault", "bundles are made of what app hands them"),
    (
        "i18n",
        "visit",
        "i18n turns messages into text and knows nothing else",
    ),
    (
        "i18n",
        "checklist",
        "i18n turns messages into text and knows nothing else",
    ),
    (
        "tui",
        "vault",
        "the interface reaches the vault only through app",
    ),
    (
        "cli",
        "vault",
        "the interface reaches the vault only through app",
    ),
    ("expr", "checklist", "expressions know names, not questions"),
];

/// Crates of others that only one module may name.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("sled", &["vault"]),
    ("chacha20poly1305", &["vault"]),
    ("argon2", &["vault"]),
    ("ratatui", &["tui"]),
    ("crossterm", &["tui"]),
    ("clap", &["cli"]),
    ("fluent_bundle", &["i18n"]),
    ("age", &["bundle", "vault"]),
    ("ed25519_dalek", &["bundle"]),
];

fn source_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            source_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn module_of(path: &Path, source: &Path) -> String {
    let inside = path.strip_prefix(source).unwrap();
    let first = inside
        .components()
        .next()
        .unwrap()
        .as_os_str()
        .to_string_lossy()
        .into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// Returns the code of a file without comments and without its unit tests.
fn code_of(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or("");
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Returns the first path segments that follow `prefix` in the code, groups included.
fn segments_after(code: &str, prefix: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices(prefix) {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_') {
            continue;
        }
        let rest = &code[at + prefix.len()..];
        let name = |text: &str| -> String {
            text.trim_start()
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect()
        };
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 0_i32;
            let mut start = true;
            for (index, letter) in group.char_indices() {
                match letter {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        start = true;
                        continue;
                    }
                    _ => {}
                }
                if start && depth == 0 && letter.is_alphabetic() {
                    found.push(name(&group[index..]));
                    start = false;
                }
            }
        } else {
            found.push(name(rest));
        }
    }
    found
}

/// Returns every import of this code that the table forbids, in words.
fn offences(module: &str, code: &str) -> Vec<String> {
    let layers: BTreeMap<&str, u8> = LAYERS.iter().copied().collect();
    let Some(own) = layers.get(module) else {
        return vec![format!("module `{module}` has no layer in the table")];
    };
    let mut found = Vec::new();
    let prefixes: &[&str] = if module == "main" {
        &["firsthours::"]
    } else {
        &["crate::"]
    };
    for prefix in prefixes {
        for used in segments_after(code, prefix) {
            let Some(layer) = layers.get(used.as_str()) else {
                continue;
            };
            if used != module && layer >= own {
                found.push(format!(
                    "`{module}` (layer {own}) uses `{prefix}{used}` (layer {layer})"
                ));
            }
            for (from, to, why) in FORBIDDEN {
                if *from == module && *to == used {
                    found.push(format!("`{module}` uses `{prefix}{used}`: {why}"));
                }
            }
        }
    }
    for (name, owners) in ONLY_IN {
        if !owners.contains(&module) && !segments_after(code, &format!("{name}::")).is_empty() {
            found.push(format!(
                "`{module}` names the crate `{name}`, which belongs to {owners:?}"
            ));
        }
    }
    found
}

#[test]
fn every_module_uses_only_what_stands_below_it() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    source_files(&source, &mut files);
    assert!(files.len() > 20, "the source folder was found");
    let mut found = Vec::new();
    for path in files {
        let module = module_of(&path, &source);
        if module == "lib" {
            continue;
        }
        let code = code_of(&fs::read_to_string(&path).unwrap());
        for offence in offences(&module, &code) {
            found.push(format!("{}: {offence}", path.display()));
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn a_broken_layer_is_named_with_its_import() {
    let cases = [
        ("visit", "use crate::vault::Vault;", "uses `crate::vault`"),
        (
            "tui",
            "use crate::{app::Desk, vault::Vault};",
            "only through app",
        ),
        (
            "vault",
            "fn f() { crate::checklist::Library::embedded(); }",
            "knows no checklist",
        ),
        (
            "value",
            "use crate::message::Message;",
            "`value` (layer 0) uses `crate::message`",
        ),
        (
            "cli",
            "use sled::Db;\nfn f() { sled::open(); }",
            "names the crate `sled`",
        ),
        ("elsewhere", "", "has no layer"),
    ];
    for (module, code, expected) in cases {
        let found = offences(module, code).join("\n");
        assert!(found.contains(expected), "{module}: {code}: {found:?}");
    }
    assert!(
        offences(
            "app",
            "use crate::vault::Vault; use crate::{visit::{Session, Entry}};"
        )
        .is_empty()
    );
}
