//! All integration tests in one binary: it links once.
#![expect(missing_docs, reason = "tests are named as sentences")]

mod architecture;
