//! The words of the command line. Their meaning is a contract: other programs rely on it.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::i18n::Language;

/// Visit checklists for monitors of places of detention: kept, reviewed and counted offline.
#[derive(Debug, Parser)]
#[command(name = "firsthours", version, about, max_term_width = 100)]
pub struct Arguments {
    /// What every command takes.
    #[command(flatten)]
    pub global: Global,
    /// The command; the terminal interface if there is none.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What every command takes.
#[derive(Debug, Clone, Args)]
pub struct Global {
    /// Folder of the vault (default: the platform's data folder).
    #[arg(long, global = true, value_name = "DIR")]
    pub vault: Option<PathBuf>,
    /// File whose first line is the passphrase; `-` reads the first line of standard input.
    #[arg(long, global = true, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// The age identity file of an office that the vault is opened by, instead of a passphrase.
    #[arg(long, global = true, value_name = "FILE")]
    pub identity: Option<PathBuf>,
    /// Language of the program.
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<Lang>,
    /// Print JSON Lines.
    #[arg(long, global = true)]
    pub json: bool,
}

/// The languages of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// English.
    En,
    /// Russian.
    Ru,
    /// Kazakh.
    Kk,
    /// Kyrgyz.
    Ky,
    /// Tajik.
    Tg,
}

impl Lang {
    /// Returns the language.
    pub const fn language(self) -> Language {
        match self {
            Self::En => Language::En,
            Self::Ru => Language::Ru,
            Self::Kk => Language::Kk,
            Self::Ky => Language::Ky,
            Self::Tg => Language::Tg,
        }
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a practice vault with synthetic people (passphrase: practice), and open it.
    Demo(DemoArguments),
    /// Make a vault.
    Init,
    /// Check everything in the vault; print no content.
    Doctor,
    /// Change the passphrase; or add, remove and list several.
    Passphrase(PassphraseArguments),
    /// Write everything into one sealed file, read back; an earlier backup there is replaced.
    Backup {
        /// The file.
        file: PathBuf,
    },
    /// Make a vault of a backup, in the folder of --vault.
    Restore {
        /// The backup.
        file: PathBuf,
    },
    /// Take a visit, or one person of it, out of the vault for good.
    Purge(PurgeArguments),
    /// Write the vault anew under a new key, without what was superseded.
    Rewrite(RewriteArguments),
    /// The register of places of detention.
    #[command(subcommand)]
    Facility(FacilityCommand),
    /// Visits.
    #[command(subcommand)]
    Visit(VisitCommand),
    /// Take answers as JSON Lines from standard input.
    Record {
        /// The visit, or the beginning of its id.
        visit: String,
    },
    /// Ask question by question, line by line: for screen readers and plain terminals.
    Fill {
        /// The visit, or the beginning of its id.
        visit: String,
        /// The subject: premises, P-01, K-01.
        #[arg(long)]
        subject: Option<String>,
        /// The checklist.
        #[arg(long)]
        checklist: Option<String>,
    },
    /// What happened to one person, hour by hour, according to whom, against which limits.
    Timeline(TimelineArguments),
    /// Facts on which sources differ, and what the team makes of them.
    Differences {
        /// The visit, or the beginning of its id.
        visit: String,
        /// Only this person or custody record: P-01, K-01.
        subject: Option<String>,
        /// Of several custodies that a repeat asks about, only the one with this number.
        #[arg(long, value_name = "NUMBER", requires = "subject")]
        custody: Option<usize>,
    },
    /// Count which safeguards were kept.
    Tally(Box<TallyArguments>),
    /// Write what was found to a file.
    Export(ExportArguments),
    /// Hand visits over to colleagues, sealed and signed.
    #[command(subcommand)]
    Bundle(BundleCommand),
    /// Colleagues and their keys.
    #[command(subcommand)]
    Contact(ContactCommand),
    /// Take something in from a file.
    Import(ImportArguments),
    /// Checklists.
    #[command(subcommand)]
    Checklist(ChecklistCommand),
    /// The law as data: limits with their dates, sources and warnings.
    #[command(subcommand)]
    Law(LawCommand),
}

/// What `passphrase` takes.
#[derive(Debug, Clone, Args)]
pub struct PassphraseArguments {
    /// What to do; the passphrase is changed if nothing is named.
    #[command(subcommand)]
    pub command: Option<PassphraseCommand>,
    /// File whose first line is the new passphrase; `-` reads the next line of standard input.
    #[arg(long, global = true, value_name = "FILE")]
    pub new_passphrase_file: Option<PathBuf>,
}

/// Commands of passphrases.
#[derive(Debug, Clone, Subcommand)]
pub enum PassphraseCommand {
    /// Add another passphrase: up to four open the vault.
    Add {
        /// Six words made by chance, printed once, for the day the passphrase is forgotten.
        #[arg(long)]
        recovery: bool,
    },
    /// Remove a passphrase; the last one stays.
    Remove {
        /// Its number in the list.
        number: u8,
    },
    /// List the passphrases and offices by number.
    List,
    /// Let an office open the vault when nobody knows a passphrase any more.
    Office {
        /// Its age recipient, as age1…; read it to the office by the words that are printed.
        #[arg(required_unless_present = "remove")]
        recipient: Option<String>,
        /// Let the office with this number not open it any more.
        #[arg(long, conflicts_with = "recipient")]
        remove: Option<u8>,
    },
}

/// What `purge` takes.
#[derive(Debug, Clone, Args)]
pub struct PurgeArguments {
    /// The visit, or the beginning of its id.
    #[arg(long)]
    pub visit: String,
    /// Only this person or custody record of it: P-01, K-01.
    #[arg(long)]
    pub subject: Option<String>,
    /// Leave behind what is damaged in both copies.
    #[arg(long)]
    pub leave_damaged: bool,
}

/// What `rewrite` takes.
#[derive(Debug, Clone, Args)]
pub struct RewriteArguments {
    /// Write it into this new folder and leave this one as it is: when its disk refuses.
    #[arg(long, value_name = "DIR", conflicts_with = "new_key")]
    pub to: Option<PathBuf>,
    /// Take a new passphrase, and let no other open the vault any more.
    #[arg(long)]
    pub new_key: bool,
    /// File whose first line is the new passphrase; `-` reads the next line of standard input.
    #[arg(long, value_name = "FILE")]
    pub new_passphrase_file: Option<PathBuf>,
    /// Leave behind what is damaged in both copies.
    #[arg(long)]
    pub leave_damaged: bool,
}

/// What `demo` takes.
#[derive(Debug, Clone, Args)]
pub struct DemoArguments {
    /// Folder of the practice vault.
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
    /// Same seed, same data.
    #[arg(long, default_value_t = 7)]
    pub seed: u64,
    /// How many visits.
    #[arg(long)]
    pub visits: Option<u32>,
    /// How many persons a visit.
    #[arg(long)]
    pub persons: Option<u16>,
    /// Do not open the interface.
    #[arg(long)]
    pub no_ui: bool,
}

/// Commands of the register.
#[derive(Debug, Subcommand)]
pub enum FacilityCommand {
    /// Enter a place of detention.
    Add {
        /// The short code that stands for the place, as IVS-07.
        #[arg(long)]
        code: String,
        /// The type: POL KPZ IVS SIZO IK ADM JUV MIL PSY SOC CHI CNS FIN MIG COURT HOSP OTH.
        #[arg(long = "type", value_name = "TYPE")]
        kind: String,
        /// The country: kz, kg, tj.
        #[arg(long)]
        country: String,
        /// The region.
        #[arg(long)]
        region: String,
        /// Its name.
        #[arg(long)]
        name: Option<String>,
        /// The body responsible for it.
        #[arg(long)]
        body: Option<String>,
        /// Official capacity in persons.
        #[arg(long)]
        capacity: Option<u32>,
    },
    /// List the register.
    List,
    /// Show one place and its visits.
    Show {
        /// The code.
        code: String,
    },
}

/// Commands of visits.
#[derive(Debug, Subcommand)]
pub enum VisitCommand {
    /// Begin a visit and print its id.
    New {
        /// The place's code.
        #[arg(long)]
        facility: String,
        /// Local time at the gate, as 2026-03-05T13:05.
        #[arg(long)]
        start: String,
        /// periodic, special, `follow_up`, full, interim, thematic, joint.
        #[arg(long, default_value = "periodic")]
        kind: String,
        /// Whether the place knew: yes or no.
        #[arg(long)]
        announced: Option<YesNo>,
        /// Local time when the team was let in.
        #[arg(long)]
        let_in: Option<String>,
        /// Codes of the team, the head of visit first (default: you).
        #[arg(long)]
        team: Vec<String>,
        /// A checklist to fill (default: all police-custody checklists).
        #[arg(long)]
        checklist: Vec<String>,
    },
    /// List visits.
    List {
        /// Only of this place.
        #[arg(long)]
        facility: Option<String>,
        /// Only visits from this day on.
        #[arg(long)]
        from: Option<String>,
        /// Only visits up to this day.
        #[arg(long)]
        to: Option<String>,
    },
    /// Show one visit: answers, elapsed hours, assessments, what is missing.
    Show {
        /// The visit, or the beginning of its id.
        visit: String,
    },
    /// Finish a visit.
    Close {
        /// The visit, or the beginning of its id.
        visit: String,
    },
    /// Open a finished visit again.
    Reopen {
        /// The visit, or the beginning of its id.
        visit: String,
        /// Why.
        #[arg(long)]
        why: String,
    },
    /// Read a visit under another version of its checklists; nothing that was said is changed.
    Migrate {
        /// The visit, or the beginning of its id.
        visit: String,
        /// The version (default: the one that new visits use).
        #[arg(long, value_name = "VERSION")]
        to: Option<String>,
        /// Only say what would happen.
        #[arg(long)]
        dry_run: bool,
    },
}

/// Yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum YesNo {
    /// Yes.
    Yes,
    /// No.
    No,
}

