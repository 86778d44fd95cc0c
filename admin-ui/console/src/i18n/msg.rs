//! A constant for every message of `locales/*/en.ftl`, made by the build script: a text that is not there
//! doesn't compile, and one that is not used is reported.

use super::Message;
pub(crate) use countersign_kit::i18n::msg::*;

macro_rules! constant {
    ($name:ident, $line:literal) => {
        pub(crate) const $name: Message = Message::new($line);
    };
}

include!(concat!(env!("OUT_DIR"), "/constants.rs"));
