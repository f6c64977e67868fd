//! Critical extensions, times at the ends of their range, and what is looked at last.

use super::*;

#[rstest]
#[case::unknown(json!(["exp"]), 401, "crit [\"exp\"]")]
#[case::none_named(json!([]), 401, "crit []")]
#[case::no_list(json!("exp"), 400, "the header cannot be read")]
fn a_critical_extension_is_not_overlooked(
    #[case] crit: serde_json::Value,
    #[case] status: u16,
    #[case] got: &str,
) {
    let header = json!({ "alg": "HS256", "crit": crit }).to_string();
    let message = format!(
        "{}.{}",
        URL_SAFE_NO_PAD.encode(header),
        URL_SAFE_NO_PAD.encode(claims(|_| {}).to_string())
    );
    let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes());
    let signature = URL_SAFE_NO_PAD.encode(hmac::sign(&key, message.as_bytes()));
    let refusal = check(&format!("{message}.{signature}")).unwrap_err();
    assert_eq!(refusal.status, status);
    assert!(refusal.cause.got.contains(got), "{:?}", refusal.cause);
}

#[test]
fn times_at_the_ends_of_their_range_are_judged_like_others() {
    let ends = [i64::MIN, i64::MIN + 1, -1, 0, 1, i64::MAX - 1, i64::MAX];
    for (seconds, now) in ends.iter().flat_map(|end| ends.map(|now| (*end, now))) {
        for claim in ["exp", "iat", "nbf"] {
            let claims = claims(|claims| claims[claim] = json!(seconds));
            let token = token("HS256", &claims, SECRET);
            let result = parse(&token)
                .unwrap()
                .verify(&SECRET.into(), now, canonical);
            let late = (NOW / 1000 + 180).saturating_mul(1000) < now.saturating_sub(30_000);
            let good = match claim {
                "exp" => seconds.saturating_mul(1000) >= now.saturating_sub(30_000),
                "iat" => !late,
                _ => {
                    !late
                        && seconds.saturating_mul(1000) <= now.saturating_add(30_000)
                        && seconds < NOW / 1000 + 180
                }
            };
            assert_eq!(
                result.is_ok(),
                good,
                "{claim} {seconds} at {now}: {result:?}"
            );
            assert!(read_claims(&token).unwrap().2.timeless().contains("qsh"));
        }
    }
}

#[test]
fn the_request_is_not_looked_at_before_signature_and_times() {
    let unasked = || -> CanonicalRequest { panic!("asked for the request") };
    for token in [
        token("HS256", &claims(|_| {}), "another secret"),
        token("HS256", &claims(|claims| claims["exp"] = json!(1)), SECRET),
        token(
            "HS256",
            &claims(|claims| drop(claims["qsh"].take())),
            SECRET,
        ),
    ] {
        assert!(
            parse(&token)
                .unwrap()
                .verify(&SECRET.into(), NOW, unasked)
                .is_err()
        );
    }
}
