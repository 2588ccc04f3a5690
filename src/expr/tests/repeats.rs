//! Paths and sets: a small checklist of cells with beds, and a list of regions.

use super::*;

/// Name, the place of what it stands in, and whether that is a repeat.
const PLACES: [(&str, Option<usize>, NameKind, bool); 11] = [
    ("site", None, NameKind::Text, false),
    ("g", None, NameKind::Group, false),
    ("n", Some(1), NameKind::Number, false),
    ("k", Some(1), NameKind::Number, false),
    ("cell", None, NameKind::Group, true),
    ("idx", Some(4), NameKind::Number, false),
    ("lit", Some(4), NameKind::Choice, false),
    ("why", Some(4), NameKind::Text, false),
    ("bed", Some(4), NameKind::Group, true),
    ("len", Some(8), NameKind::Number, false),
    ("total", None, NameKind::Any, false),
];

const REGIONS: [(&str, &str, &str); 3] = [
    ("chuy", "Chuy", "kg"),
    ("osh", "Osh", "kg"),
    ("almaty", "Almaty", "kz"),
];

/// Cells as they were seen; an expression stands at one place of one of them.
#[derive(Debug, Clone, Default)]
struct Cells {
    at: &'static str,
    here: Vec<usize>,
    values: Vec<(&'static str, Vec<usize>, Value)>,
    beds: Vec<usize>,
    hidden: Vec<Vec<usize>>,
    is_filter: bool,
}

fn slot(name: &str) -> Option<usize> {
    PLACES.iter().position(|(known, ..)| *known == name)
}

impl Names for Cells {
    fn resolve(&self, name: &str) -> Option<(usize, NameKind)> {
        slot(name).map(|slot| (slot, PLACES[slot].2))
    }

    fn all(&self) -> Vec<String> {
        PLACES.iter().map(|(name, ..)| (*name).to_owned()).collect()
    }

    fn here(&self) -> Option<usize> {
        slot(self.at)
    }

    fn parent(&self, slot: usize) -> Option<usize> {
        PLACES[slot].1
    }

    fn child(&self, parent: Option<usize>, name: &str) -> Option<usize> {
        slot(name).filter(|slot| PLACES[*slot].1 == parent)
    }

    fn is_repeat(&self, slot: usize) -> bool {
        PLACES[slot].3
    }

    fn kind(&self, slot: usize) -> NameKind {
        PLACES[slot].2
    }

    fn choices(&self, slot: usize) -> Option<Vec<String>> {
        (slot == 6).then(|| vec!["yes".to_owned(), "no".to_owned()])
    }

    fn list_columns(&self, list: &str) -> Option<Vec<String>> {
        (list == "regions").then(|| ["name", "label", "country"].map(str::to_owned).to_vec())
    }

    fn row_columns(&self) -> Option<Vec<String>> {
        self.is_filter
            .then(|| ["name", "label", "country"].map(str::to_owned).to_vec())
    }
}

fn depth(slot: usize) -> usize {
    let around = PLACES[slot].1.map_or(0, depth);
    around + usize::from(PLACES[slot].3)
}

impl Values for Cells {
    fn value(&self, slot: usize) -> Option<&Value> {
        self.value_in(slot, &self.here[..depth(slot).min(self.here.len())])
    }

    fn here(&self) -> &[usize] {
        &self.here
    }

    fn value_in(&self, slot: usize, instance: &[usize]) -> Option<&Value> {
        self.values
            .iter()
            .find(|(name, at, _)| *name == PLACES[slot].0 && at == instance)
            .map(|(.., value)| value)
            .filter(|_| self.applies(slot, instance))
    }

    fn instances(&self, repeat: usize, within: &[usize]) -> usize {
        match PLACES[repeat].0 {
            "cell" => self.beds.len(),
            _ => within.first().map_or(0, |cell| self.beds[*cell]),
        }
    }

    fn applies(&self, _slot: usize, instance: &[usize]) -> bool {
        !self
            .hidden
            .iter()
            .any(|hidden| instance.starts_with(hidden))
    }

    fn rows(&self, _list: &str) -> usize {
        REGIONS.len()
    }

    fn cell(&self, _list: &str, row: usize, column: &str) -> Option<String> {
        let (name, label, country) = REGIONS.get(row)?;
        Some(
            match column {
                "name" => name,
                "label" => label,
                _ => country,
            }
            .to_string(),
        )
    }

