//! Licences signed here verify with npm's jose, and what jose signs verifies here.
// needs: dist, npm

use countersign_tests::{JoseLibrary, Project, interop};

#[test]
#[ignore = "needs jose: run by `cargo xtask test`"]
fn what_is_signed_here_verifies_with_jose() {
    interop::verifies_ours(&JoseLibrary::jose());
}

#[test]
#[ignore = "needs jose: run by `cargo xtask test`"]
fn what_is_altered_is_refused_by_jose() {
    interop::refuses_altered(&JoseLibrary::jose());
}

#[test]
#[ignore = "needs jose and the npm package: run by `cargo xtask test`"]
fn what_jose_signs_verifies_here() {
    let project = Project::with("verify");
    interop::signs_for_us(&JoseLibrary::jose(), &project, "EdDSA");
    interop::signs_for_us(&JoseLibrary::jose(), &project, "Ed25519");
}
