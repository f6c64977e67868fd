//! A JSON number as a Java `long`, the way in which the host's library reads the times of a token.

use serde::de::{Deserialize, Deserializer, Error};
use serde_json::value::RawValue;

/// `Number.longValue()` of a JSON number: decimals are cut, what is too large for a double becomes the largest `long`,
/// and of a long row of digits the lowest 64 bits count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Long(pub(super) i64);

/// Up to this many characters the library reads a decimal as a `Double`, a longer one as a `BigDecimal`.
const DOUBLE: usize = 18;

impl<'de> Deserialize<'de> for Long {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Box::<RawValue>::deserialize(deserializer)?;
        let number = value
            .get()
            .starts_with(|first: char| first == '-' || first.is_ascii_digit());
        match number {
            true => Ok(Self(of(value.get()))),
            false => Err(D::Error::custom("a time is a number")),
        }
    }
}

/// The text is a JSON number.
fn of(text: &str) -> i64 {
    if let Ok(whole) = text.parse() {
        return whole;
    }
    let decimal = text.contains(['.', 'e', 'E']);
    if decimal && text.len() <= DOUBLE {
        let double: f64 = text.parse().unwrap_or_default();
        // Both languages cut, and both stop at the ends of the type.
        #[expect(clippy::cast_possible_truncation, reason = "it is what Java does")]
        return double as i64;
    }
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1_i64, rest),
        None => (1, text),
    };
    let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    // A JSON exponent may be longer than any number; so far out, only its sign counts.
    let exponent = exponent.parse().unwrap_or(match exponent.starts_with('-') {
        true => i64::MIN,
        false => i64::MAX,
    });
    sign.wrapping_mul(low_bits(whole, fraction, exponent))
}

/// The lowest 64 bits of `whole.fraction` times ten to the `exponent`, cut to an integer.
fn low_bits(whole: &str, fraction: &str, exponent: i64) -> i64 {
    let kept = i64::try_from(whole.len())
        .unwrap_or(i64::MAX)
        .saturating_add(exponent);
    let digits = whole.bytes().chain(fraction.bytes());
    let digits = digits.take(usize::try_from(kept).unwrap_or(0));
    let mut count = 0_i64;
    let mut value = 0_i64;
    for digit in digits {
        let digit = i64::from(digit.wrapping_sub(b'0'));
        value = value.wrapping_mul(10).wrapping_add(digit);
        count = count.saturating_add(1);
    }
    // 64 zeros leave nothing in 64 bits, since ten is even.
    for _ in 0..kept.saturating_sub(count).clamp(0, 64) {
        value = value.wrapping_mul(10);
    }
    value
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::{Long, of};

    /// The right sides are what OpenJDK 17 gives of `Double`, `BigInteger` and `BigDecimal`.
    #[rstest]
    #[case::integer("1795660696", 1_795_660_696)]
    #[case::negative("-5", -5)]
    #[case::decimal("1795660696.55", 1_795_660_696)]
    #[case::python("1795660696.5512345", 1_795_660_696)]
    #[case::cut_to_zero("-1.9", -1)]
    #[case::exponent("1.79e9", 1_790_000_000)]
    #[case::capital("1.79E+9", 1_790_000_000)]
    #[case::negative_exponent("17956606965e-1", 1_795_660_696)]
    #[case::past_a_double("1e30", i64::MAX)]
    #[case::past_all("1e999", i64::MAX)]
    #[case::largest("9223372036854775807", i64::MAX)]
    #[case::one_more("9223372036854775808", i64::MIN)]
    #[case::unsigned("18446744073709551615", -1)]
    #[case::long_row("99999999999999999999", 7_766_279_631_452_241_919)]
    #[case::long_negative("-99999999999999999999", -7_766_279_631_452_241_919)]
    #[case::long_decimal("99999999999999999999.5", 7_766_279_631_452_241_919)]
    #[case::long_small("-1795660696.5512345678", -1_795_660_696)]
    #[case::long_exponent("1.0000000000000000001e25", 1_590_897_978_360_414_784)]
    #[case::long_and_far("1.00000000000000000000e999999999999999999999", 0)]
    #[case::long_and_tiny("1.00000000000000000000e-999999999999999999999", 0)]
    fn a_number_is_the_long_that_java_makes_of_it(#[case] text: &str, #[case] long: i64) {
        assert_eq!(of(text), long);
        assert_eq!(serde_json::from_str::<Long>(text).unwrap(), Long(long));
    }

    #[rstest]
    #[case::text(r#""1""#)]
    #[case::truth("true")]
    #[case::list("[1]")]
    #[case::object("{}")]
    fn what_is_no_number_is_refused(#[case] text: &str) {
        assert!(serde_json::from_str::<Long>(text).is_err());
    }
}
