//! The ways to make a `Fault`, one a kind.

use std::time::Duration;

use super::kind::{
    Delay, DeliveryFault, Kind, MissingField, ReplyFault, SlowBody, StatusFault, TlsFault,
};
use super::value::Fault;
use crate::jwt::{Tamper, TokenKind};

macro_rules! replies {
    ($($(#[doc = $doc:literal])* $name:ident = $kind:expr;)*) => {$(
        $(#[doc = $doc])*
        pub fn $name() -> Self { Self::of($kind) }
    )*};
}

impl Fault {
    #[track_caller]
    fn of(kind: Kind) -> Self {
        Self {
            kind,
            on: None,
            times: None,
            after: 0,
            probability: None,
            until_retry_after: false,
        }
        .checked()
    }

    /// This status instead of the real answer. The request is not carried out; towards the app,
    /// it is not sent, and the tenant goes on as if the app had answered so.
    ///
    /// # Panics
    /// Below 200, which is no answer, and above 999.
    #[track_caller]
    pub fn status(status: u16) -> Self {
        Self::of(Kind::Reply(ReplyFault::Status(StatusFault {
            status,
            headers: Vec::new(),
            body: String::new(),
        })))
    }

    /// 429 as Confluence sends it: `Retry-After` in seconds, the rate-limit headers, and the
    /// reason, e.g. `confluence-burst-based`.
    ///
    /// # Panics
    /// If the reason cannot be a header's value.
    #[track_caller]
    pub fn rate_limited(retry_after: u32, reason: &str) -> Self {
        let mut fault = Self::status(429);
        for (name, value) in rate_limit_headers(retry_after, reason) {
            fault = fault.header(name, &value);
        }
        fault
    }

    /// A header for [`status`](Self::status).
    ///
    /// # Panics
    /// On other faults, for what is no header, and for `content-length`, `transfer-encoding` and
    /// `connection`, which follow from the body.
    #[track_caller]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let status = self.status_or_panic("a header");
        status.headers.push((name.to_owned(), value.to_owned()));
        self.checked()
    }

    /// A body for [`status`](Self::status).
    ///
    /// # Panics
    /// On other faults, and for 204, 205 and 304, which have none.
    #[track_caller]
    pub fn body(mut self, text: impl Into<String>) -> Self {
        self.status_or_panic("a body").body = text.into();
        self.checked()
    }

    #[track_caller]
    fn status_or_panic(&mut self, what: &str) -> &mut StatusFault {
        match &mut self.kind {
            Kind::Reply(ReplyFault::Status(status)) => status,
            other => panic!(
                "the fault `{other}` answers nothing that could have {what}: that is for \
                 Fault::status(…)"
            ),
        }
    }

    /// Waits before the exchange goes on. Follows tokio's paused time.
    ///
    /// # Panics
    /// For more than an hour.
    #[track_caller]
    pub fn delay(time: Duration) -> Self {
        Self::delay_between(time, time)
    }

    /// Waits for a time between the two, chosen by the tenant's seed.
    ///
    /// # Panics
    /// If `min` is more than `max`, or `max` more than an hour.
    #[track_caller]
    pub fn delay_between(min: Duration, max: Duration) -> Self {
        let (min, max) = (millis(min), millis(max));
        Self::of(Kind::Delay(Delay { min, max }))
    }

    /// The answer's body so many bytes at a time.
    ///
    /// # Panics
    /// For 0 bytes, and a pause of more than an hour.
    #[track_caller]
    pub fn slow_body(bytes: usize, pause: Duration) -> Self {
        let pause = millis(pause);
        Self::of(Kind::Reply(ReplyFault::SlowBody(SlowBody { bytes, pause })))
    }

    /// A token that an app must refuse, in one of the ways of [`Tamper`]. On a request whose
    /// token cannot be spoilt so it does not apply, and the log says why; where that is so for
    /// all that its filter names, it is refused at once.
    pub fn token(tamper: Tamper) -> Self {
        Self::of(Kind::Token(tamper))
    }

    /// Every fault by which a request with such a token becomes one that the app has to refuse:
    /// [`token`](Self::token) with each of [`Tamper::forgeries`], and for installs a body that
    /// lacks what the app stores. None for context tokens, which the host does not send.
    ///
    /// ```
    /// use mockfluence::{Fault, TokenKind, to_app};
    /// for fault in Fault::forgeries(TokenKind::SignedInstall) {
    ///     let once = fault.on(to_app().post("/installed")).times(1);
    ///     // tenant.inject(once); app.repeat_installed().await.unwrap_err();
    /// }
    /// ```
    pub fn forgeries(of: TokenKind) -> impl Iterator<Item = Self> {
        let bodies = match of {
            TokenKind::SignedInstall => MissingField::ALL,
            _ => &[],
        };
        let sent = (of != TokenKind::Context).then(|| Tamper::forgeries(of).map(Self::token));
        let bodies = bodies.iter().map(|field| Self::of(Kind::Body(*field)));
        sent.into_iter().flatten().chain(bodies)
    }

    replies! {
        /// The look-alike's certificate is expired; the log tells where the app goes on all the same.
        /// Like the three below, for the handshakes of a tenant that looks like a real one
        /// (`TenantBuilder::look_alike`): they come before any request, so that a filter says
        /// no more than `from_app()`.
        tls_expired_certificate = Kind::Tls(TlsFault::ExpiredCertificate);
        /// The look-alike's certificate is for another host.
        tls_wrong_name = Kind::Tls(TlsFault::WrongName);
        /// The look-alike ends the TLS handshake with an alert.
        tls_refuse = Kind::Tls(TlsFault::Refuse);
        /// The connection is reset (RST) in the TLS handshake.
        tls_reset = Kind::Tls(TlsFault::Reset);
        /// Towards the app: no connection comes about.
        refuse_connection = Kind::Reply(ReplyFault::RefuseConnection);
        /// The connection is reset (RST) before the request is carried out; towards the app,
        /// half-way through the request.
        reset = Kind::Reply(ReplyFault::Reset);
        /// The connection is closed before the request is carried out; towards the app,
        /// half-way through the request.
        close = Kind::Reply(ReplyFault::Close);
        /// The request is carried out, and the connection closed half-way through the answer;
        /// towards the app, half-way through the request's body.
        close_mid_body = Kind::Reply(ReplyFault::CloseMidBody);
        /// The first half of the answer's JSON, with a length that fits.
        truncated_json = Kind::Reply(ReplyFault::TruncatedJson);
        /// An answer that is no JSON, with the status of the real one.
        garbage_json = Kind::Reply(ReplyFault::GarbageJson);
        /// The request is carried out, and the connection closed without an answer. Towards the
        /// app: it is called, and its answer is not read.
        lose_reply = Kind::Reply(ReplyFault::LoseReply);
        /// The callback is sent twice.
        duplicate = Kind::Delivery(DeliveryFault::Duplicate);
        /// The callback is not sent. A dropped `installed` is a timeout for the tenant.
        drop_delivery = Kind::Delivery(DeliveryFault::Drop);
        /// The callback is sent after the next one to the app. Not for `installed`, whose answer
        /// the tenant needs.
        reorder = Kind::Delivery(DeliveryFault::Reorder);
        /// A callback whose body has no `baseUrl`.
        no_base_url = Kind::Body(MissingField::BaseUrl);
        /// A callback whose body has no `clientKey`.
        no_client_key = Kind::Body(MissingField::ClientKey);
        /// An `installed` whose body has no `sharedSecret`.
        no_shared_secret = Kind::Body(MissingField::SharedSecret);
        /// A call of Forge's to a remote without its `x-b3-traceid`, which some frameworks demand.
        no_trace_id = Kind::Body(MissingField::TraceId);
        /// A call of Forge's to a remote without its `x-b3-spanid`.
        no_span_id = Kind::Body(MissingField::SpanId);
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// The headers of Confluence's 429, but for the one that says when the limit ends.
pub(crate) fn rate_limit_headers(retry_after: u32, reason: &str) -> Vec<(&'static str, String)> {
    vec![
        ("Retry-After", retry_after.to_string()),
        ("X-RateLimit-Limit", "100".into()),
        ("X-RateLimit-Remaining", "0".into()),
        ("X-RateLimit-NearLimit", "true".into()),
        ("RateLimit-Reason", reason.into()),
    ]
}
