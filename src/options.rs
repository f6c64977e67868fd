//! How a struct of settings is written here: each field with its default, one setter by value, strict in a file.

/// Makes the struct, its setters and its default from one list. In a file the names are in
/// kebab-case, what is left out keeps its default, and a name that is not there is an error.
///
/// `name: Type as Given => convert = default` has a setter that takes `Given`.
macro_rules! options {
    (
        $(#[$meta:meta])*
        pub struct $options:ident {$(
            $(#[doc = $doc:literal])*
            $([$($attr:tt)*])?
            $name:ident: $type:ty $(as $given:ty => $convert:path)? = $default:expr;
        )*}
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
        #[cfg_attr(feature = "cli", derive(::schemars::JsonSchema))]
        #[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
        #[non_exhaustive]
        pub struct $options {$(
            $(#[doc = $doc])*
            // The one attribute that a field has is how it writes its duration, in seconds.
            $(#[$($attr)*] #[cfg_attr(feature = "cli", schemars(with = "f64"))])?
            pub(crate) $name: $type,
        )*}

        impl $options {$(
            $(#[doc = $doc])*
            #[must_use]
            #[track_caller]
            pub fn $name(
                mut self,
                $name: $crate::options::options!(@given $type $(, $given)?),
            ) -> Self {
                self.$name = $crate::options::options!(@stored $name $(, $convert)?);
                self
            }
        )*}

        impl Default for $options {
            fn default() -> Self { Self { $($name: $default,)* } }
        }
    };
    (@given $type:ty) => { $type };
    (@given $type:ty, $given:ty) => { $given };
    (@stored $name:ident) => { $name };
    (@stored $name:ident, $convert:path) => { $convert($name) };
}

pub(crate) use options;

#[cfg(test)]
#[allow(unreachable_pub, reason = "the macro is for public structs")]
mod tests {
    options! {
        /// An example.
        pub struct Example {
            /// A limit.
            longest_name: Option<usize> as impl Into<Option<usize>> => Into::into = None;
            /// A word.
            locale: String as impl Into<String> => Into::into = "en_US".into();
        }
    }

    #[test]
    fn a_setter_takes_what_is_at_hand() {
        let example = Example::default().longest_name(80).locale("de_DE");
        assert_eq!(
            (example.longest_name, &*example.locale),
            (Some(80), "de_DE")
        );
        assert_eq!(example.longest_name(None).longest_name, None);
    }

    #[test]
    fn a_file_is_read_strictly() {
        let read = serde_json::from_str::<Example>;
        let example = Example::default().longest_name(80);
        assert_eq!(read(r#"{"longest-name": 80}"#).unwrap(), example);
        for wrong in [r#"{"longestName": 80}"#, r#"{"longest-nam": 80}"#] {
            assert!(
                read(wrong)
                    .unwrap_err()
                    .to_string()
                    .contains("unknown field")
            );
        }
    }
}
