//! A trust store of Java's: certificates in PKCS#12, without a password, as nothing in it is secret.

/// What marks a certificate as trusted (Oracle's `trustedKeyUsage`), with `anyExtendedKeyUsage` for its value.
const TRUSTED: &[u8] = &[
    0x06, 0x0c, 0x60, 0x86, 0x48, 0x01, 0x86, 0xf9, 0x66, 0xad, 0xca, 0x7b, 0x01, 0x01,
];
const ANY_USE: &[u8] = &[0x06, 0x04, 0x55, 0x1d, 0x25, 0x00];
/// `friendlyName` of PKCS #9.
const ALIAS: &[u8] = &[
    0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x14,
];
/// `data` of PKCS #7.
const DATA: &[u8] = &[
    0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01,
];
/// `certBag` of PKCS #12.
const CERTIFICATE_BAG: &[u8] = &[
    0x06, 0x0b, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x0a, 0x01, 0x03,
];
/// `x509Certificate` of PKCS #9.
const X509: &[u8] = &[
    0x06, 0x0a, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x16, 0x01,
];

const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const OCTETS: u8 = 0x04;
const BMP_STRING: u8 = 0x1e;
/// Context-specific, constructed, number 0.
const EXPLICIT: u8 = 0xa0;

/// The store with these certificates (DER).
pub(super) fn pkcs12<'a>(certificates: impl Iterator<Item = &'a [u8]>) -> Vec<u8> {
    let bags: Vec<u8> = certificates
        .enumerate()
        .flat_map(|(place, der)| bag(place, der))
        .collect();
    let safe = data(&tlv(SEQUENCE, &bags));
    let safes = data(&tlv(SEQUENCE, &safe));
    let version = [0x02, 0x01, 0x03];
    tlv(SEQUENCE, &[&version, &safes[..]].concat())
}

fn bag(place: usize, der: &[u8]) -> Vec<u8> {
    let certificate = tlv(EXPLICIT, &tlv(OCTETS, der));
    let value = tlv(SEQUENCE, &[X509, &certificate].concat());
    let name: Vec<u8> = format!("mockfluence-{place}")
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    let alias = attribute(ALIAS, &tlv(BMP_STRING, &name));
    let attributes = tlv(SET, &[alias, attribute(TRUSTED, ANY_USE)].concat());
    let bag = [CERTIFICATE_BAG, &tlv(EXPLICIT, &value), &attributes];
    tlv(SEQUENCE, &bag.concat())
}

fn attribute(name: &[u8], value: &[u8]) -> Vec<u8> {
    tlv(SEQUENCE, &[name, &tlv(SET, value)].concat())
}

/// A `ContentInfo` of `data`.
fn data(content: &[u8]) -> Vec<u8> {
    let octets = tlv(EXPLICIT, &tlv(OCTETS, content));
    tlv(SEQUENCE, &[DATA, &octets].concat())
}

/// Tag, length, value, as DER has them.
fn tlv(tag: u8, value: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    match u8::try_from(value.len()) {
        Ok(short) if short < 0x80 => out.push(short),
        _ => {
            let length = value.len().to_be_bytes();
            let length: Vec<u8> = length.into_iter().skip_while(|byte| *byte == 0).collect();
            // A length has eight bytes at most.
            out.push(0x80 | u8::try_from(length.len()).unwrap_or(8));
            out.extend(length);
        }
    }
    out.extend_from_slice(value);
    out
}
