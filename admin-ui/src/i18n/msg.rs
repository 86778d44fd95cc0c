//! A constant for every message of `locales/*/en.ftl`, made by the build script: a text that is not there
//! doesn't compile, and one that is not used is reported.

use super::Message;

include!(concat!(env!("OUT_DIR"), "/constants.rs"));
