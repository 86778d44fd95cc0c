//! The administrator page.

fn main() {}