/// What can be done with counts that were saved or handed out.
#[derive(Debug, Clone, Subcommand)]
pub enum TallyCommand {
    /// List what was handed out with small counts hidden (tally --publish, export compliance).
    Released,
    /// Add up counts that were saved with --save, without the visits behind them.
    Merge {
        /// The files. Those sealed to this device need its vault, the others their passphrase.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// A file whose first line is the passphrase of the saved counts.
        #[arg(long, value_name = "FILE")]
        counts_passphrase_file: Option<PathBuf>,
        /// Hide counts under this number, with what would give them away.
        #[arg(long, default_value_t = 5)]
        suppress: u64,
        /// How to print.
        #[arg(long)]
        format: Option<TallyFormat>,
    },
}

/// What `tally` takes.
#[derive(Debug, Clone, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct TallyArguments {
    /// What to do with saved counts.
    #[command(subcommand)]
    pub command: Option<TallyCommand>,
    /// A table by its name: T1 to T11.
    #[arg(long)]
    pub report: Option<String>,
    /// For publication: counts under 10 are hidden, shares of fewer than 30 leave as bands.
    #[arg(long, conflicts_with = "suppress")]
    pub publish: bool,
    /// The JSON of a former release of the same counts: what differs from it by little is hidden too.
    #[arg(long, value_name = "FILE")]
    pub former: Vec<PathBuf>,
    /// Write the counts to this file too, sealed, so that they can be added up with others (tally merge).
    #[arg(long, value_name = "FILE")]
    pub save: Option<PathBuf>,
    /// Seal the saved counts to this colleague, a contact or a key (may be repeated); else a passphrase is asked for.
    #[arg(long, value_name = "KEY", requires = "save")]
    pub recipient: Vec<String>,
    /// A file whose first line is the passphrase of the saved counts.
    #[arg(
        long,
        value_name = "FILE",
        requires = "save",
        conflicts_with = "recipient"
    )]
    pub counts_passphrase_file: Option<PathBuf>,
    /// Only this indicator, as I05 (may be repeated).
    #[arg(long)]
    pub indicator: Vec<String>,
    /// Only indicators of this safeguard, as SG05 (may be repeated).
    #[arg(long)]
    pub safeguard: Vec<String>,
    /// Break down by up to four of: `facility_type`, region, country, quarter, month, year, facility, body, source,
    /// `visit_kind`, announced, checklist, sex, age, `age_band`, `foreign_national`, ethnicity, disability, language,
    /// `legal_status`, privacy.
    #[arg(long, value_delimiter = ',')]
    pub by: Vec<String>,
    /// Only visits from this day on.
    #[arg(long)]
    pub from: Option<String>,
    /// Only visits up to this day.
    #[arg(long)]
    pub to: Option<String>,
    /// Only visits in this country (may be repeated).
    #[arg(long)]
    pub country: Vec<String>,
    /// Only visits to this place, by its code (may be repeated).
    #[arg(long)]
    pub facility: Vec<String>,
    /// Only visits that used this checklist, an id or "id version" (may be repeated).
    #[arg(long)]
    pub checklist: Vec<String>,
    /// Whose word counts: usual, person, register, any, agree, team.
    #[arg(long, default_value = "usual")]
    pub accounts: String,
    /// Hide counts under this number, with what would give them away; 0 hides nothing and is for your eyes only.
    #[arg(long, default_value_t = 5)]
    pub suppress: u64,
    /// How to print.
    #[arg(long)]
    pub format: Option<TallyFormat>,
}

