//! The contract of the command line, word by word.

use std::fs;
use std::path::Path;

use serde_json::json;

use super::bench::{Bench, person, register, run_in, with};

fn code(home: &Path, arguments: &[&str], input: &str) -> i32 {
    run_in(home, arguments, input).code
}

#[test]
fn exit_codes_are_those_of_the_contract() {
    let bench = Bench::new();
    let home = bench.folder();
    let open = ["--vault", "vault", "--passphrase-file", "-"];
    let on = |more: &[&'static str]| [&open[..], more].concat();
    assert_eq!(code(home, &on(&["visit", "list"]), "practice\n"), 0);
    assert_eq!(
        code(home, &on(&["facility", "show", "NONE"]), "practice\n"),
        1
    );
    assert_eq!(
        code(
            home,
            &on(&["visit", "list", "--from", "soon"]),
            "practice\n"
        ),
        2
    );
    assert_eq!(code(home, &["nonsense"], ""), 2);
    assert_eq!(code(home, &["tally", "--no-such-flag"], ""), 2);
    assert_eq!(code(home, &["--vault", "none", "visit", "list"], ""), 10);
    assert_eq!(code(home, &on(&["visit", "list"]), "wrong\n"), 12);
    let refused = run_in(home, &on(&["--json", "visit", "list"]), "wrong\n");
    assert!(refused.out.is_empty() && !refused.err.is_empty());
}

#[test]
fn a_vault_that_another_process_holds_is_in_use() {
    let bench = Bench::new();
    bench.facility("F-1", "IVS", "kg");
    let visit = bench.visit("F-1", "2026-03-05T10:00");
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_firsthours"))
        .args([
            "--vault",
            "vault",
            "--passphrase-file",
            "-",
            "record",
            &visit,
        ])
        .current_dir(bench.folder())
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let line = person("D12", "yes");
    std::io::Write::write_all(&mut stdin, format!("practice\n{line}\n").as_bytes()).unwrap();
    let mut answered = String::new();
    let mut out = std::io::BufReader::new(child.stdout.take().unwrap());
    std::io::BufRead::read_line(&mut out, &mut answered).unwrap();
    assert_eq!(answered, "{\"line\":1,\"ok\":true}\n");
    assert_eq!(bench.run(&["visit", "list"], "").code, 11);
    drop(stdin);
    assert!(child.wait().unwrap().success());
    assert_eq!(bench.run(&["visit", "list"], "").code, 0);
}

#[test]
fn each_line_of_record_is_answered_and_a_bad_one_changes_nothing() {
    let bench = Bench::new();
    bench.facility("F-1", "IVS", "kg");
    let visit = bench.visit("F-1", "2026-03-05T10:00");
    let lines = [
        (person("D01", "2026-03-01T10:00").to_string(), None),
        ("nonsense".to_owned(), Some("not_json")),
        (person("D99", "yes").to_string(), Some("unknown_question")),
        (person("D01", "2026-02-30T10:00").to_string(), Some("wrong_time")),
        (person("D14", "friend").to_string(), Some("unknown_choice")),
        (with(person("D13", "never"), "missing", "refused").to_string(), Some("value_and_missing")),
        (with(person("D13", "never"), "source", "rumour").to_string(), Some("unknown_source")),
        (with(person("D13", "never"), "precision", "circa").to_string(), Some("unknown_precision")),
        // The subject would be made for the line alone: with the line it is refused.
        (with(person("D99", "yes"), "subject", "P-02").to_string(), Some("unknown_question")),
        (with(person("R03", "2026-03-01T12:00"), "subject", "K-01").to_string(), Some("unknown_question")),
        (register("R03", "2026-03-01T12:00").to_string(), None),
        (json!({ "link": ["K-01", "P-01"] }).to_string(), None),
        (json!({ "link": ["P-01", "P-01"] }).to_string(), Some("no_link")),
        ("{\"subject\":\"P-01\",\"checklist\":\"police-custody/interview\",\"question\":\"D13\",\"missing\":\"refused\"}".to_owned(), None),
    ];
    let input: String = lines.iter().map(|(line, _)| format!("{line}\n")).collect();
    let ran = bench.run(&["--json", "record", &visit], &input);
    assert_eq!(ran.code, 1);
    let answered: Vec<&str> = ran.out.lines().collect();
    assert_eq!(answered.len(), lines.len());
    for (number, ((line, wanted), answered)) in lines.iter().zip(answered).enumerate() {
        let start = match wanted {
            None => format!("{{\"line\":{},\"ok\":true}}", number + 1),
            Some(code) => format!(
                "{{\"line\":{},\"ok\":false,\"code\":\"{code}\",\"message\":\"",
                number + 1
            ),
        };
        assert!(answered.starts_with(&start), "{line}: {answered}");
    }
    let shown = bench.show(&visit);
    assert_eq!(shown["answers"].as_array().unwrap().len(), 3);
    assert_eq!(shown["links"], json!([["P-01", "K-01"]]));
    assert_eq!(
        (&shown["persons"], &shown["custody_records"]),
        (&json!(1), &json!(1))
    );
}

#[test]
fn a_count_has_the_keys_of_the_contract_in_their_order() {
    let bench = Bench::new();
    bench.facility("F-1", "IVS", "kg");
    let visit = bench.visit("F-1", "2015-02-05T10:00");
    let lines: Vec<_> = (1..=6)
        .map(|number| with(person("D13", "never"), "subject", format!("P-{number:02}")))
        .collect();
    bench.record(&visit, &lines);
    let ran = bench.run(
        &[
            "tally",
            "--json",
            "--indicator",
            "I13",
            "--by",
            "facility_type,quarter",
        ],
        "",
    );
    assert_eq!(
        ran.out.trim_end(),
        "{\"indicator\":\"I13\",\"safeguard\":\"SG05\",\"unit\":\"person\",\
         \"by\":{\"facility_type\":\"IVS\",\"quarter\":\"2015-Q1\"},\
         \"numerator\":6,\"denominator\":6,\"not_known\":0,\"not_applicable\":0,\
         \"rate\":1.0,\"interval\":[0.61,1.0],\"suppressed\":false}"
    );
    for by in [
        "facility_type",
        "region",
        "quarter",
        "country",
        "facility",
        "source",
        "month",
        "year",
        "visit_kind",
        "sex",
        "age_band",
    ] {
        assert_eq!(
            bench.run(&["tally", "--json", "--by", by], "").code,
            0,
            "{by}"
        );
    }
    assert_eq!(bench.run(&["tally", "--by", "weather"], "").code, 2);
}

#[test]
fn whoever_hides_nothing_is_told_for_whose_eyes_it_is() {
    let bench = Bench::new();
    let said = |arguments: &[&str]| {
        let ran = bench.run(arguments, "");
        ran.out + &ran.err
    };
    let shown = said(&["tally", "--json", "--suppress", "0"]);
    assert!(shown.contains("For your own eyes"), "{shown}");
    assert!(!said(&["tally", "--json"]).contains("For your own eyes"));
}

#[test]
fn an_export_never_overwrites_and_its_kinds_are_listed() {
    let bench = Bench::new();
    bench.facility("F-1", "IVS", "kg");
    let visit = bench.visit("F-1", "2026-03-05T10:00");
    bench.record(&visit, &[person("D12", "yes")]);
    let listed = run_in(bench.folder(), &["--json", "export", "--list"], "");
    let kinds: Vec<_> = listed
        .lines()
        .iter()
        .map(|one| one["kind"].clone())
        .collect();
    assert_eq!(kinds.len(), 4, "{kinds:?}");
    for kind in ["answers", "compliance", "visit", "codebook"] {
        assert!(kinds.contains(&json!(kind)));
        let file = format!("{kind}.out");
        let once = bench.run(&["export", kind, "--visit", &visit, "--to", &file], "");
        assert_eq!(once.code, 0, "{kind}: {}", once.err);
        let before = fs::read(bench.folder().join(&file)).unwrap();
        assert!(!before.is_empty());
        assert_eq!(
            bench
                .run(&["export", kind, "--visit", &visit, "--to", &file], "")
                .code,
            1
        );
        assert_eq!(fs::read(bench.folder().join(&file)).unwrap(), before);
    }
}

#[test]
fn a_visit_is_closed_and_opened_again_with_a_reason() {
    let bench = Bench::new();
    bench.facility("F-1", "IVS", "kg");
    let visit = bench.visit("F-1", "2026-03-05T10:00");
    bench.record(&visit, &[person("D12", "yes")]);
    assert_eq!(
        bench.json(&["visit", "close", &visit], "")[0]["closed"],
        true
    );
    let refused = bench.run(
        &["--json", "record", &visit],
        &format!("{}\n", person("D12", "no")),
    );
    assert_eq!(refused.code, 1);
    assert_eq!(refused.lines()[0]["code"], "visit_closed");
    assert_eq!(
        bench
            .run(&["visit", "reopen", &visit, "--why", " "], "")
            .code,
        2
    );
    bench.json(
        &["visit", "reopen", &visit, "--why", "a forgotten answer"],
        "",
    );
    bench.record(&visit, &[person("D12", "no")]);
    let place = bench.json(&["facility", "show", "F-1"], "").remove(0);
    assert_eq!(place["facility"]["code"], "F-1");
    assert_eq!(place["visits"][0]["closed"], false);
}

#[test]
fn the_passphrase_is_taken_from_no_argument_and_no_variable() {
    let bench = Bench::new();
    let ran = run_in(
        bench.folder(),
        &["--vault", "vault", "visit", "list"],
        "practice\n",
    );
    assert_eq!(ran.code, 2, "no terminal and no file: {}", ran.err);
    assert_eq!(
        code(
            bench.folder(),
            &[
                "--vault",
                "vault",
                "--passphrase",
                "practice",
                "visit",
                "list"
            ],
            ""
        ),
        2
    );
    fs::write(bench.folder().join("pass"), "practice\nmore\n").unwrap();
    let from_file = [
        "--vault",
        "vault",
        "--passphrase-file",
        "pass",
        "visit",
        "list",
    ];
    assert_eq!(code(bench.folder(), &from_file, ""), 0);
}

#[test]
fn a_vault_is_made_in_an_empty_home() {
    let home = tempfile::tempdir().unwrap();
    let passphrase = "seven brown goats cross the river\n";
    let made = run_in(
        home.path(),
        &["--json", "--passphrase-file", "-", "init"],
        passphrase,
    );
    assert_eq!(made.code, 0, "{}", made.err);
    assert_eq!(made.lines().len(), 1);
    let listed = run_in(
        home.path(),
        &["--passphrase-file", "-", "visit", "list"],
        passphrase,
    );
    assert_eq!(listed.code, 0, "{}", listed.err);
    assert_eq!(
        code(home.path(), &["--passphrase-file", "-", "init"], passphrase),
        1
    );
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let bench = Bench::new();
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_firsthours"))
        .args(["--json", "checklist", "show", "police-custody/interview"])
        .current_dir(bench.folder())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let done = child.wait_with_output().unwrap();
    assert!(!String::from_utf8_lossy(&done.stderr).contains("panicked"));
    assert_ne!(done.status.code(), Some(101));
}

#[test]
fn any_file_can_be_checked_and_each_gets_one_object() {
    let home = tempfile::tempdir().unwrap();
    let good = "format = 1\nid = \"mine/short\"\nversion = \"1\"\nsubject = \"person\"\n\
        default_source = \"detained_person\"\ntitle = { en = \"Short\" }\n\
        [[section]]\nname = \"one\"\ntitle = { en = \"One\" }\n\
        [[section.question]]\nname = \"told\"\nkind = \"text\"\nlabel = { en = \"Told?\" }\n";
    fs::write(home.path().join("good.toml"), good).unwrap();
    fs::write(
        home.path().join("bad.toml"),
        good.replace("kind = \"text\"", "kind = \"tetx\""),
    )
    .unwrap();
    fs::write(
        home.path().join("binary.toml"),
        [0_u8, 159, 146, 150, 255].repeat(200),
    )
    .unwrap();
    fs::write(home.path().join("huge.toml"), "a".repeat(10 << 20)).unwrap();
    let files = [
        "good.toml",
        "bad.toml",
        "none.toml",
        "binary.toml",
        "huge.toml",
    ];
    let mut arguments = vec!["--json", "checklist", "check"];
    arguments.extend(files);
    let ran = run_in(home.path(), &arguments, "");
    assert_eq!(ran.code, 1);
    let reports = ran.lines();
    assert_eq!(reports.len(), files.len(), "{}{}", ran.out, ran.err);
    for (report, file) in reports.iter().zip(files) {
        assert_eq!(report["file"], file);
        assert_eq!(report["accepted"], file == "good.toml", "{report}");
        let defects = report["defects"].as_array().unwrap();
        let errors = defects.iter().filter(|one| one["severity"] == "error");
        assert_eq!(errors.count() == 0, file == "good.toml", "{report}");
        assert!(report["unsupported"].is_array());
    }
    assert_eq!(
        code(home.path(), &["checklist", "check", "good.toml"], ""),
        0
    );
}

#[test]
fn fill_is_a_talk_in_lines_in_two_languages() {
    let bench = Bench::new();
    bench.facility("F-1", "IVS", "kg");
    let visit = bench.visit("F-1", "2026-03-05T10:00");
    let on = |language: &str, subject: &str, typed: &str| {
        let arguments = [
            "--lang",
            language,
            "fill",
            &visit,
            "--subject",
            subject,
            "--checklist",
            "police-custody/interview",
        ];
        bench.run(&arguments, typed)
    };
    let english = on("en", "P-01", "1\n7\nj D01\n1.3.2026 10:00\nq\n");
    assert_eq!(english.code, 0, "{}", english.err);
    assert!(english.out.contains("D01 "), "{}", english.out);
    assert!(!english.out.contains('\u{1b}'));
    // The letters of a Russian layout stand where the Latin ones do.
    let russian = on("ru", "P-02", "1\nо D01\n1.3.2026 21:00\nй\n");
    assert_eq!(russian.code, 0, "{}", russian.err);
    let shown = bench.show(&visit);
    let value = |subject: &str, question: &str| {
        let answers = shown["answers"].as_array().unwrap();
        let one = answers
            .iter()
            .find(|one| one["subject"] == subject && one["question"] == question)
            .unwrap_or_else(|| panic!("{subject} {question}: {answers:?}"));
        (one["value"].clone(), one["missing"].clone())
    };
    assert_eq!(value("P-01", "consent_talk").0, "yes");
    assert_eq!(value("P-01", "consent_notes").1, "refused");
    assert!(
        value("P-01", "apprehended_at")
            .0
            .as_str()
            .unwrap()
            .starts_with("2026-03-01T10:00")
    );
    assert!(
        value("P-02", "apprehended_at")
            .0
            .as_str()
            .unwrap()
            .starts_with("2026-03-01T21:00")
    );
}
