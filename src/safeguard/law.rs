//! Every limit that the program carries, asked by what it is needed for.

use chrono::NaiveDate;
use serde::Deserialize;

use super::{Body, Country, Defect, DefectKind, Jurisdiction, Limit, Rule, Who};

/// The limits of all countries and the international ones.
#[derive(Debug, Clone, Default)]
pub struct Law {
    limits: Vec<Limit>,
    rules: Vec<Rule>,
    bodies: Vec<Body>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LawFile {
    #[serde(default, rename = "limit")]
    limits: Vec<Limit>,
    #[serde(default, rename = "rule")]
    rules: Vec<Rule>,
    #[serde(default, rename = "body")]
    bodies: Vec<Body>,
}

impl Law {
    /// Reads law files, given as name and text. A file that cannot be read is left out and listed.
    pub fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Self, Vec<Defect>) {
        let mut law = Self::default();
        let mut defects = Vec::new();
        for (name, text) in files {
            match toml::from_str::<LawFile>(text) {
                Ok(file) => {
                    for limit in file.limits {
                        law.add(limit, name, &mut defects);
                    }
                    law.rules.extend(file.rules);
                    law.bodies.extend(file.bodies);
                }
                Err(fault) => defects.push(Defect::unreadable(name, &fault)),
            }
        }
        (law, defects)
    }

    /// Returns the law that the program carries.
    pub fn embedded() -> (Self, Vec<Defect>) {
        Self::read(super::LAW_FILES.iter().copied())
    }

    /// Returns the law that the program carries with that of the user's files, given as name and text.
    ///
    /// What has the id of something that the program carries replaces it. Nobody here checked a user's
    /// file, so whatever it says of itself, it needs legal review and is shown with that warning.
    pub fn with_user_files(files: &[(String, String)]) -> (Self, Vec<Defect>) {
        let (mut law, mut defects) = Self::embedded();
        let texts = files.iter();
        let (theirs, more) = Self::read(texts.map(|(name, text)| (name.as_str(), text.as_str())));
        defects.extend(more);
        for mut limit in theirs.limits {
            limit.review_status = limit.review_status.of_a_users_file();
            law.limits.retain(|known| known.id != limit.id);
            law.limits.push(limit);
        }
        for mut rule in theirs.rules {
            rule.review_status = rule.review_status.of_a_users_file();
            law.rules.retain(|known| known.id != rule.id);
            law.rules.push(rule);
        }
        for mut body in theirs.bodies {
            body.review_status = body.review_status.of_a_users_file();
            law.bodies.retain(|known| known.id != body.id);
            law.bodies.push(body);
        }
        (law, defects)
    }

    fn add(&mut self, limit: Limit, file: &str, defects: &mut Vec<Defect>) {
        let defect = |kind| Defect {
            file: file.to_owned(),
            kind,
        };
        if limit.valid_to.is_some_and(|last| last < limit.valid_from) {
            defects.push(defect(DefectKind::EndsBeforeItBegins {
                id: limit.id.clone(),
            }));
        } else if self.limits.iter().any(|known| known.id == limit.id) {
            defects.push(defect(DefectKind::Twice { id: limit.id }));
        } else {
            self.limits.push(limit);
        }
    }

    /// Returns the limits from one fact to another that held on this day for this person: those of
    /// the country, then the international ones, the shortest first.
    ///
    /// Limits for listed crimes or foreign nationals are not among them: who is one is not known
    /// here (see [`Law::limits_for`]).
    pub fn limits(
        &self,
        from: &str,
        to: &str,
        country: Country,
        on: NaiveDate,
        child: bool,
    ) -> Vec<&Limit> {
        let for_them = |who: Who| match who {
            Who::All => true,
            Who::Children => child,
            Who::Adults => !child,
            Who::ListedCrimes | Who::Foreigners | Who::Bodies => false,
        };
        let mut found: Vec<&Limit> = self
            .limits_for(from, to, country, on)
            .filter(|limit| for_them(limit.who))
            .collect();
        found.sort_by_key(|limit| {
            (
                limit.jurisdiction == Jurisdiction::International,
                limit.hours.unwrap_or(u32::MAX),
            )
        });
        found
    }

