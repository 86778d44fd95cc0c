use super::*;

/// A text like a document in compact form, of so many characters.
fn text(length: usize) -> String {
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
    (0..length)
        .map(|index| char::from(letters[(index * 7_919 + index * index * 31) % letters.len()]))
        .collect()
}

/// A code as a picture, each module of so many pixels.
fn picture(code: &QrCode, pixels: usize) -> (Vec<u8>, usize) {
    let width = (code.size() as usize + 8) * pixels;
    let module = |at: usize| (at / pixels) as i32 - 4;
    let light = |index: usize| !code.get_module(module(index % width), module(index / width));
    ((0..width * width).map(|index| if light(index) { 255 } else { 0 }).collect(), width)
}

#[test]
fn a_text_that_fits_stands_in_one_code_as_it_is_and_a_longer_one_in_several() {
    for (length, count) in
        [(1, 1), (600, 1), (718, 1), (719, 2), (800, 2), (801, 3), (2_500, 7), (20_000, 50)]
    {
        let codes = codes(&text(length));
        assert_eq!(codes.len(), count, "{length}");
        let sizes: Vec<u8> = codes.iter().map(|code| code.version().value()).collect();
        assert!(
            sizes.iter().all(|size| *size <= if count == 1 { LARGEST } else { LARGEST_PART }),
            "{sizes:?}"
        );
    }
    assert!(codes(&text(64 * 425)).is_empty());
    assert!(codes(&"ä".repeat(800)).is_empty());
}

#[test]
fn codes_have_as_much_correction_as_their_size_permits() {
    for length in [40, 300, 500, 700] {
        let one = codes(&text(length));
        let (size, level) = (one[0].version(), one[0].error_correction_level());
        for better in
            [QrCodeEcc::Medium, QrCodeEcc::Quartile, QrCodeEcc::High].into_iter().filter(|it| *it > level)
        {
            let segments = QrSegment::make_segments(&text(length));
            assert!(
                QrCode::encode_segments_advanced(&segments, better, Version::MIN, size, None, false).is_err()
            );
        }
    }
}

#[test]
fn what_is_drawn_is_read_whichever_code_comes_first() {
    for length in [90, 700, 1_500] {
        let mut drawn = codes(&text(length));
        drawn.reverse();
        let mut gathering = Gathering::default();
        let mut came = Vec::new();
        for code in &drawn {
            let (pixels, width) = picture(code, 4);
            for found in read(&pixels, width, Effort::Quick) {
                came.push(gathering.take(&found));
            }
        }
        assert_eq!(came.len(), drawn.len());
        assert_eq!(came.last(), Some(&Gathered::Whole(text(length))), "{length}");
    }
}

#[test]
fn what_is_missing_mixed_or_wrong_is_told() {
    let (one, other) = (parts(&text(1_000)), parts(&text(1_100)));
    let missing = |missing: &[usize], of, others| Gathered::Missing { missing: missing.to_vec(), of, others };
    let mut gathering = Gathering::default();
    assert_eq!(one.len(), 3);
    assert_eq!(gathering.take(&one[1]), missing(&[1, 3], 3, 0));
    assert_eq!(gathering.take(&one[1]), missing(&[1, 3], 3, 0), "once more is no other");
    assert_eq!(gathering.take(&other[0]), missing(&[2, 3], 3, 1));
    assert_eq!(gathering.take("a slip"), Gathered::Whole("a slip".into()));
    assert_eq!(gathering.take(&one[2]), missing(&[1], 3, 1));
    assert_eq!(gathering.take(&one[0]), Gathered::Whole(text(1_000)));
    // One character of a part is another: the whole is not what the id says.
    let changed = [&other[2][..other[2].len() - 1], "!"].concat();
    assert_eq!(gathering.take(&changed), missing(&[2], 3, 0));
    assert_eq!(gathering.take(&other[1]), Gathered::Wrong);
    // Two different parts of one number.
    gathering.take(&other[2]);
    assert_eq!(gathering.take(&changed), Gathered::Wrong);
    assert_eq!(gathering.take(&other[2]), missing(&[1, 2], 3, 0), "what contradicts itself is laid aside");
}

#[test]
fn a_head_that_is_none_is_wrong() {
    let good = parts(&text(1_000)).remove(0);
    for (from, to) in [
        (".1.3.", ".0.3."),
        (".1.3.", ".4.3."),
        (".1.3.", ".1.65."),
        (".1.3.", ".1.1."),
        (".1.3.", ".01.3."),
        (".1.3.", ".+1.3."),
        (".1.3.", ".1."),
        (".1.3.", ".-1.3."),
    ] {
        let wrong = good.replacen(from, to, 1);
        assert_ne!(wrong, good);
        assert_eq!(Gathering::default().take(&wrong), Gathered::Wrong, "{wrong}");
    }
    assert_eq!(Gathering::default().take("CSQ1.short.1.3.abc"), Gathered::Wrong);
}

#[test]
fn pictures_of_any_size_without_a_code_have_none() {
    for (width, height) in [(0, 0), (1, 1), (7, 5), (64, 3), (60, 40)] {
        for ground in [0_u8, 128, 255] {
            let pixels: Vec<u8> =
                (0..width * height).map(|index| ground.wrapping_add((index % 5) as u8)).collect();
            assert_eq!(read(&pixels, width, Effort::Thorough), Vec::<String>::new(), "{width}×{height}");
        }
    }
    assert_eq!(read(&[0; 10], 4, Effort::Quick), Vec::<String>::new());
}
