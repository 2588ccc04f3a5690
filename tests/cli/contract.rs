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
fn a_line_that_is_too_long_or_no_text_is_refused_whole_and_the_next_keeps_its_number() {
    let bench = Bench::new();
    bench.facility("F-1", "IVS", "kg");
    let visit = bench.visit("F-1", "2026-03-05T10:00");
    let mut input = Vec::new();
    // What stands behind the first mebibyte would be a whole answer of its own.
    input.extend(vec![b' '; 1 << 20]);
    input.extend(format!("{}\n", person("D12", "no")).into_bytes());
    input.extend(b"{\"subject\":\"P-01\",\"question\":\"D26\",\"value\":\"\xd1\"}\n");
    input.extend(format!("{}\n", person("D26", "a\u{0}b")).into_bytes());
    input.extend(format!("{}", person("D26", "was hit\nagain")).into_bytes());
    let ran = bench.run(&["record", &visit], input);
    let codes: Vec<_> = ran
        .lines()
        .iter()
        .map(|line| (line["line"].clone(), line["code"].clone()))
        .collect();
    assert_eq!(
        codes,
        [
            (json!(1), json!("too_long")),
            (json!(2), json!("not_utf8")),
            (json!(3), json!("control_character")),
            (json!(4), json!(null)),
        ]
    );
    let answers = bench.show(&visit)["answers"].clone();
    assert_eq!(answers.as_array().unwrap().len(), 1);
    assert_eq!(answers[0]["value"], "was hit\nagain");
}

#[test]
fn a_note_takes_no_value_away_and_a_new_value_no_note() {
    let bench = Bench::new();
    bench.facility("F-1", "IVS", "kg");
    let visit = bench.visit("F-1", "2026-03-05T10:00");
    let bare = |key: &str, value: serde_json::Value| {
        let mut line = with(person("D01", ""), key, value);
        line.as_object_mut().unwrap().remove("value");
        line
    };
    bench.record(
        &visit,
        &[
            with(person("D01", "2026-03-01T10:00"), "precision", "about"),
            bare("note", json!("by the mosque")),
            bare("flag", json!(true)),
        ],
    );
    let said = bench.show(&visit)["answers"][0].clone();
    assert_eq!(said["value"], "2026-03-01T10:00");
    assert_eq!(
        (&said["precision"], &said["note"], &said["flag"]),
        (&json!("about"), &json!("by the mosque"), &json!(true))
    );
    bench.record(&visit, &[person("D01", "2026-03-01T11:00")]);
    let said = bench.show(&visit)["answers"][0].clone();
    assert_eq!(
        (&said["value"], &said["precision"], &said["note"]),
        (
            &json!("2026-03-01T11:00"),
            &json!("exact"),
            &json!("by the mosque")
        )
    );
}

#[test]
fn words_are_an_answer_even_when_they_begin_with_the_letter_of_a_command() {
    let bench = Bench::new();
    bench.facility("F-1", "IVS", "kg");
    let visit = bench.visit("F-1", "2026-03-05T10:00");
    let all = [
        "fill",
        &visit,
        "--subject",
        "P-01",
        "--checklist",
        "police-custody/interview",
    ];
    let fill = |lines: &str| {
        let ran = bench.run(&all, format!("j treatment_told\n{lines}\nq\n"));
        assert_eq!(ran.code, 0, "{}", ran.err);
        let answers = bench.show(&visit)["answers"].clone();
        let mut said = answers.as_array().unwrap().iter();
        said.find(|one| one["question"] == "treatment_told")
            .cloned()
            .unwrap()
    };
    for words in [
        "Я просил воды",
        "с пяти утра стоял",
        "а потом били",
        "Выход закрыли",
        "s 3 utra",
    ] {
        assert_eq!(fill(words)["value"], words);
    }
    let noted = fill("-с шёпотом");
    assert_eq!(
        (&noted["value"], &noted["note"]),
        (&json!("s 3 utra"), &json!("шёпотом"))
    );
    assert_eq!(fill("-7")["missing"], "refused");
}