    fn label(&self, slot: usize, choice: &str) -> Option<String> {
        (slot == 6 && choice == "no").then(|| "No light".to_owned())
    }
}

/// Three cells: a lit one with beds of 190 and 180, a dark one with a bed of 150, a dark empty one.
fn cells() -> Cells {
    let text = |text: &str| Value::Text(text.to_owned());
    Cells {
        at: "total",
        here: Vec::new(),
        values: vec![
            ("site", vec![], text("IVS-07")),
            ("n", vec![], Value::Integer(2)),
            ("idx", vec![0], Value::Integer(11)),
            ("lit", vec![0], choice("yes")),
            ("len", vec![0, 0], Value::Integer(190)),
            ("len", vec![0, 1], Value::Integer(180)),
            ("idx", vec![1], Value::Integer(12)),
            ("lit", vec![1], choice("no")),
            ("why", vec![1], text("the lamp is broken")),
            ("len", vec![1, 0], Value::Integer(150)),
            ("idx", vec![2], Value::Integer(13)),
            ("lit", vec![2], choice("no")),
        ],
        beds: vec![2, 1, 0],
        hidden: Vec::new(),
        is_filter: false,
    }
}

impl Cells {
    fn at(mut self, at: &'static str, here: &[usize]) -> Self {
        self.at = at;
        self.here = here.to_vec();
        self
    }

    fn compile(&self, text: &str) -> Expression {
        Expression::compile(text, self).unwrap_or_else(|faults| panic!("{text}: {faults:?}"))
    }

