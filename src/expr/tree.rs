//! The tree of an expression as it was written, and its printing.
//!
//! Holds the full grammar of GRAMMAR.md, also the parts that are not evaluated yet, so that a later
//! format can be taken in without another parser. Its invariant: printing a tree and parsing the
//! text gives the same tree, columns aside.

use std::fmt;

/// An operator between two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Union,
}

impl Operator {
    /// How tightly it binds; unary minus stands between [`Operator::Multiply`] and
    /// [`Operator::Union`].
    pub(super) const fn binding(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Equal | Self::NotEqual => 3,
            Self::Less | Self::LessOrEqual | Self::Greater | Self::GreaterOrEqual => 4,
            Self::Add | Self::Subtract => 5,
            Self::Multiply | Self::Divide | Self::Modulo => 6,
            Self::Union => 8,
        }
    }

    pub(super) const fn written(self) -> &'static str {
        match self {
            Self::Or => "or",
            Self::And => "and",
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "div",
            Self::Modulo => "mod",
            Self::Union => "|",
        }
    }
}

/// How tightly unary minus binds.
pub(super) const MINUS_BINDING: u8 = 7;

/// A part of an expression.
#[derive(Debug, Clone)]
pub(super) struct Tree {
    pub(super) kind: TreeKind,
    /// Where it begins, in letters from 1.
    pub(super) column: usize,
}

/// What a part of an expression is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum TreeKind {
    Number(f64),
    Text(String),
    Reference(String),
    /// `.`
    This,
    Minus(Box<Tree>),
    /// Operands of one binding strength from left to right. A chain is no nesting: a hundred
    /// choices joined by `or` are one level deep.
    Chain {
        first: Box<Tree>,
        rest: Vec<(Operator, Tree)>,
    },
    Call {
        name: String,
        arguments: Vec<Tree>,
    },
    /// A path from the root, from here, or from a value (`instance('x')/root/item`).
    Path(Path),
    /// Where something was wrong; reported already.
    Wrong,
}

/// A path through a document.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Path {
    pub(super) start: PathStart,
    pub(super) steps: Vec<Step>,
}

/// Where a path begins.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum PathStart {
    /// `/a`
    Root,
    /// `a`
    Here,
    /// `f(x)[1]/a`: a value, its predicates.
    Value(Box<Tree>, Vec<Tree>),
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Step {
    /// `.`, `..`, `*` or a name.
    pub(super) test: String,
    pub(super) predicates: Vec<Tree>,
}

impl PartialEq for Tree {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl Tree {
    fn binding(&self) -> u8 {
        match &self.kind {
            TreeKind::Chain { rest, .. } => rest
                .first()
                .map_or(u8::MAX, |(operator, _)| operator.binding()),
            TreeKind::Minus(_) => MINUS_BINDING,
            TreeKind::Number(_)
            | TreeKind::Text(_)
            | TreeKind::Reference(_)
            | TreeKind::This
            | TreeKind::Call { .. }
            | TreeKind::Path(_)
            | TreeKind::Wrong => u8::MAX,
        }
    }

    fn print(&self, f: &mut fmt::Formatter<'_>, at_least: u8) -> fmt::Result {
        if self.binding() < at_least {
            return write!(f, "({self})");
        }
        write!(f, "{self}")
    }
}

impl fmt::Display for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            TreeKind::Number(number) => write!(f, "{number}"),
            TreeKind::Text(text) if text.contains('\'') => write!(f, "\"{text}\""),
            TreeKind::Text(text) => write!(f, "'{text}'"),
            TreeKind::Reference(name) => write!(f, "${{{name}}}"),
            TreeKind::This => f.write_str("."),
            TreeKind::Minus(inner) => {
                f.write_str("-")?;
                inner.print(f, MINUS_BINDING)
            }
            TreeKind::Chain { first, rest } => {
                let binding = self.binding();
                first.print(f, binding.saturating_add(1))?;
                for (operator, operand) in rest {
                    write!(f, " {} ", operator.written())?;
                    operand.print(f, binding.saturating_add(1))?;
                }
                Ok(())
            }
            TreeKind::Call { name, arguments } => {
                write!(f, "{name}(")?;
                for (place, argument) in arguments.iter().enumerate() {
                    if place > 0 {
                        f.write_str(", ")?;
                    }
                    write!(f, "{argument}")?;
                }
                f.write_str(")")
            }
            TreeKind::Path(path) => write!(f, "{path}"),
            TreeKind::Wrong => f.write_str("?"),
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let predicates = |f: &mut fmt::Formatter<'_>, trees: &[Tree]| {
            trees.iter().try_for_each(|tree| write!(f, "[{tree}]"))
        };
        let mut slash = match &self.start {
            PathStart::Root => true,
            PathStart::Here => false,
            PathStart::Value(value, filters) => {
                value.print(f, u8::MAX)?;
                predicates(f, filters)?;
                true
            }
        };
        for step in &self.steps {
            if slash {
                f.write_str("/")?;
            }
            f.write_str(&step.test)?;
            predicates(f, &step.predicates)?;
            slash = true;
        }
        Ok(())
    }
}
