//! UTF-8 as Java decodes it, for what a client percent-encoded: each malformed sequence becomes one U+FFFD, and a
//! surrogate is one sequence there where Rust counts three.

/// Decodes like `CharsetDecoder` and `new String(bytes, UTF_8)`, which agree.
///
/// They differ from Rust's lossy decoding in one point: the bytes of an encoded surrogate, `ED A0..BF 80..BF`, are
/// malformed as a whole, and so are its first two at the end.
pub(super) fn lossy(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    // How much of a surrogate has been read: nothing, its first byte, two of them.
    let mut surrogate = 0;
    for chunk in bytes.utf8_chunks() {
        if !chunk.valid().is_empty() {
            text.push_str(chunk.valid());
            surrogate = 0;
        }
        surrogate = match (surrogate, chunk.invalid()) {
            (_, []) => 0,
            (1, [0xA0..=0xBF]) => 2,
            (2, [0x80..=0xBF]) => 0,
            (_, invalid) => {
                text.push(char::REPLACEMENT_CHARACTER);
                u8::from(invalid == [0xED])
            }
        };
    }
    text
}

#[cfg(test)]
mod tests {
    use percent_encoding::percent_decode_str;
    use ring::digest::{Context, SHA256};

    use super::lossy;
    use crate::identity::hex;

    /// What OpenJDK 17 makes of each kind of malformed UTF-8, as UTF-16.
    const VECTORS: &str = include_str!("../../fixtures/qsh/java-utf8.txt");

    #[test]
    fn malformed_utf8_is_what_java_makes_of_it() {
        let lines = VECTORS.lines().filter(|line| !line.starts_with('#'));
        let mut count = 0;
        for line in lines {
            let (encoded, units) = line.split_once(' ').unwrap();
            let bytes: Vec<u8> = percent_decode_str(encoded).collect();
            let ours = lossy(&bytes);
            let ours: Vec<String> = ours
                .encode_utf16()
                .map(|unit| format!("{unit:04X}"))
                .collect();
            assert_eq!(ours.join(" "), units, "{encoded}");
            count += 1;
        }
        assert!(count > 40, "{count}");
    }

    /// All sequences of up to four bytes out of one of each class that the decoder tells apart:
    /// 111,150 of them, against the hash that OpenJDK 17 gives of its decodings.
    #[test]
    fn every_short_sequence_is_what_java_makes_of_it() {
        const CLASSES: [u8; 18] = [
            0x41, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xE0, 0xE1, 0xED, 0xEF, 0xF0,
            0xF1, 0xF4, 0xF5, 0xFF,
        ];
        let mut digest = Context::new(&SHA256);
        for length in 1..=4 {
            for number in 0..18_usize.pow(length) {
                let digit = |place| CLASSES[number / 18_usize.pow(place) % 18];
                let bytes: Vec<u8> = (0..length).rev().map(digit).collect();
                let units = lossy(&bytes);
                let units: Vec<u8> = units.encode_utf16().flat_map(u16::to_be_bytes).collect();
                digest.update(&units);
                digest.update(&[0xAA]);
            }
        }
        let java = "5575ab4e7581f7ed2906fe1d945d02bcf0f677ba4cfe5c1201be088060793a0f";
        assert_eq!(hex(digest.finish().as_ref()), java);
    }
}
