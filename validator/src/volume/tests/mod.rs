mod counting;
mod dialects;
mod laws;
mod others;
mod plans;
