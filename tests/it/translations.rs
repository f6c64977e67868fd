//! i18n: names resolved at registration.
