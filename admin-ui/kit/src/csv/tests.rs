use super::rows::LONGEST_FIELD;
use super::*;

fn rows(text: &str, separator: Separator) -> Vec<(u64, Vec<String>)> {
    Rows::new(text, separator).map(|row| row.map(|row| (row.line, row.fields)).unwrap()).collect()
}

fn row(line: u64, fields: &[&str]) -> (u64, Vec<String>) {
    (line, fields.iter().map(|&field| field.to_owned()).collect())
}

#[test]
fn records_come_with_their_lines_however_these_end() {
    let text = "a,b\r\n\"c\nd\",\"e\"\"f\"\n\n\ng,\n";
    let expected = [row(1, &["a", "b"]), row(2, &["c\nd", "e\"f"]), row(6, &["g", ""])];
    assert_eq!(rows(text, Separator::Comma), expected);
    for end in ["\n", "\r\n", "\r"] {
        let text = ["a,b", "\"c", "d\",e", "", "f,g"].join(end);
        let inside = ["c", end, "d"].concat();
        let expected = [row(1, &["a", "b"]), row(2, &[&inside, "e"]), row(5, &["f", "g"])];
        assert_eq!(rows(&text, Separator::Comma), expected, "{end:?}");
    }
    assert_eq!(rows("a", Separator::Comma), [row(1, &["a"])]);
    assert_eq!(rows("", Separator::Comma), []);
}

#[test]
fn records_with_nothing_in_them_are_none() {
    assert_eq!(rows(",,\n , \t,\n\"\",\na,\n,,\n", Separator::Comma), [row(4, &["a", ""])]);
}

#[test]
fn what_is_too_wide_or_too_long_is_named_and_the_others_are_read() {
    let wide = |fields: usize| vec!["x"; fields].join(",");
    let long = |bytes: usize| "x".repeat(bytes);
    let quoted = |bytes: usize| ["\"", &"\n".repeat(bytes), "\""].concat();
    for (record, is_read) in [
        (wide(MOST_FIELDS), true),
        (wide(MOST_FIELDS + 1), false),
        (wide(40_000), false),
        (long(LONGEST_FIELD), true),
        (long(LONGEST_FIELD + 1), false),
        (long(3 << 20), false),
        (quoted(LONGEST_FIELD + 1), false),
        (vec![long(LONGEST_FIELD); 20].join(","), false),
    ] {
        let text = ["a\n", &record, "\nz\n"].concat();
        let read: Vec<_> = Rows::new(&text, Separator::Comma).collect();
        assert_eq!(read.len(), 3);
        assert_eq!(read[1].is_ok(), is_read, "{} bytes", record.len());
        assert!(is_read || read[1] == Err(TooLong(2)));
        assert_eq!(read[2].as_ref().unwrap().fields, ["z"]);
    }
    let open = ["a\n\"", &"x\n".repeat(2 << 20)].concat();
    let read: Vec<_> = Rows::new(&open, Separator::Comma).collect();
    assert_eq!(read[1..], [Err(TooLong(2))], "a quote that is never closed");
}

#[test]
fn the_separator_is_found() {
    for (text, separator) in [
        ("a,b\n1,2\n", Separator::Comma),
        ("a;b\n\"1,5\";2\n", Separator::Semicolon),
        ("a\tb\n1, 2\t3\n", Separator::Tab),
        ("a|b\n1|2\n", Separator::Bar),
        ("alone\n", Separator::Comma),
        ("Report of the site\n\na;b\n1;2\n", Separator::Semicolon),
        ("Klein, Karl;a;x\nBauer, Anna;b;\n", Separator::Semicolon),
        // Spreadsheets are told by the first line.
        ("sep=|\na,b\n1,2\n", Separator::Bar),
        ("\"SEP=;\"\r\na,b\r\n", Separator::Semicolon),
        ("sep=\t\na,b\n", Separator::Tab),
        ("sep=^\na;b\n", Separator::Semicolon),
        ("\n;;\n", Separator::Semicolon),
        (&["x", &"|".repeat(40_000)].concat(), Separator::Bar),
        ("", Separator::Comma),
    ] {
        assert_eq!(detect(text), separator, "{text:?}");
    }
}

#[test]
fn what_programs_tell_each_other_is_no_record() {
    for text in [
        "sep=;\na;b\n",
        "sep=;\r\na;b\r\n",
        "sep=;\ra;b\r",
        "#TYPE System.Collections.Generic.List`1[[A, B; C]]\na;b",
        "sep=;\r\n#TYPE A\r\na;b",
        "sep=^\na;b\n",
    ] {
        let read = rows(text, Separator::Semicolon);
        assert_eq!(read.len(), 1, "{text:?}");
        assert_eq!(read[0].1, ["a", "b"], "{text:?}");
    }
    for text in ["sep\n", "#;b\n", "separator=;\n", "sep=ab\n", "#TYPE"] {
        assert_eq!(rows(text, Separator::Bar).len(), 1, "{text:?}");
    }
}

#[test]
fn the_titles_are_found_and_no_data_is_passed_over() {
    let known =
        |row: &Row| row.fields.iter().filter(|field| ["user", "last"].contains(&field.as_str())).count();
    let find = |text: &str| {
        let head = Head::find(&first_rows(text, Separator::Comma), known);
        head.has_titles.then_some(head.passed_over)
    };
    for (text, found) in [
        ("user,last\na,b\n", Some(0)),
        ("user,x\na,b\n", Some(0)),
        ("user\na\n", Some(0)),
        ("The users\n\nuser,last\na,b\n", Some(1)),
        ("user,,\nuser,last\na,b\n", Some(1)),
        ("made on,1 May\nuser,last\na,b\n", Some(1)),
        ("The users\nuser,x\na,b\n", Some(1)),
        // These may be people.
        ("a,b\nuser,x\n", None),
        ("a\nuser\n", None),
        ("a,b\n", None),
        ("", None),
    ] {
        assert_eq!(find(text), found, "{text:?}");
    }
}

#[test]
fn what_looks_like_a_formula_is_defused_and_comes_back() {
    let cells = ["=1+1", "+49 531", "-1", "@x", "plain", "a\"b,c", "'quoted"];
    let mut text = String::new();
    write(&mut text, Separator::Comma, cells);
    assert!(text.starts_with("'=1+1,'+49 531,'-1,'@x,plain,\"a\"\"b,c\",'quoted"), "{text}");
    let read = rows(&text, Separator::Comma);
    let back: Vec<&str> = read[0].1.iter().map(|cell| content(cell)).collect();
    assert_eq!(back, cells);
}