/// How `tally` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TallyFormat {
    /// A table for people.
    Table,
    /// CSV.
    Csv,
    /// JSON Lines.
    Json,
}

/// What `export` takes.
#[expect(
    clippy::struct_excessive_bools,
    reason = "flags of a command line are independent of each other"
)]
#[derive(Debug, Clone, Args)]
pub struct ExportArguments {
    /// What to export; see --list.
    #[arg(required_unless_present = "list")]
    pub kind: Option<String>,
    /// The file to write.
    #[arg(long, required_unless_present = "list")]
    pub to: Option<PathBuf>,
    /// List what can be exported, with what each contains and leaves out.
    #[arg(long)]
    pub list: bool,
    /// Only this visit (may be repeated).
    #[arg(long)]
    pub visit: Vec<String>,
    /// Only visits from this day on.
    #[arg(long)]
    pub from: Option<String>,
    /// Only visits up to this day.
    #[arg(long)]
    pub to_day: Option<String>,
    /// csv or json, where the kind has both.
    #[arg(long)]
    pub format: Option<String>,
    /// Write notes too. They may identify people.
    #[arg(long)]
    pub with_notes: bool,
    /// Put the codes of persons and custody records (P-01, K-01) into the export of a visit; without it,
    /// numbers stand for them that are new in every file.
    #[arg(long)]
    pub with_codes: bool,
    /// Write answers that may identify people too.
    #[arg(long)]
    pub with_personal: bool,
    /// Write names of questions and choices (central, kobo); usual for central.
    #[arg(long, conflicts_with = "labels")]
    pub names: bool,
    /// Write labels of questions and choices (central, kobo); usual for kobo.
    #[arg(long)]
    pub labels: bool,
    /// The code of the language of labels, if not that of --lang (central, kobo).
    #[arg(long, value_name = "CODE")]
    pub labels_in: Option<String>,
    /// Hide counts under this number (compliance).
    #[arg(long, default_value_t = 5)]
    pub suppress: u64,
    /// For which engine `sql` is written: duckdb, postgres, spark, sqlite.
    #[arg(long, default_value = "duckdb")]
    pub dialect: String,
    /// Break down compliance by these, as in tally.
    #[arg(long, value_delimiter = ',')]
    pub by: Vec<String>,
    /// Replace the file if it is there.
    #[arg(long)]
    pub replace: bool,
}

