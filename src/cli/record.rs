//! `record`: answers as JSON Lines from standard input, each acknowledged when the disk has it.

use std::io::{self, BufRead};

use serde::Serialize;

use super::{CommandFault, Context, Next, Output};
use crate::app::Taking;

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
    loop {
        let mut line = Vec::new();
        let length = io::Read::take(&mut input, LONGEST_LINE).read_until(b'\n', &mut line)?;
        if length == 0 {
            break;
        }
        number += 1;
        let text = String::from_utf8_lossy(&line);
        if text.trim().is_empty() {
            continue;
        }
        match taking.take(text.trim())? {
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
