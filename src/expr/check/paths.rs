//! Paths: which place they lead to, and through which instances of the repeats around it.
//!
//! Its invariant: a path that comes out without a fault leads to a place that exists; only which
//! instances it means is left for evaluation.

use crate::message::Message;

use super::super::code::Code;
use super::super::fault::{UNKNOWN_LIST, UNKNOWN_NAME, nearest};
use super::super::functions::Kind;
use super::super::nodes::{Level, Nodes, Rows};
use super::super::tree::{Path, PathStart, Step, Tree, TreeKind};
use super::{Checker, Context, Part, kind_of};

/// A path as far as it was walked.
struct Walk {
    /// `None` is the whole checklist.
    at: Option<usize>,
    levels: Vec<Level>,
    filters: Vec<Code>,
    /// Steps into repeats around the context stay in its instance: absolute paths do, as in `JavaRosa`.
    keeps_instances: bool,
    from_current: bool,
}

impl Checker<'_> {
    /// Returns the repeats around this slot and the slot itself if it is one, outermost first.
    pub(super) fn repeats_of(&self, slot: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut at = Some(slot);
        while let Some(slot) = at {
            if self.names.is_repeat(slot) {
                found.push(slot);
            }
            at = self.names.parent(slot);
        }
        found.reverse();
        found
    }

    /// Returns the slot from which relative paths go.
    fn context_slot(&self) -> Option<usize> {
        match &self.context {
            Context::Candidate(slot) => Some(*slot),
            Context::Place | Context::Row(_) => self.names.here(),
        }
    }

    /// Returns the place in this slot, in the instance in which the context stands.
    pub(super) fn single(&self, slot: usize) -> Nodes {
        Nodes {
            slot: Some(slot),
            levels: self.repeats_of(slot).iter().map(|_| Level::Here).collect(),
            filters: Box::default(),
            from_current: false,
            is_repeat: self.names.is_repeat(slot),
        }
    }

    /// Returns the place with this slot as an absolute path reaches it: in the same instance of the
    /// repeats that it shares with the context, in all instances of the others.
    fn walk_to(&self, slot: usize) -> Walk {
        let around = self
            .context_slot()
            .map(|context| self.repeats_of(context))
            .unwrap_or_default();
        let mut shared = true;
        let levels = self
            .repeats_of(slot)
            .into_iter()
            .enumerate()
            .map(|(depth, repeat)| {
                shared &= around.get(depth) == Some(&repeat) && repeat != slot;
                if shared {
                    Level::Here
                } else {
                    Level::Every {
                        repeat,
                        filters: Box::default(),
                    }
                }
            })
            .collect();
        Walk {
            at: Some(slot),
            levels,
            filters: Vec::new(),
            keeps_instances: true,
            from_current: false,
        }
    }

    /// `${name}`
    pub(super) fn reference(&mut self, name: &str, column: usize) -> Part {
        if name.starts_with("last-saved#") {
            return self.unsupported(format!("${{{name}}}"), column);
        }
        let Some((slot, kind)) = self.names.resolve(name) else {
            return self.unknown_name(name, column);
        };
        let walk = self.walk_to(slot);
        let nodes = self.nodes_of(walk);
        let part = self.place(slot, nodes, format!("${{{name}}}"), column);
        Part {
            kind: kind_of(kind),
            ..part
        }
    }

    fn nodes_of(&self, walk: Walk) -> Nodes {
        Nodes {
            slot: walk.at,
            levels: walk.levels.into(),
            filters: walk.filters.into(),
            from_current: walk.from_current,
            is_repeat: walk.at.is_some_and(|slot| self.names.is_repeat(slot)),
        }
    }

    /// Makes the part for a place, and notes what it reads.
    pub(super) fn place(
        &mut self,
        slot: usize,
        nodes: Nodes,
        written: String,
        column: usize,
    ) -> Part {
        self.reads(slot);
        for level in &nodes.levels {
            if let Level::Every { repeat, .. } | Level::At { repeat, .. } = level {
                self.crosses = true;
                self.reads(*repeat);
            }
        }
        let single = nodes.is_single();
        let in_candidate = matches!(self.context, Context::Candidate(_)) && !nodes.from_current;
        let code = if !single {
            Code::Nodes(Box::new(nodes.clone()))
        } else if in_candidate {
            Code::Within {
                slot,
                depth: nodes.levels.len(),
            }
        } else {
            Code::Slot(slot)
        };
        Part {
            code,
            kind: kind_of(self.names.kind(slot)),
            column,
            // What a set has in common is not what one answer is compared with.
            question: single.then_some(written),
            choices: self.names.choices(slot).filter(|_| single),
            nodes: Some(nodes),
        }
    }

    pub(super) fn path(&mut self, path: &Path, column: usize) -> Part {
        if let (PathStart::Here, [step]) = (&path.start, path.steps.as_slice())
            && step.predicates.is_empty()
            && is_name(&step.test)
        {
            return self.bare_name(&step.test, column);
        }
        if path.steps.iter().any(|step| step.test == "*") {
            return self.unsupported(path.to_string(), column);
        }
        if let PathStart::Value(value, filters) = &path.start {
            if let TreeKind::Call { name, arguments } = &value.kind
                && name == "instance"
            {
                return self.rows(path, arguments, filters, column);
            }
            return self.path_from_value(path, value, filters, column);
        }
        if let (PathStart::Here, Context::Row(columns)) = (&path.start, self.context.clone()) {
            return match path.steps.as_slice() {
                [dot, step] if dot.test == "." && is_name(&step.test) => {
                    self.column_of_row(&step.test, &columns, column)
                }
                _ => self.unsupported(path.to_string(), column),
            };
        }
        let (walk, steps) = if path.start == PathStart::Root {
            if !self.names.has_this() {
                return self.no_place(path.to_string(), column);
            }
            // The first step is the checklist itself, whatever it is called.
            let walk = Walk {
                at: None,
                levels: Vec::new(),
                filters: Vec::new(),
                keeps_instances: true,
                from_current: false,
            };
            (walk, path.steps.get(1..).unwrap_or_default())
        } else {
            let Some(context) = self.context_slot() else {
                return self.no_place(path.to_string(), column);
            };
            (self.walk_from(context, false), path.steps.as_slice())
        };
        self.walk_on(walk, steps, path, column)
    }

    /// Returns a path that begins at a place, in the instance in which it stands.
    fn walk_from(&self, slot: usize, from_current: bool) -> Walk {
        Walk {
            at: Some(slot),
            levels: self.repeats_of(slot).iter().map(|_| Level::Here).collect(),
            filters: Vec::new(),
            keeps_instances: false,
            from_current,
        }
    }

    /// `${cell}[…]/lit` and `current()/../lit`.
    fn path_from_value(
        &mut self,
        path: &Path,
        value: &Tree,
        filters: &[Tree],
        column: usize,
    ) -> Part {
        match &value.kind {
            TreeKind::Reference(name) if !name.starts_with("last-saved#") => {
                let Some((slot, _)) = self.names.resolve(name) else {
                    return self.unknown_name(name, value.column);
                };
                let mut walk = self.walk_to(slot);
                self.filter(&mut walk, filters);
                self.walk_on(walk, &path.steps, path, column)
            }
            TreeKind::Call { name, arguments } if name == "current" && arguments.is_empty() => {
                let Some(here) = self.names.here() else {
                    return self.no_place(path.to_string(), column);
                };
                let mut walk = self.walk_from(here, true);
                self.filter(&mut walk, filters);
                self.walk_on(walk, &path.steps, path, column)
            }
            _ => {
                // What stands inside is looked at too: its names can be wrong as well.
                self.part(value);
                for filter in filters {
                    self.part(filter);
                }
                self.unsupported(path.to_string(), column)
            }
        }
    }

    fn walk_on(&mut self, mut walk: Walk, steps: &[Step], path: &Path, column: usize) -> Part {
        for (index, step) in steps.iter().enumerate() {
            let is_last = index + 1 == steps.len();
            if !walk.filters.is_empty() {
                // A predicate on what is no repeat can only stand at the end.
                return self.unsupported(path.to_string(), column);
            }
            match step.test.as_str() {
                "." => {}
                ".." => {
                    let Some(at) = walk.at else {
                        return self.no_place(path.to_string(), column);
                    };
                    if self.names.is_repeat(at) {
                        walk.levels.pop();
                    }
                    walk.at = self.names.parent(at);
                }
                name => {
                    let Some(next) = self.names.child(walk.at, name) else {
                        return self.unknown_step(name, path, column);
                    };
                    self.step_into(&mut walk, next, is_last && step.predicates.is_empty());
                }
            }
            self.filter(&mut walk, &step.predicates);
        }
        let nodes = self.nodes_of(walk);
        match nodes.slot {
            Some(slot) => self.place(slot, nodes, path.to_string(), column),
            None => Part {
                nodes: Some(nodes),
                ..Part::plain(Code::Text("".into()), Kind::Text, column)
            },
        }
    }

    /// Steps into a place; into a repeat, all its instances, unless the path keeps those of the context.
    fn step_into(&self, walk: &mut Walk, next: usize, is_end: bool) {
        walk.at = Some(next);
        if !self.names.is_repeat(next) {
            return;
        }
        let depth = walk.levels.len();
        let around = self
            .context_slot()
            .map(|context| self.repeats_of(context))
            .unwrap_or_default();
        let stays = walk.keeps_instances
            && !is_end
            && around.get(depth) == Some(&next)
            && walk.levels.iter().all(|level| matches!(level, Level::Here));
        walk.levels.push(if stays {
            Level::Here
        } else {
            Level::Every {
                repeat: next,
                filters: Box::default(),
            }
        });
    }

    /// Compiles predicates for the place at which the path stands.
    fn filter(&mut self, walk: &mut Walk, predicates: &[Tree]) {
        let (Some(slot), false) = (walk.at, predicates.is_empty()) else {
            return;
        };
        let around = std::mem::replace(&mut self.context, Context::Candidate(slot));
        let codes: Vec<Code> = predicates
            .iter()
            .map(|predicate| self.part(predicate).code)
            .collect();
        self.context = around;
        match walk.levels.last_mut() {
            Some(level) if self.names.is_repeat(slot) => {
                let before = match level {
                    Level::Every { filters, .. } => std::mem::take(filters).into_vec(),
                    Level::Here | Level::At { .. } => Vec::new(),
                };
                *level = Level::Every {
                    repeat: slot,
                    filters: before.into_iter().chain(codes).collect(),
                };
            }
            _ => walk.filters.extend(codes),
        }
    }

    fn unknown_step(&mut self, name: &str, path: &Path, column: usize) -> Part {
        let known = self.names.resolve(name).is_some();
        if known {
            let message = Message::new("err-expr-not-there")
                .text("name", name)
                .text("path", path.to_string());
            self.faults.add(UNKNOWN_NAME, column, message);
            return Part::plain(Code::Wrong, Kind::Any, column);
        }
        self.unknown_name(name, column)
    }

    /// `instance('list')/root/item[…]/column`
    fn rows(&mut self, path: &Path, arguments: &[Tree], filters: &[Tree], column: usize) -> Part {
        let [
            Tree {
                kind: TreeKind::Text(list),
                column: at,
            },
        ] = arguments
        else {
            return self.unsupported(path.to_string(), column);
        };
        let Some(columns) = self.list(list, *at) else {
            return Part::plain(Code::Wrong, Kind::Any, column);
        };
        let (item, wanted) = match path.steps.as_slice() {
            [_root, item] => (item, None),
            [_root, item, wanted] if is_name(&wanted.test) && wanted.predicates.is_empty() => {
                (item, Some(wanted))
            }
            _ => return self.unsupported(path.to_string(), column),
        };
        if !filters.is_empty() {
            return self.unsupported(path.to_string(), column);
        }
        let around = std::mem::replace(&mut self.context, Context::Row(columns.clone()));
        let filters = item
            .predicates
            .iter()
            .map(|predicate| self.part(predicate).code)
            .collect();
        if let Some(wanted) = wanted {
            self.column_of_row(&wanted.test, &columns, column);
        }
        self.context = around;
        let rows = Rows {
            list: list.as_str().into(),
            filters,
            column: wanted.map(|wanted| wanted.test.as_str().into()),
            only_first: false,
        };
        Part::plain(Code::Rows(Box::new(rows)), Kind::Any, column)
    }

    /// Returns the columns of a list, or says that there is none of that name.
    pub(super) fn list(&mut self, list: &str, column: usize) -> Option<Vec<String>> {
        let columns = self.names.list_columns(list);
        if columns.is_none() {
            let message = Message::new("err-expr-unknown-list").text("name", list);
            self.faults.add(UNKNOWN_LIST, column, message);
        }
        columns
    }

    /// A bare name where rows of a list are looked at.
    pub(super) fn column_of_row(&mut self, name: &str, columns: &[String], column: usize) -> Part {
        if !columns.is_empty() && !columns.iter().any(|known| known == name) {
            let message = match nearest(name, columns.iter().map(String::as_str)) {
                Some(near) => Message::new("err-expr-unknown-column-near").text("near", near),
                None => Message::new("err-expr-unknown-column").text("columns", columns.join(", ")),
            };
            self.faults
                .add(UNKNOWN_NAME, column, message.text("name", name));
            return Part::plain(Code::Wrong, Kind::Any, column);
        }
        Part::plain(Code::Column(name.into()), Kind::Any, column)
    }
}

fn is_name(test: &str) -> bool {
    test.starts_with(|first: char| first.is_alphabetic() || first == '_')
}
