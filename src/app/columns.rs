//! Outcomes of all visits in columns, kept sealed beside the store.
//!
//! A count reads columns, not visits. What is here is derived: a visit that has grown since is worked
//! out anew, alone; a file that is missing, damaged or of another program is made again; and where
//! nothing can be written the count is the same, only slower. Its invariant: a figure never depends on
//! whether, or when, columns were kept.
//!
//! Why outcomes and not answers (2026-11): a visit is read through its whole history at 0.2 ms a person,
//! outcomes at 50 bytes a person are counted at the speed of memory. A change of the definitions or the
//! law makes them again from the visits; that happens with a new program, not with a new question.

use std::collections::{BTreeMap, HashSet};
use std::mem;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::gist::GistReader;
use super::{Desk, DeskError, coding};
use crate::indicator::{
    Accounts, Asked, Block, CountedEpisode, CountedVisit, Directory, Evaluator, Growing, Segment,
    SegmentVisit, Tally,
};
use crate::vault::{CachePart, Packing, StreamId};
use crate::visit::{Session, Subject, VisitId, pins_of, without_purged};

/// Raise this whenever what an outcome is, or how columns are laid out, changes.
const SCHEMA: u8 = 3;
/// Rows after which a segment is full: small enough to be written again for one changed visit.
const FULL: usize = 16 * 1024;
/// Visits after which it is full, however few rows they have.
const MOST_VISITS: usize = 1024;
/// A segment of fewer rows and visits is written again to take up what is new.
const SMALL: usize = 2 * 1024;
const SMALL_VISITS: usize = 64;
/// The part of a cache file that holds the directory; blocks have the numbers below it.
const DIRECTORY: u8 = 255;
/// Bytes of columns that stay in memory between two counts.
const KEPT: usize = 128 << 20;

/// The segments of a vault.
#[derive(Default)]
pub(super) struct Columns {
    kept: Vec<Kept>,
    /// Visits that cannot be read, at the length at which that was found.
    unreadable: BTreeMap<StreamId, u64>,
}

/// A segment, and in which file it is kept.
struct Kept {
    number: u32,
    /// Whether the file holds it as it is here.
    is_written: bool,
    segment: Segment,
}

/// A directory as a file holds it.
#[derive(Serialize, Deserialize)]
struct KeptDirectory {
    #[serde(with = "serde_bytes")]
    fingerprint: Vec<u8>,
    directory: Directory,
}

/// What an examination of the columns found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ColumnsReport {
    /// Files that hold columns.
    pub files: usize,
    /// Files that cannot be used: damaged, or of another program.
    pub unusable: usize,
    /// Visits whose columns are there.
    pub visits: usize,
    /// Visits that have grown since, or have none.
    pub stale: usize,
    /// Visits that were worked out anew to compare.
    pub compared: usize,
    /// Visits whose columns say something else than the visit.
    pub wrong: usize,
}

/// Visits worked out anew by an examination.
const COMPARED: usize = 16;

/// Does the same work on this thread and on as many others as the system gives: each takes what is
/// left until nothing is.
fn on_threads<T: Send>(threads: usize, work: impl Fn() -> T + Sync) -> Vec<T> {
    thread::scope(|scope| {
        let started: Vec<_> = (1..threads)
            .map_while(|_| thread::Builder::new().spawn_scoped(scope, &work).ok())
            .collect();
        let own = work();
        // What a thread that panicked had taken would be missing from a count: then there is none.
        let others = started
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
        others.chain([own]).collect()
    })
}

impl Desk {
    /// Counts all visits by their columns.
    pub(super) fn count(&self, tally: &mut Tally) -> Result<(), DeskError> {
        let mut columns = self
            .columns()
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let columns = self.up_to_date(&mut columns);
        self.take_all(columns, tally)?;
        for kept in &columns.kept {
            tally.cover(&kept.segment);
        }
        tally.leave_out_unreadable(columns.unreadable.len() as u64);
        Ok(())
    }