/// Commands of hand-over.
#[derive(Debug, Subcommand)]
pub enum BundleCommand {
    /// Print this device's key, for colleagues, and its words.
    Key,
    /// Write visits for colleagues.
    Create {
        /// The visit, or the beginning of its id (may be repeated).
        #[arg(long, required = true)]
        visit: Vec<String>,
        /// The file; in a folder it gets a name that tells nothing.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
        /// A contact's name, or a key (several may follow).
        #[arg(long, required = true, num_args = 1.., value_name = "KEY")]
        recipient: Vec<String>,
        /// Replace the file if it is there.
        #[arg(long)]
        replace: bool,
    },
    /// Show who made a bundle, what is in it, and what is new or differs here; take nothing in.
    Show {
        /// The file.
        file: PathBuf,
    },
    /// Take a bundle or a receipt in: all of it or nothing.
    Merge {
        /// The file.
        file: PathBuf,
        /// Only say what would happen.
        #[arg(long)]
        dry_run: bool,
        /// Take it in although its sender is no contact, or the key is expired or revoked.
        #[arg(long)]
        accept_unknown: bool,
    },
    /// Take the last import back.
    Undo,
    /// Write for colleagues how far this vault has their visits.
    Receipt {
        /// Only this visit (may be repeated).
        #[arg(long)]
        visit: Vec<String>,
        /// The file; in a folder it gets a name that tells nothing.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
        /// A contact's name, or a key (several may follow).
        #[arg(long, required = true, num_args = 1.., value_name = "KEY")]
        recipient: Vec<String>,
        /// Replace the file if it is there.
        #[arg(long)]
        replace: bool,
    },
    /// Say what colleagues have told to have of the visits here.
    Held,
    /// Two monitors gave one code: list such codes, or say whether it is one human being.
    Same(SameArguments),
}

