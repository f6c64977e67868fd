//! Secrets that only the test knows: out of the log.

use super::handle::Tenant;

impl Tenant {
    /// Keeps a text out of the log, in every form in which the log is printed or exported: a
    /// secret that the app puts into a property or a body, for instance. `masked#1` stands for the
    /// first one, in what is logged already and in all that comes, however it is written: as it
    /// is, in JSON, in a URL or in a form. Secrets and tokens of the tenant's own are masked anyway.
    ///
    /// ```
    /// let tenant = mockfluence::Tenant::start_blocking();
    /// tenant.mask("s3cr3t");
    /// ```
    ///
    /// # Panics
    /// If the text is empty.
    #[track_caller]
    pub fn mask(&self, text: impl AsRef<str>) {
        let text = text.as_ref();
        assert!(
            !text.is_empty(),
            "mask: an empty text stands everywhere; name the secret"
        );
        self.context().log.mask(text);
    }
}
