//! A constant for every message that the pages share, made of `locales/*/en.ftl` by the build script.

use super::Message;

macro_rules! constant {
    ($name:ident, $line:literal) => {
        #[doc = concat!("The message `", stringify!($name), "`.")]
        pub const $name: Message = Message::new($line);
    };
}

include!(concat!(env!("OUT_DIR"), "/constants.rs"));