/// What `bundle same` takes.
#[derive(Debug, Clone, Args)]
pub struct SameArguments {
    /// The visit, or the beginning of its id.
    pub visit: String,
    /// The two, as the list names them (`P-01.4xk2m9`).
    #[arg(num_args = 2, requires = "why")]
    pub codes: Vec<String>,
    /// Why they are one human being, or two.
    #[arg(long, requires = "codes")]
    pub why: Option<String>,
    /// They are two.
    #[arg(long, requires = "codes")]
    pub two: bool,
}

/// Commands of contacts.
#[derive(Debug, Subcommand)]
pub enum ContactCommand {
    /// Enter a colleague.
    Add {
        /// A code, not a name.
        name: String,
        /// The key as `bundle key` prints it, or a file that holds it.
        #[arg(long)]
        key: String,
        /// The last day on which the key is good.
        #[arg(long)]
        until: Option<String>,
    },
    /// List colleagues with the words of their keys.
    List,
    /// Take a colleague out.
    Remove {
        /// What he or she is called.
        name: String,
    },
    /// Say that a key is no longer good; it stays in the list as revoked.
    Revoke {
        /// What he or she is called.
        name: String,
    },
}

/// What `import` takes.
#[derive(Debug, Clone, Args)]
pub struct ImportArguments {
    /// What is in the file.
    pub kind: ImportKind,
    /// The file.
    pub file: PathBuf,
    /// Say what would happen, and do nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Replace the checklist of this id if it is there.
    #[arg(long)]
    pub replace: bool,
}

/// What can be taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ImportKind {
    /// A questionnaire of `KoboToolbox` or ODK (.xlsx, .xls, .csv, .md): visits can use it then.
    Xlsform,
}

/// Commands of checklists.
#[derive(Debug, Subcommand)]
pub enum ChecklistCommand {
    /// List the checklists.
    List,
    /// Show one checklist.
    Show {
        /// Its id, as police-custody/interview.
        id: String,
    },
    /// List all defects of checklist files.
    Check {
        /// The files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Write a checklist file in another format: .toml or .xlsx (XLSForm).
    Convert {
        /// The file, or the id of a checklist.
        file: PathBuf,
        /// The file to write.
        #[arg(long)]
        to: PathBuf,
        /// Replace the file if it is there.
        #[arg(long)]
        replace: bool,
    },
    /// Evaluate expressions from standard input, one a line.
    Eval,
    /// Write the paper form, with the same numbers as on the screen.
    Print {
        /// Its id, as police-custody/interview.
        id: String,
        /// The file to write: .html (any browser prints it) or .txt.
        #[arg(long)]
        to: PathBuf,
        /// Write over a file of that name.
        #[arg(long)]
        replace: bool,
    },
}

/// Commands of the law.
#[derive(Debug, Subcommand)]
pub enum LawCommand {
    /// List limits, quoted rules, and the bodies that visit.
    List {
        /// Only this country (kz, kg, tj) and the international ones.
        #[arg(long)]
        country: Option<String>,
        /// Only what was in force on this day, as 2013-03-05.
        #[arg(long)]
        on: Option<String>,
    },
    /// Find overlaps, days without a limit, and what no lawyer has checked.
    Check {
        /// Law files of your own (default: those of the program).
        files: Vec<PathBuf>,
    },
}

/// What `timeline` takes.
#[derive(Debug, Clone, Args)]
pub struct TimelineArguments {
    /// The visit, or the beginning of its id.
    pub visit: String,
    /// The person or custody record: P-01, K-01.
    pub subject: String,
    /// Write it to this file, which ends in .svg or .txt.
    #[arg(long, value_name = "FILE")]
    pub to: Option<PathBuf>,
    /// Count the chart from this source's start: `detained_person`, register, …
    #[arg(long, value_name = "SOURCE")]
    pub zero: Option<String>,
    /// Of several custodies that a repeat asks about, only the one with this number.
    #[arg(long, value_name = "NUMBER")]
    pub custody: Option<usize>,
    /// Replace the file if it is there.
    #[arg(long)]
    pub replace: bool,
}