    fn gives(&self, text: &str) -> String {
        match self.compile(text).evaluate(self) {
            Ok(Outcome::Number(number)) => number.to_string(),
            Ok(Outcome::Text(text) | Outcome::Date(text)) => text,
            Ok(Outcome::Boolean(truth)) => truth.to_string(),
            Err(fault) => fault.code.to_owned(),
        }
    }
}

#[test]
fn from_outside_a_repeat_a_question_in_it_is_all_its_answers() {
    let world = cells();
    for (text, expected) in [
        ("count(${cell})", "3"),
        ("count(${cell}[./lit = 'no'])", "2"),
        ("count(${cell}[lit = 'no'][position() = 2])", "1"),
        ("sum(${cell}[lit = 'no'][2]/idx)", "13"),
        ("count(${cell}[${lit} = 'no'])", "2"),
        ("sum(${len})", "520"),
        ("sum(/data/cell/bed/len)", "520"),
        ("sum(/data/cell[lit = 'no']/bed/len)", "150"),
        ("max(${len}) - min(${len})", "40"),
        ("count-non-empty(${why})", "1"),
        ("join(', ', ${idx})", "11, 12, 13"),
        ("concat(${idx})", "111213"),
        ("count(${cell}[sum(bed/len) > 200])", "1"),
        ("indexed-repeat(${lit}, ${cell}, 1)", "yes"),
        ("indexed-repeat(${len}, ${cell}, 1, ${bed}, 2)", "180"),
        ("indexed-repeat(${lit}, ${cell}, 0)", "yes"),
        ("indexed-repeat(${lit}, ${cell}, 9)", ""),
        ("indexed-repeat(${len}, ${cell}, 1)", "expr_repeated"),
        ("${lit} = 'no'", "expr_repeated"),
        ("sum(${why})", "0"),
        ("count(${site})", "1"),
        ("checklist(1, 2, ${why})", "true"),
        ("sum(randomize(${len}, 3))", "520"),
        ("position(${cell}[lit = 'no'])", "2"),
        ("/data/site", "IVS-07"),
        ("../g/n + 1", "3"),
        ("${g}/n + 1", "3"),
    ] {
        assert_eq!(world.gives(text), expected, "{text}");
    }
}

#[test]
fn inside_a_repeat_a_question_is_the_one_of_the_same_instance() {
    let world = cells().at("why", &[1]);
    for (text, expected) in [
        ("${lit} = 'no'", "true"),
        ("../lit", "no"),
        ("/data/cell/lit", "no"),
        ("${n} > 1", "true"),
        ("position(..)", "2"),
        ("position(../..)", "1"),
        ("count(${cell})", "3"),
        ("count(../../cell)", "3"),
        ("sum(${len})", "150"),
        ("sum(../bed/len)", "150"),
        ("sum(/data/cell/bed/len)", "150"),
        ("sum(../../cell/bed/len)", "520"),
        ("indexed-repeat(${idx}, ${cell}, position(..) - 1)", "11"),
        ("indexed-repeat(${len}, ${bed}, 1)", "150"),
        (
            "sum(../../cell[position() < position(current()/..)]/idx)",
            "11",
        ),
        ("count(../../cell[lit = current()/../lit])", "2"),
        ("jr:choice-name(${lit}, '${lit}')", "No light"),
        ("jr:choice-name(../lit, '/data/cell/lit')", "No light"),
    ] {
        assert_eq!(world.gives(text), expected, "{text}");
    }
    let bed = cells().at("len", &[0, 1]);
    assert_eq!(bed.gives("${lit}"), "yes");
    assert_eq!(bed.gives("../../lit"), "yes");
    assert_eq!(
        bed.gives("concat(position(../..), '.', position(..))"),
        "1.2"
    );
    assert_eq!(bed.gives("${len}"), "180");
    assert_eq!(bed.gives("sum(${bed}/len)"), "370");
}

#[test]
fn what_does_not_count_is_left_out_of_sets() {
    let mut world = cells();
    world.hidden = vec![vec![0]];
    assert_eq!(world.gives("count(${cell})"), "2");
    assert_eq!(world.gives("sum(${len})"), "150");
    assert_eq!(world.gives("indexed-repeat(${idx}, ${cell}, 1)"), "");
    assert_eq!(world.gives("indexed-repeat(${idx}, ${cell}, 2)"), "12");
    world.hidden = vec![vec![]];
    assert_eq!(world.gives("count(${site})"), "0");
}

#[test]
fn rows_of_a_list_are_looked_up_by_what_was_answered() {
    let world = cells();
    for (text, expected) in [
        ("instance('regions')/root/item[name = 'osh']/label", "Osh"),
        ("instance('regions')/root/item[name = ${site}]/label", ""),
        ("count(instance('regions')/root/item[country = 'kg'])", "2"),
        (
            "instance('regions')/root/item[country = 'kg']/label",
            "expr_repeated",
        ),
        (
            "join('+', instance('regions')/root/item[country = 'kg']/name)",
            "chuy+osh",
        ),
        (
            "instance('regions')/root/item[position() = 3]/name",
            "almaty",
        ),
        ("pulldata('regions', 'label', 'country', 'kg')", "Chuy"),
        ("pulldata('regions.csv', 'country', 'name', 'almaty')", "kz"),
        ("pulldata('regions', 'label', 'country', 'tj')", ""),
    ] {
        assert_eq!(world.gives(text), expected, "{text}");
    }
}

#[test]
fn a_choice_filter_looks_at_each_row_with_the_answers_around_it() {
    let mut world = cells().at("why", &[1]);
    world.is_filter = true;
    for (text, expected) in [
        ("country = 'kg'", vec![0, 1]),
        ("name != 'osh' and ${lit} = 'no'", vec![0, 2]),
        ("country = 'kg' and current()/../lit = 'yes'", vec![]),
        ("./country = 'kz'", vec![2]),
        ("position() = 2", vec![1]),
        ("selected('chuy almaty', name)", vec![0, 2]),
        ("string-length(label) > 4", vec![2]),
    ] {
        let filter = world.compile(text);
        let rows: Vec<usize> = (0..3)
            .filter(|row| filter.keeps_row(&world, "regions", *row))
            .collect();
        assert_eq!(rows, expected, "{text}");
    }
    let faults = Expression::compile("contry = 'kg'", &world).unwrap_err();
    assert_eq!((faults[0].code, faults[0].column), ("expr_unknown_name", 1));
}

#[test]
fn an_expression_says_what_it_reads_and_whether_it_looks_into_other_instances() {
    let world = cells().at("why", &[1]);
    for (text, reads, crosses) in [
        ("${lit}", vec![6], false),
        ("../lit", vec![6], false),
        ("sum(${len})", vec![9, 8], true),
        ("sum(../../cell/idx)", vec![5, 4], true),
        ("position(..)", vec![4], false),
        ("count(${cell}[lit = 'no'])", vec![6, 4], true),
        ("indexed-repeat(${idx}, ${cell}, ${n})", vec![5, 4, 2], true),
    ] {
        let expression = world.compile(text);
        assert_eq!(expression.references(), reads, "{text}");
        assert_eq!(expression.crosses_instances(), crosses, "{text}");
    }
}

#[test]
fn a_path_that_leads_nowhere_is_a_fault() {
    let world = cells().at("why", &[1]);
    for (text, code) in [
        ("../lot = 'no'", "expr_unknown_name"),
        ("../site", "expr_unknown_name"),
        ("../../../site", "expr_no_place"),
        ("indexed-repeat(${site}, ${cell}, 1)", "expr_argument_kind"),
        ("${cell}[lit = 'noo']/idx", "expr_no_such_choice"),
        (
            "instance('regions')/root/item[nam = 'osh']/label",
            "expr_unknown_name",
        ),
        (
            "instance('regions')/root/item[name = 'osh']/lable",
            "expr_unknown_name",
        ),
        ("instance('regions')/root", "expr_unsupported"),
    ] {
        let faults = Expression::compile(text, &world).unwrap_err();
        assert_eq!(faults[0].code, code, "{text}");
    }
}
