//! The app prints the licence without the controls.
// needs: dist, engines

use countersign_tests::app::App;
use countersign_tests::fixtures;
use countersign_tests::webdriver::Role;
use serde_json::json;

#[test]
#[ignore = "needs the app and browsers: run by `cargo xtask test`"]
fn on_paper_there_is_the_licence_alone() {
    App::everywhere(|app| {
        app.trust_the_vendor();
        app.add("licence.lic", &fixtures::read("orange-uce-base.lic"));
        // A row that nobody opened: on paper there is all of it.
        let card = app.find(Role::Article, "Orange[uc]e");
        let controls = [
            card.find(Role::Button, "Print"),
            card.find(Role::Button, "Remove licence.lic"),
            app.find(Role::Button, "Delete everything…"),
            app.find(Role::Link, "Trusted keys"),
            app.find(Role::Menu, "Language"),
        ];
        assert!(controls.iter().all(|control| control.is_displayed()));
        app.on_paper(|| {
            assert!(controls.iter().all(|control| !control.is_displayed()));
            let paper = app.text();
            for fact in [
                "Orange[uc]e",
                "Musterhandel GmbH",
                "Support until",
                "LICENCE AGREEMENT",
                "The signature holds",
            ] {
                assert!(paper.contains(fact), "no {fact:?} in {paper}");
            }
            let script = "const { scrollHeight, clientHeight } = document.querySelector('[role=region]');
                return scrollHeight - clientHeight;";
            assert_eq!(app.browser.run(script, json!([])), 0, "the agreement is there in full");
        });
    });
}
