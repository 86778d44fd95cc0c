//! Licences signed here verify with PyJWT and joserfc, and what they sign verifies here.
// needs: dist, python

use countersign_tests::{JoseLibrary, Project, interop};

#[test]
#[ignore = "needs Python's JOSE libraries: run by `cargo xtask test`"]
fn what_is_signed_here_verifies_with_them() {
    interop::verifies_ours(&JoseLibrary::pyjwt());
    interop::verifies_ours(&JoseLibrary::joserfc());
}

#[test]
#[ignore = "needs Python's JOSE libraries: run by `cargo xtask test`"]
fn what_is_altered_is_refused_by_them() {
    interop::refuses_altered(&JoseLibrary::pyjwt());
    interop::refuses_altered(&JoseLibrary::joserfc());
}

#[test]
#[ignore = "needs Python's JOSE libraries and the npm package: run by `cargo xtask test`"]
fn what_they_sign_verifies_here() {
    let project = Project::with("verify");
    interop::signs_for_us(&JoseLibrary::pyjwt(), &project, "EdDSA");
    interop::signs_for_us(&JoseLibrary::joserfc(), &project, "EdDSA");
    interop::signs_for_us(&JoseLibrary::joserfc(), &project, "Ed25519");
}