#[test]
fn whoever_does_not_agree_to_be_counted_is_in_no_count_and_in_no_table() {
    let bench = Bench::new();
    bench.facility("F-1", "IVS", "kg");
    let visit = bench.visit("F-1", "2015-02-05T10:00");
    let said = |number: usize, question: &str, value: &str| {
        with(person(question, value), "subject", format!("P-{number:02}"))
    };
    let mut lines: Vec<_> = (1..=8).map(|number| said(number, "D13", "never")).collect();
    // Two were never asked, one agreed, one said no.
    lines.push(said(3, "consent_aggregate", "yes"));
    lines.push(said(4, "consent_aggregate", "no"));
    bench.record(&visit, &lines);
    assert_eq!(bench.counts("I13"), [7, 7, 0, 0]);
    let counted = bench.run(&["tally", "--indicator", "I13"], "");
    assert!(counted.out.contains("fewer than 5"), "{}", counted.out);
    let spread = bench.json(&["tally", "--indicator", "T2", "--suppress", "0"], "");
    assert!(spread.iter().all(|row| row["of_all"] == 7), "{spread:?}");
    let exported = bench.run(&["export", "answers", "--to", "answers.csv"], "");
    assert_eq!(exported.code, 0, "{}", exported.err);
    assert!(
        exported
            .out
            .contains("Left out: 1 answer of persons who did not agree"),
        "{}",
        exported.out
    );
    let table = fs::read_to_string(bench.folder().join("answers.csv")).unwrap();
    assert_eq!(table.matches("lawyer_met_place").count(), 2 * 7);
    assert_eq!(table.matches("P-04").count(), 1);
}

#[test]
fn a_visit_begins_on_a_day_by_the_places_own_clock() {
    let bench = Bench::new();
    bench.facility("F-1", "IVS", "kg");
    let new = ["visit", "new", "--facility", "F-1", "--start"];
    for (start, code) in [
        ("2026-03", 2),
        ("2026", 2),
        ("2026-03-05", 0),
        ("2026-03-05T13:05+06:00", 0),
        // Another clock than the country's: taken as local time it would be an hour off.
        ("2026-03-05T13:05+05:00", 2),
    ] {
        let ran = bench.run(&[&new[..], &[start]].concat(), "");
        assert_eq!(ran.code, code, "{start}: {}", ran.err);
    }
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
    assert_eq!(kinds.len(), 9, "{kinds:?}");
    for kind in [
        "answers",
        "compliance",
        "visit",
        "codebook",
        "central",
        "kobo",
    ] {
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
        format!("{}\n", person("D12", "no")),
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
fn languages_that_nobody_reviewed_are_named_when_a_checklist_is_checked_or_shown() {
    let home = tempfile::tempdir().unwrap();
    let draft = "format = 1\nid = \"mine/draft\"\nversion = \"1\"\ndrafts = [\"kk\"]\n\
        subject = \"person\"\ndefault_source = \"detained_person\"\ntitle = { en = \"Short\" }\n\
        [[section]]\nname = \"one\"\ntitle = { en = \"One\" }\n\
        [[section.question]]\nname = \"told\"\nkind = \"text\"\nlabel = { en = \"Told?\" }\n";
    fs::write(home.path().join("draft.toml"), draft).unwrap();
    let said = |arguments: &[&str]| run_in(home.path(), arguments, "").out;
    let checked = said(&["--lang", "en", "checklist", "check", "draft.toml"]);
    assert!(
        checked.contains("no native speaker has checked: kk\n"),
        "{checked}"
    );
    let checked = said(&["--json", "checklist", "check", "draft.toml"]);
    assert!(checked.contains("\"drafts\":[\"kk\"]"), "{checked}");
    let shown = said(&["--lang", "en", "checklist", "show", "police-custody/core"]);
    assert!(
        shown.contains("no native speaker has checked: kk, ky, tg\n"),
        "{shown}"
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