    /// Counts each visit alone, in an empty tally of the same selection, and hands it over.
    pub(super) fn count_each(
        &self,
        empty: &Tally,
        take: &mut dyn FnMut(VisitId, &Tally),
    ) -> Result<(), DeskError> {
        let mut columns = self
            .columns()
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let columns = self.up_to_date(&mut columns);
        let measures = self.measures();
        let needs = empty.needs();
        let room = KEPT / columns.kept.len().max(1);
        for kept in &mut columns.kept {
            let is_loaded = needs.iter().all(|block| self.load(kept, *block));
            for (at, visit) in kept.segment.directory().visits.iter().enumerate() {
                if kept.segment.is_left_out(at) {
                    continue;
                }
                let mut tally = empty.another();
                if is_loaded {
                    tally.take_visit(&kept.segment, at);
                } else {
                    tally.add_session(&self.visit(visit.visit)?, &measures.law);
                }
                take(visit.visit, &tally);
            }
            if kept.is_written {
                kept.segment.forget_beyond(room, &needs);
            }
        }
        Ok(())
    }

    /// Returns the columns of all visits as they are now.
    fn up_to_date<'a>(&self, columns: &'a mut Option<Columns>) -> &'a mut Columns {
        let columns = columns.get_or_insert_with(|| {
            let (columns, unusable) = self.kept_columns();
            for number in unusable {
                self.drop_file(number);
            }
            columns
        });
        self.bring_up(columns);
        columns
    }

    /// Reads the directories of all files; returns those that cannot be used too.
    fn kept_columns(&self) -> (Columns, Vec<u32>) {
        let fingerprint = self.fingerprint();
        let mut columns = Columns::default();
        let mut unusable = Vec::new();
        for number in self.vault().cache_files() {
            let directory = self.vault().cache_file(number).and_then(|mut file| {
                let bytes = file.part(DIRECTORY)?;
                let kept: KeptDirectory = coding::decode(&bytes).ok()?;
                (kept.fingerprint == fingerprint).then_some(kept.directory)
            });
            let Some(directory) = directory else {
                unusable.push(number);
                continue;
            };
            columns.kept.push(Kept {
                number,
                is_written: true,
                segment: Segment::new(self.measures().definitions.clone(), directory),
            });
        }
        (columns, unusable)
    }

    /// Returns what outcomes depend on besides the visits.
    fn fingerprint(&self) -> Vec<u8> {
        let measures = self.measures();
        let mut hasher = Sha256::new();
        hasher.update([SCHEMA]);
        hasher.update(env!("CARGO_PKG_VERSION"));
        hasher.update(measures.definitions.digest());
        hasher.update(format!("{:?}", measures.law));
        hasher.finalize().to_vec()
    }

    /// Works out every visit that is new or has grown, and writes the segments that it changes.
    fn bring_up(&self, columns: &mut Columns) {
        let lengths = self.revisions();
        let mut wanted = lengths.clone();
        wanted.retain(|stream, length| columns.unreadable.get(stream) != Some(length));
        let mut open: Vec<(Kept, Vec<usize>)> = Vec::new();
        let mut whole = Vec::new();
        for mut kept in columns.kept.drain(..) {
            let visits = &kept.segment.directory().visits;
            // A visit that stands in two files is the first file's, if that has it as it is now.
            let fresh: Vec<usize> = (0..visits.len())
                .filter(|at| !kept.segment.is_left_out(*at))
                .filter(|at| {
                    visits.get(*at).is_some_and(|visit| {
                        let stream = StreamId(visit.visit.0);
                        lengths.get(&stream) == Some(&visit.revision)
                            && wanted.remove(&stream).is_some()
                    })
                })
                .collect();
            let is_gone = |visit: &SegmentVisit| !lengths.contains_key(&StreamId(visit.visit.0));
            let stale = (0..visits.len()).filter(|at| fresh.binary_search(at).is_err());
            let stale: Vec<usize> = stale.collect();
            // What is gone from the vault goes from the files. What has changed is left out, until it is
            // so much that the file is better written anew.
            if stale.len() * 4 <= visits.len() && !visits.iter().any(is_gone) {
                for at in stale {
                    kept.segment.leave_out(at);
                }
                whole.push(kept);
            } else {
                open.push((kept, fresh));
            }
        }
        columns.kept = whole;
        let next = 1 + columns
            .kept
            .iter()
            .map(|kept| kept.number)
            .chain(open.iter().map(|(kept, _)| kept.number))
            .max()
            .unwrap_or(0);
        if wanted.is_empty() && open.is_empty() {
            return;
        }
        // A small segment takes up what is new; a large one is not written again for it.
        if open.is_empty()
            && let Some(at) = columns.kept.iter().position(|kept| is_small(&kept.segment))
        {
            let kept = columns.kept.swap_remove(at);
            let all = 0..kept.segment.directory().visits.len();
            let standing = all.filter(|at| !kept.segment.is_left_out(*at)).collect();
            open.push((kept, standing));
        }
        let work = Work {
            streams: wanted.into_iter().collect(),
            next: AtomicUsize::new(0),
            number: AtomicUsize::new(usize::try_from(next).unwrap_or(usize::MAX)),
            open: Mutex::new(open),
        };
        let threads = thread::available_parallelism().map_or(1, |it| it.get().min(4));
        let threads = threads.min(work.streams.len().div_ceil(8).max(1));
        let worked = on_threads(threads, || self.work(&work));
        for more in worked {
            columns.kept.extend(more.kept);
            columns.unreadable.extend(more.unreadable);
        }
        columns
            .unreadable
            .retain(|stream, length| lengths.get(stream) == Some(length));
    }

    /// Works out visits until none is left, in segments that are written as they get full.
    fn work(&self, work: &Work) -> Columns {
        let evaluator = Evaluator::new(self.measures().definitions.clone());
        let mut worker = Worker {
            growing: evaluator.growing(&Accounts::ALL),
            evaluator,
            gist: GistReader::default(),
        };
        let mut done = Columns::default();
        loop {
            let taken = work
                .open
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .pop();
            if let Some((mut kept, fresh)) = taken {
                // What was good in the file goes into the next segment; its number too.
                let is_loaded = Block::all().all(|block| self.load(&mut kept, block));
                self.drop_file(kept.number);
                if is_loaded {
                    worker.growing.take(&kept.segment, fresh);
                } else {
                    let visits = &kept.segment.directory().visits;
                    let again = fresh.iter().filter_map(|at| visits.get(*at));
                    let again = again.map(|visit| (StreamId(visit.visit.0), visit.revision));
                    for (stream, length) in again {
                        self.work_out(stream, length, &mut worker, &mut done);
                    }
                }
                if worker.is_full() {
                    done.kept.push(self.close(work, &mut worker));
                }
                continue;
            }
            let next = work.next.fetch_add(1, Ordering::Relaxed);
            let Some((stream, length)) = work.streams.get(next) else {
                break;
            };
            self.work_out(*stream, *length, &mut worker, &mut done);
            if worker.is_full() {
                done.kept.push(self.close(work, &mut worker));
            }
        }
        if worker.growing.visit_count() > 0 {
            done.kept.push(self.close(work, &mut worker));
        }
        done
    }

    fn work_out(&self, stream: StreamId, length: u64, worker: &mut Worker, done: &mut Columns) {
        match self.gist_of(stream, &mut worker.gist) {
            Ok(session) => {
                let (evaluator, growing) = (&mut worker.evaluator, &mut worker.growing);
                self.evaluate(&session, length, evaluator, growing);
            }
            Err(_unreadable) => {
                done.unreadable.insert(stream, length);
            }
        }
    }

    /// Brings a visit back as far as a count reads it.
    fn gist_of(&self, stream: StreamId, gist: &mut GistReader) -> Result<Session, DeskError> {
        let visit = VisitId(stream.0);
        let Some(entries) = gist.entries(self.vault(), stream) else {
            return self.visit(visit);
        };
        let entries = self.register().without_withdrawn(visit, entries);
        let entries = without_purged(visit, entries);
        let checklists = self.all_pinned(&pins_of(&entries))?;
        Ok(Session::replay(checklists, entries)?)
    }

    fn evaluate(
        &self,
        session: &Session,
        length: u64,
        evaluator: &mut Evaluator,
        growing: &mut Growing,
    ) {
        let law = &self.measures().law;
        let visit = CountedVisit {
            header: session.header(),
            premises: &session.facts_about(Subject::Premises),
            episodes: &CountedEpisode::all_of(session, law),
            asked: Asked::By(session.checklists()),
        };
        evaluator.visit(&visit, law, length, &Accounts::ALL, growing);
    }

    /// Closes the segment that was worked out, writes it, and begins the next.
    fn close(&self, work: &Work, worker: &mut Worker) -> Kept {
        let next = worker.evaluator.growing(&Accounts::ALL);
        let mut segment = mem::replace(&mut worker.growing, next).finish();
        let number = work.number.fetch_add(1, Ordering::Relaxed);
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        let is_written = self.write(number, &segment);
        if is_written {
            // What is asked for most stays; the rest is read when it is asked for.
            for block in Block::all() {
                if block != Block::Outcomes(Accounts::Usual) {
                    segment.forget(block);
                }
            }
        }
        Kept {
            number,
            is_written,
            segment,
        }
    }

    fn write(&self, number: u32, segment: &Segment) -> bool {
        if self.is_read_only() {
            return false;
        }
        let kept = KeptDirectory {
            fingerprint: self.fingerprint(),
            directory: segment.directory().clone(),
        };
        let Ok(directory) = coding::encode(&kept) else {
            return false;
        };
        let mut parts = vec![CachePart {
            kind: DIRECTORY,
            packing: Packing::Deflated,
            bytes: &directory,
        }];
        for block in Block::all() {
            let Some(bytes) = segment.block(block) else {
                return false;
            };
            parts.push(CachePart {
                kind: block.number(),
                // What is asked for most is read as it stands.
                packing: match block {
                    Block::Outcomes(Accounts::Usual) | Block::Measures(Accounts::Usual) => {
                        Packing::Plain
                    }
                    Block::Groups | Block::Outcomes(_) | Block::Measures(_) | Block::Spreads(_) => {
                        Packing::Deflated
                    }
                },
                bytes,
            });
        }
        // Nothing depends on it: a full disk or a read-only stick only makes the next count slower.
        self.vault().keep_cache_file(number, &parts).is_ok()
    }

    fn drop_file(&self, number: u32) {
        if !self.is_read_only() {
            self.vault().drop_cache_file(number);
        }
    }

    /// Loads a block of a segment if it is not there; returns whether it is now.
    fn load(&self, kept: &mut Kept, block: Block) -> bool {
        if kept.segment.has(block) {
            return true;
        }
        let file = self.vault().cache_file(kept.number);
        let bytes = file.and_then(|mut file| file.part(block.number()));
        bytes.is_some_and(|bytes| kept.segment.load(block, bytes).is_ok())
    }

    /// Counts every segment, on as many threads as there are processors.
    fn take_all(&self, columns: &mut Columns, tally: &mut Tally) -> Result<(), DeskError> {
        let needs = tally.needs();
        let keeps = self.keeps_columns();
        let room = if keeps {
            KEPT / columns.kept.len().max(1)
        } else {
            0
        };
        let threads = thread::available_parallelism().map_or(1, |it| it.get().min(4));
        let each = columns.kept.len().div_ceil(threads).max(1);
        let take = |some: &mut [Kept], mut tally: Tally| {
            for kept in some {
                // One place or one year is in few segments; the others are not even read.
                if !tally.selection().wants_any(&kept.segment) {
                    continue;
                }
                if !needs.iter().all(|block| self.load(kept, *block)) {
                    return Err(kept.number);
                }
                tally.take(&kept.segment);
                if kept.is_written {
                    kept.segment.forget_beyond(room, &needs);
                }
            }
            Ok(tally)
        };
        let chunks = columns.kept.chunks_mut(each);
        let parts: Vec<_> = chunks.map(|some| (some, tally.another())).collect();
        let parts = Mutex::new(parts);
        let next = || parts.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let counted = on_threads(threads, || {
            let mut done = Vec::new();
            while let Some((some, tally)) = next() {
                done.push(take(some, tally));
            }
            done
        });
        let counted: Vec<Result<Tally, u32>> = counted.into_iter().flatten().collect();
        if let Some(number) = counted.iter().find_map(|it| it.as_ref().err()) {
            // A file was damaged or went away between two counts: it is made again, once.
            self.drop_file(*number);
            columns.kept.retain(|kept| kept.number != *number);
            self.bring_up(columns);
            return self.take_one_by_one(columns, tally, &needs);
        }
        for more in counted.into_iter().flatten() {
            tally.merge(&more);
        }
        Ok(())
    }

    /// Counts segment by segment; what has no usable file is worked out for this count alone.
    fn take_one_by_one(
        &self,
        columns: &mut Columns,
        tally: &mut Tally,
        needs: &[Block],
    ) -> Result<(), DeskError> {
        for kept in &mut columns.kept {
            if needs.iter().all(|block| self.load(kept, *block)) {
                tally.take(&kept.segment);
                continue;
            }
            for (at, visit) in kept.segment.directory().visits.iter().enumerate() {
                if !kept.segment.is_left_out(at) {
                    tally.add_session(&self.visit(visit.visit)?, &self.measures().law);
                }
            }
        }
        Ok(())
    }

    /// Examines the columns: every file is opened, and some visits are worked out anew and compared.
    /// Changes nothing.
    pub fn examine_columns(&self) -> ColumnsReport {
        let lengths = self.revisions();
        let (mut columns, unusable) = self.kept_columns();
        let mut report = ColumnsReport {
            files: columns.kept.len() + unusable.len(),
            unusable: unusable.len(),
            ..ColumnsReport::default()
        };
        let mut known: HashSet<VisitId> = HashSet::new();
        for kept in &mut columns.kept {
            if !Block::all().all(|block| self.load(kept, block)) {
                report.unusable += 1;
                continue;
            }
            let visits = &kept.segment.directory().visits;
            let as_it_is = visits
                .iter()
                .filter(|it| lengths.get(&StreamId(it.visit.0)) == Some(&it.revision));
            known.extend(as_it_is.map(|it| it.visit));
            let (compared, wrong) = self.compare(kept, &lengths);
            report.compared += compared;
            report.wrong += wrong;
            for block in Block::all() {
                kept.segment.forget(block);
            }
        }
        report.visits = known.len();
        report.stale = lengths.len().saturating_sub(known.len());
        report
    }

    /// Works out a few visits of a segment anew; returns how many, and how many say something else.
    fn compare(&self, kept: &Kept, lengths: &BTreeMap<StreamId, u64>) -> (usize, usize) {
        let mut evaluator = Evaluator::new(self.measures().definitions.clone());
        let visits = &kept.segment.directory().visits;
        let step = visits.len().div_ceil(COMPARED).max(1);
        let (mut compared, mut wrong) = (0, 0);
        for (at, visit) in visits.iter().enumerate().step_by(step) {
            let stream = StreamId(visit.visit.0);
            if lengths.get(&stream) != Some(&visit.revision) {
                continue;
            }
            // From the whole visit, not from its gist: two ways to the same figures.
            if let Ok(session) = self.visit(visit.visit) {
                let mut growing = evaluator.growing(&Accounts::ALL);
                self.evaluate(&session, visit.revision, &mut evaluator, &mut growing);
                let fresh = growing.finish();
                compared += 1;
                wrong += usize::from(!kept.segment.says_the_same(at, &fresh, 0));
            }
        }
        (compared, wrong)
    }
}

/// What a thread has at hand while it works out visits.
struct Worker {
    evaluator: Evaluator,
    gist: GistReader,
    /// The segment in hand.
    growing: Growing,
}

impl Worker {
    fn is_full(&self) -> bool {
        self.growing.row_count() >= FULL || self.growing.visit_count() >= MOST_VISITS
    }
}

/// What threads share while they work out visits.
struct Work {
    streams: Vec<(StreamId, u64)>,
    next: AtomicUsize,
    number: AtomicUsize,
    /// Segments that are not whole any more, with the visits of them that are.
    open: Mutex<Vec<(Kept, Vec<usize>)>>,
}

fn is_small(segment: &Segment) -> bool {
    segment.row_count() < SMALL && segment.directory().visits.len() < SMALL_VISITS
}
