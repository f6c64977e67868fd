//! The limits of this crate's own: how large and how long, so that no test hangs or grows.

use std::time::Duration;

use super::seconds;
use crate::options::options;

options! {
    /// The limits of this crate's own. No host has them; they keep a test from hanging, and a log
    /// from growing.
    ///
    /// ```
    /// use std::time::Duration;
    /// use mockfluence::Settings;
    /// use mockfluence::settings::Limits;
    ///
    /// let limits = Limits::default().request_deadline(Duration::from_secs(2));
    /// let settings = Settings::default().limits(limits);
    /// let file = r#"{"limits": {"request-deadline": 2}}"#;
    /// assert_eq!(serde_json::from_str::<Settings>(file)?, settings);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[derive(Copy, Eq)]
    pub struct Limits {
        /// How long a request to the tenant may take to arrive: its head, from the first byte on,
        /// and as long again its body.
        [serde(with = "seconds")]
        request_deadline: Duration as Duration => seconds::bounded = Duration::from_secs(10);
        /// How long a connection to the tenant may keep silent before a request, or leave an answer
        /// unread.
        [serde(with = "seconds")]
        idle_deadline: Duration as Duration => seconds::bounded = Duration::from_secs(75);
        /// The largest request body the tenant reads, in bytes; a larger one is answered 413.
        request_size_limit: usize = 5 * 1024 * 1024;
        /// The largest descriptor the tenant reads, in bytes, and the largest sum of an app's
        /// translation files, redirects to them included.
        descriptor_size_limit: usize = 5 * 1024 * 1024;
        /// The largest answer to a callback, a webhook or a load of a module that the tenant reads,
        /// that of a stub or of the server that stands in, and the largest reply that an
        /// [`AppClient`](crate::AppClient) reads, in bytes.
        reply_size_limit: usize = 16 * 1024 * 1024;
        /// How many bytes of attached files a tenant keeps, all versions of all files together.
        attachments_size_limit: usize = 256 * 1024 * 1024;
        /// How long an [`AppClient`](crate::AppClient) waits for a whole reply of the tenant.
        [serde(with = "seconds")]
        client_deadline: Duration as Duration => seconds::bounded = Duration::from_secs(30);
        /// How many bytes the log keeps, of bodies and all else: paths, headers, claims, notes. Beyond
        /// it the oldest entries are shortened to what tells them from others, and say so.
        log_body_limit: usize = 256 * 1024 * 1024;
        /// How many access tokens a tenant remembers, those of Connect and those of Forge apart. Beyond
        /// it the oldest is as one that was never given out.
        access_tokens: usize = 10_000;
        /// How long a poll of an install task waits for its end, so that a quick install is seen by
        /// the first poll of every run. The host answers at once: zero.
        [serde(with = "seconds")]
        task_poll_wait: Duration as Duration => seconds::bounded = Duration::from_secs(2);
    }
}
