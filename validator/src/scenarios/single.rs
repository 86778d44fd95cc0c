//! One licence judged alone. That it is worth what it is worth in a set, whatever is scheduled, is compared for
//! every scenario of one licence, where its report is asked for.

use super::Claims;
use super::reading::{amounts, answer, at};
use crate::judge::single::Single;
use crate::{Code, License, Question, judge};
use serde_json::json;

const NOW: i64 = 1_500_000_000;

#[test]
fn an_account_that_is_asked_for_by_name_is_compared_as_in_a_set() {
    let license = Claims::new("L-1").users(1);
    let names = [None, Some("ucware"), Some("orange-uce"), Some("site-1"), Some("https://vendor.example")];
    for issuer in names {
        for product in names {
            for account in names {
                let mut question = Question::at(at(NOW));
                question.issuer = issuer.map(str::to_owned);
                question.product = product.map(str::to_owned);
                question.account = account.map(str::to_owned);
                question.entry = amounts(&[("users", 3)]);
                answer(&[&license], &question);
            }
        }
    }
}

#[test]
fn what_was_issued_in_the_clocks_future_is_judged_at_its_issue() {
    let license = Claims::new("L-1").users(1).with("iat", NOW).ending(NOW + 1_000);
    for (now, floor) in [(0, None), (0, Some(NOW + 1_000)), (NOW, Some(0)), (NOW + 1_000, None)] {
        let mut question = Question::at(at(now));
        question.floor = floor.map(at);
        answer(&[&license], &question);
        question.product = Some("ucware".into());
        answer(&[&license], &question);
    }
}

#[test]
fn what_of_a_question_is_refused_is_refused_alone_too() {
    let license = Claims::new("L-1").granting(json!({ "id": "fax", "metric": "feature" }));
    let mut question = Question::at(at(NOW));
    question.entry = amounts(&[("fax", 1)]);
    let alone = Single::judge(&license.verified::<License>(), &question).err().map(|error| error.code());
    assert_eq!(alone, Some(Code::UsageInvalid));
    assert_eq!(judge(&[license.file()], &question).err().map(|error| error.code()), alone);
}
