//! What somebody meant who wrote a name that is not there.

/// Longer names are nobody's slip, and comparing costs the product of two lengths.
const LONGEST: usize = 80;

/// The known name that a misspelt one was meant to be: the nearest, if it is near enough.
pub(crate) fn meant<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    // Below four letters anything resembles anything.
    if !(4..=LONGEST).contains(&length) {
        return None;
    }
    let near = known.into_iter().map(|one| (slips(word, one), one));
    let nearest = near.min_by_key(|(slips, _)| *slips)?;
    ((1..=length.div_euclid(4).max(1)).contains(&nearest.0)).then_some(nearest.1)
}

/// The same as the end of a sentence; nothing where nothing is near.
pub(crate) fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    meant(word, known).map_or(String::new(), |meant| format!("; did you mean `{meant}`?"))
}

/// How many slips lead from one to the other: a letter too many, too few, another, or two swapped.
pub(crate) fn slips(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len() > LONGEST || other.len() > LONGEST {
        return usize::MAX;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, its) in other.iter().enumerate() {
            let replaced = last[column] + usize::from(letter != its);
            let mut least = replaced.min(last[column + 1] + 1).min(next[column] + 1);
            let swapped =
                row > 0 && column > 0 && *letter == other[column - 1] && one[row - 1] == *its;
            if swapped {
                least = least.min(before[column - 1] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut last, next);
    }
    last[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("", "", 0)]
    #[case("page", "page", 0)]
    #[case("page", "pages", 1)]
    #[case("paeg", "page", 1)]
    #[case("spce.key", "space.key", 1)]
    #[case("", "abc", 3)]
    #[case("kitten", "sitting", 3)]
    fn slips_are_counted(#[case] one: &str, #[case] other: &str, #[case] count: usize) {
        assert_eq!(slips(one, other), count);
        assert_eq!(slips(other, one), count);
    }

    #[test]
    fn what_is_near_was_meant_and_what_is_far_was_not() {
        let known = ["page_updated", "page_created", "blog_updated", "read"];
        assert_eq!(meant("page_updatd", known), Some("page_updated"));
        assert_eq!(meant("page_create", known), Some("page_created"));
        assert_eq!(meant("raed", known), Some("read"));
        assert_eq!(did_you_mean("raed", known), "; did you mean `read`?");
        for far in [
            "page_updated",
            "rea",
            "something_else",
            &"x".repeat(100_000),
        ] {
            assert_eq!(meant(far, known), None, "{}", far.len());
        }
    }
}
