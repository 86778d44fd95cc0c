//! The samples of the demonstration build.

/// A file to try the page with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sample {
    pub(crate) file: String,
    pub(crate) title: String,
}

/// What lies beside the page; nothing but in the demonstration build.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Samples {
    pub(crate) files: Vec<Sample>,
    /// The name and contents of the demonstration key.
    pub(crate) key: Option<(String, Vec<u8>)>,
}
