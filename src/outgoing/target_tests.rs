//! A URL is taken apart, and a reference resolved.

use super::target::*;

#[test]
fn a_url_is_taken_apart_and_a_bad_one_named() {
    let target = Target::parse("http://[::1]:81/a b/{x}?q=1#f").unwrap();
    assert_eq!((target.host.as_str(), target.port), ("::1", 81));
    assert_eq!(target.path, "/a%20b/%7Bx%7D?q=1");
    assert_eq!(target.origin(), "http://[::1]:81");
    assert_eq!(Target::parse("https://x.test").unwrap().port, 443);
    for bad in ["", "/x", "ftp://x/", "http://", "http://x:99999/"] {
        assert!(
            matches!(Target::parse(bad), Err(SendError::BadUrl(_))),
            "{bad}"
        );
    }
}

/// The examples of RFC 3986, 5.4, as far as they are about http.
#[test]
fn a_reference_is_resolved_as_the_rfc_has_it() {
    let from = Target::parse("http://a:8080/b/c/d;p?q").unwrap();
    for (reference, url) in [
        ("https://g/h?x#y", "https://g/h?x"),
        ("//g/h", "http://g/h"),
        ("//g:81", "http://g:81"),
        ("/g", "http://a:8080/g"),
        ("/g?y=http://z/", "http://a:8080/g?y=http://z/"),
        ("g", "http://a:8080/b/c/g"),
        ("g?y=a:b", "http://a:8080/b/c/g?y=a:b"),
        ("./g/", "http://a:8080/b/c/g/"),
        ("?y", "http://a:8080/b/c/d;p?y"),
        ("", "http://a:8080/b/c/d;p?q"),
        ("#s", "http://a:8080/b/c/d;p?q"),
        (".", "http://a:8080/b/c/"),
        ("..", "http://a:8080/b/"),
        ("../g", "http://a:8080/b/g"),
        ("../../../g", "http://a:8080/g"),
        ("/./g/../h", "http://a:8080/h"),
        ("g;x=1/../y", "http://a:8080/b/c/y"),
        ("g..", "http://a:8080/b/c/g.."),
        ("1:2", "http://a:8080/b/c/1:2"),
    ] {
        assert_eq!(from.resolve(reference), url, "{reference}");
    }
    let secure = Target::parse("https://a/b").unwrap();
    assert_eq!(secure.resolve("//c/d"), "https://c/d");
    let bare = Target::parse("http://a").unwrap();
    assert_eq!(bare.resolve("g"), "http://a/g");
}