    /// Returns every limit from one fact to another that held on this day, for whomever.
    pub fn limits_for<'a, 'b>(
        &'a self,
        from: &'b str,
        to: &'b str,
        country: Country,
        on: NaiveDate,
    ) -> impl Iterator<Item = &'a Limit> + use<'a, 'b> {
        self.limits.iter().filter(move |limit| {
            limit.to == to
                && limit.from == from
                && limit.holds_on(on)
                && (limit.jurisdiction == Jurisdiction::International
                    || limit.jurisdiction == Jurisdiction::National(country))
        })
    }

    /// Returns the limit with this name.
    pub fn limit(&self, id: &str) -> Option<&Limit> {
        self.limits.iter().find(|limit| limit.id == id)
    }

    /// Returns every limit, in the order of the files.
    pub fn all(&self) -> &[Limit] {
        &self.limits
    }

    /// Returns what holds but is no clock.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Returns the bodies that carry out preventive visits, in the order of the files.
    pub fn bodies(&self) -> &[Body] {
        &self.bodies
    }

    /// Returns the body that held the mandate in a country on this day.
    pub fn body_on(&self, country: Country, day: NaiveDate) -> Option<&Body> {
        self.bodies
            .iter()
            .find(|body| body.country == country && body.holds_on(day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn ids(country: Country, to: &str, on: &str, child: bool) -> Vec<String> {
        let (law, defects) = Law::embedded();
        assert_eq!(defects, []);
        law.limits("apprehended_at", to, country, day(on), child)
            .into_iter()
            .map(|limit| limit.id.clone())
            .collect()
    }

    #[test]
    fn an_old_visit_is_judged_by_the_law_of_its_day() {
        let kz = |on, child| ids(Country::Kz, "judge_at", on, child);
        assert_eq!(kz("2012-06-04", false), ["kz_judge_72_old"]);
        assert_eq!(kz("2018-02-28", false), ["kz_judge_72_old", "int_judge_48"]);
        assert_eq!(kz("2018-03-01", false), ["kz_judge_48", "int_judge_48"]);
        assert_eq!(
            kz("2020-01-01", true),
            ["kz_judge_24_child", "int_judge_24_child", "int_judge_48"]
        );
    }

    #[test]
    fn between_two_codes_without_a_known_article_there_is_no_limit() {
        assert_eq!(
            ids(Country::Kg, "recorded_at", "2018-12-31", false),
            ["kg_record_3_old"]
        );
        assert!(ids(Country::Kg, "recorded_at", "2020-06-01", false).is_empty());
        assert_eq!(
            ids(Country::Kg, "recorded_at", "2022-06-01", false),
            ["kg_record_3"]
        );
    }

    #[test]
    fn a_report_names_the_body_that_held_the_mandate_on_that_day() {
        let (law, _) = Law::embedded();
        let body = |country, on| {
            law.body_on(country, day(on))
                .map(|body| (body.id.as_str(), body.is_npm))
        };
        assert_eq!(body(Country::Kg, "2016-05-01"), Some(("kg_ncpt", true)));
        assert_eq!(body(Country::Kg, "2025-10-02"), Some(("kg_ncpt", true)));
        assert_eq!(
            body(Country::Kg, "2025-10-03"),
            Some(("kg_akyikatchy", true))
        );
        assert_eq!(body(Country::Kg, "2010-01-01"), None);
        // Tajikistan has not ratified OPCAT: its Monitoring Group is never called an NPM.
        assert_eq!(
            body(Country::Tj, "2018-01-01"),
            Some(("tj_monitoring_group", false))
        );
        for body in law.bodies() {
            assert!(body.warning().is_some(), "{}", body.id);
        }
    }

    #[test]
    fn what_is_not_confirmed_always_carries_its_warning() {
        let (law, _) = Law::embedded();
        assert!(law.all().len() >= 20);
        for limit in law.all() {
            let confirmed = limit.review_status == super::super::ReviewStatus::Confirmed;
            assert_eq!(limit.warning().is_none(), confirmed, "{}", limit.id);
            // Only international texts were read in full; national law waits for a lawyer.
            assert!(
                !confirmed || limit.jurisdiction == Jurisdiction::International,
                "{}",
                limit.id
            );
        }
    }

    #[test]
    fn a_users_file_adds_and_replaces_limits_and_is_never_shown_without_its_warning() {
        let file = r#"
            [[limit]]
            id = "kz_record_3"
            country = "kz"
            code = "CPC 2014"
            article = "131(2)"
            from = "apprehended_at"
            to = "recorded_at"
            hours = 2
            who = "all"
            valid_from = "2015-01-01"
            source = "our lawyer"
            review_status = "confirmed"
        "#;
        let files = [("law/kz.toml".to_owned(), file.to_owned())];
        let (law, defects) = Law::with_user_files(&files);
        assert_eq!(defects, []);
        let limit = law.limit("kz_record_3").unwrap();
        assert_eq!(limit.hours, Some(2));
        assert!(limit.warning().is_some());
        assert_eq!(law.all().len(), Law::embedded().0.all().len());
        let broken = [("law/kz.toml".to_owned(), "[[limit]]".to_owned())];
        let (law, defects) = Law::with_user_files(&broken);
        assert_eq!(defects.len(), 1);
        assert_eq!(law.all().len(), Law::embedded().0.all().len());
    }

    #[test]
    fn a_malformed_file_is_listed_and_the_others_are_read() {
        let good = r#"
            [[limit]]
            id = "x"
            country = "kz"
            code = "C"
            article = "1"
            from = "apprehended_at"
            to = "recorded_at"
            hours = 3
            who = "all"
            valid_from = "2015-01-01"
            source = "s"
            review_status = "needs_legal_review"
        "#;
        let (law, defects) = Law::read([("a.toml", "[[limit]]\nid = 3"), ("b.toml", good)]);
        assert_eq!(law.all().len(), 1);
        assert_eq!(defects.len(), 1);
        assert_eq!(defects[0].file, "a.toml");
        let (law, defects) = Law::read([("b.toml", good), ("c.toml", good)]);
        assert_eq!(law.all().len(), 1);
        assert!(matches!(&defects[0].kind, DefectKind::Twice { id } if id == "x"));
    }
}
