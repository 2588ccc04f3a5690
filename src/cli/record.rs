//! `record`: answers as JSON Lines from standard input, each acknowledged when the disk has it.

use std::io::{self, BufRead};

use serde::Serialize;

use super::{CommandFault, Context, Next, Output};
use crate::app::{LineRefusal, Taking};
use crate::message::Message;

/// Longest line that is taken, in bytes: a note of 100 pages fits.
const LONGEST_LINE: u64 = 1 << 20;

/// What a line is answered with. Its keys and their order are the contract's.
#[derive(Serialize)]
struct Acknowledged<'a> {
    line: u64,
    ok: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'a str>,
}

/// Reads a line as it was sent, or says why it cannot be one; nothing is left when there is none.
///
/// What is too long is read to its end, so that its rest is never taken for the next line; and
/// letters that are none are not replaced by others: an altered statement is altered evidence.
fn next_line(input: &mut impl BufRead) -> io::Result<Option<Result<String, LineRefusal>>> {
    let mut line = Vec::new();
    if io::Read::take(&mut *input, LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    if line.len() as u64 == LONGEST_LINE && !line.ends_with(b"\n") {
        input.skip_until(b'\n')?;
        let message = Message::new("err-line-too-long").number("kib", LONGEST_LINE / 1024);
        return Ok(Some(Err(LineRefusal::new("too_long", message))));
    }
    Ok(Some(String::from_utf8(line).map_err(|_no_letters| {
        LineRefusal::new("not_utf8", Message::new("err-line-not-utf8"))
    })))
}

pub(super) fn run(
    context: &Context,
    visit: &str,
    output: &Output<'_>,
) -> Result<Next, CommandFault> {
    let desk = context.desk(output)?;
    let session = desk.visit(desk.find_visit(visit)?)?;
    let mut taking = Taking::new(&desk, session);
    let mut input = io::stdin().lock();
    let (mut number, mut refused) = (0_u64, false);
    while let Some(line) = next_line(&mut input)? {
        number += 1;
        let taken = match line {
            Ok(text) if text.trim().is_empty() => continue,
            Ok(text) => taking.take(text.trim())?,
            Err(refusal) => Err(refusal),
        };
        match taken {
            Ok(()) => output.object(&Acknowledged {
                line: number,
                ok: true,
                code: None,
                message: None,
            })?,
            Err(refusal) => {
                refused = true;
                let message = output.catalogue().text(&refusal.message);
                output.object(&Acknowledged {
                    line: number,
                    ok: false,
                    code: Some(refusal.code),
                    message: Some(&message),
                })?;
            }
        }
    }
    Ok(if refused {
        Next::FoundWanting
    } else {
        Next::End
    })
}
