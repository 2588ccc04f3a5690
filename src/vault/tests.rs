//! Tests that need the inside of the vault.
mod basic;
mod cache;
mod damage;
mod headers;
mod holders;
mod passphrases;
mod rewriting;
mod sample;
mod scale;
mod swaps;
