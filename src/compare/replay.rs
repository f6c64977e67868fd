//! `Replay`: plays the host's half of a recorded life to an app.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::HeaderValue;

use super::listener::{Answer, Answering, Asked, Listener};
use super::passed_on::{passed_on, send, without};
use super::tape::{TapeError, Taped, read};
use super::taped_host::TapedHost;
use crate::jwt::{
    CanonicalRequest, Claims, Draft, HostPath, InvocationKeys, TokenKind, sign_hs256,
};
use crate::outgoing::Target;
use crate::traffic::{Direction, RequestLog};

/// How long is waited for what the app asked at this point of the recorded life.
const PATIENCE: Duration = Duration::from_secs(5);
/// The longest that a whole replay waits for an app.
const WHOLE: Duration = Duration::from_secs(120);

/// What a replay came to.
#[derive(Debug)]
#[non_exhaustive]
pub struct Replay {
    /// What passed, as it was recorded: it equals the recorded log but for what differs from run to run.
    pub log: RequestLog,
    /// What the app did otherwise than recorded, each in one line.
    pub differences: Vec<String>,
    /// What of the file was not played, each in one line.
    pub not_played: Vec<String>,
}

impl Replay {
    /// That the app did as it did when it was recorded.
    ///
    /// # Panics
    /// If it did otherwise; with all that it did otherwise, and the log.
    #[track_caller]
    pub fn assert_as_recorded(&self) {
        assert!(
            self.differences.is_empty(),
            "the app did otherwise than recorded:\n{}\n\n{}",
            self.differences.join("\n"),
            self.log
        );
    }
}

/// Plays what the host did in a file to the app at this base URL, signed anew, and answers what the
/// app asks with what the host answered then. The host listens on this port, 0 for a free one; the
/// app finds the public keys of installs at `/keys/` there.
///
/// # Errors
/// If the file has no exchange, the URL is none, or the port is taken.
pub async fn replay(text: &str, app_url: &str, port: u16) -> Result<Replay, TapeError> {
    let tape = read(text)?;
    let wrong = TapeError::new;
    let app = Target::parse(app_url).map_err(|error| wrong(error.to_string()))?;
    let gate = Arc::new(tokio::sync::OnceCell::<Arc<TapedHost>>::new());
    let answering = gate.clone();
    let handler = Arc::new(move |asked| {
        let gate = answering.clone();
        Box::pin(async move {
            match gate.get() {
                Some(host) => host.answer(&asked),
                None => Answer::text(503, "the replay has not begun"),
            }
        }) as Answering
    });
    let listener = Listener::start(port, handler).await;
    let listener = listener.map_err(|error| wrong(format!("it cannot listen: {error}")))?;
    let exchanges = &tape.exchanges;
    let host = Arc::new(TapedHost::new(exchanges, &listener.url(), &app));
    let _ = gate.set(host.clone());
    let playing = host.play(exchanges, &app);
    if tokio::time::timeout(WHOLE, playing).await.is_err() {
        host.differ(&format!("the app was not done after {WHOLE:?}"));
    }
    host.end();
    Ok(Replay {
        log: host.between.log(),
        differences: host.differences(),
        not_played: tape.unanswered,
    })
}

impl TapedHost {
    async fn play(&self, tape: &[Taped], app: &Target) {
        let (mut asked_before, mut missing) = (0, 0);
        for one in tape {
            if one.direction == Direction::FromApp {
                asked_before += 1;
                continue;
            }
            missing = self.wait(asked_before, missing).await;
            self.call(one, app).await;
        }
        self.wait(asked_before, missing).await;
    }

    /// Until the app has asked so often, or long enough; gives how often it did not, which is not
    /// waited for again.
    async fn wait(&self, count: usize, missing: usize) -> usize {
        let mut came = self.came.subscribe();
        let enough = came.wait_for(|came| came + missing >= count);
        match tokio::time::timeout(PATIENCE, enough).await {
            Ok(_) => missing,
            // What did not come is told at the end.
            Err(_) => count.saturating_sub(*self.came.borrow()),
        }
    }

    async fn call(&self, one: &Taped, app: &Target) {
        let mut asked = Asked {
            method: one.method.clone(),
            target: self.here(&one.target),
            headers: passed_on(&self.headers(&one.headers)),
            body: self.here(&one.body).into(),
        };
        self.sign(one, &mut asked, app);
        let id = self.between.begin(Direction::ToApp, &app.origin(), &asked);
        let answer = send(app, &asked).await;
        self.between.finish(id, answer.as_ref());
        let path = one.target.split('?').next().unwrap_or_default();
        let way = format!("{} {path}", one.method);
        match answer {
            Ok(answer) if answer.status != one.status => {
                let (status, recorded) = (answer.status, one.status);
                self.differ(&format!("{way}: {status}, recorded {recorded}"));
            }
            Ok(answer) => {
                self.compare(&format!("{way}: answered"), &one.reply_body, &answer.body);
            }
            Err(why) => self.differ(&format!("{way}: {why}")),
        }
    }

    /// The token of now in place of the recorded one.
    fn sign(&self, one: &Taped, asked: &mut Asked, app: &Target) {
        let recorded = asked.headers.get("authorization").cloned();
        asked.headers = without(&asked.headers, "authorization");
        let (Some(claims), Some(alg)) = (&one.claims, &one.alg) else {
            return;
        };
        let claims = self.claims_of_now(claims, asked, app);
        let secret = match alg.as_str() {
            "RS256" => None,
            _ => {
                let label = one.signer.as_deref().map(|label| self.here(label));
                match self.between.secret(label.as_deref()) {
                    Some(secret) => Some(secret),
                    None => return,
                }
            }
        };
        let token = match secret {
            Some(secret) => sign_hs256(secret.expose(), &claims),
            None => self.by_key(one, claims),
        };
        // What a log shows, and what stands in the archive of another.
        let mut in_query = asked.target.split(['?', '&']).skip(1);
        if let Some(old) = in_query.find(|part| part.starts_with("jwt=")) {
            asked.target = asked.target.replace(old, &format!("jwt={token}"));
            return;
        }
        let scheme = recorded.as_ref().and_then(|value| value.to_str().ok());
        let scheme = scheme.and_then(|value| value.split_once(' '));
        let scheme = scheme.map_or("JWT", |(scheme, _)| scheme);
        if let Ok(value) = HeaderValue::from_str(&format!("{scheme} {token}")) {
            asked.headers.insert("authorization", value);
        }
    }

    fn by_key(&self, one: &Taped, claims: Claims) -> String {
        let (kind, key) = match one.by_forge {
            true => (TokenKind::Invocation, InvocationKeys::default().current()),
            false => (TokenKind::SignedInstall, self.key()),
        };
        let draft = Draft {
            kind,
            claims,
            key,
            secret: None,
            method: &one.method,
            earlier: None,
            instead: None,
        };
        let signed = draft.sign(None);
        signed.map_or_else(String::new, |forged| forged.token.expose().to_owned())
    }

    fn claims_of_now(&self, recorded: &Claims, asked: &Asked, app: &Target) -> Claims {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let now = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
        let text = serde_json::to_string(recorded).unwrap_or_default();
        let mut claims: Claims = serde_json::from_str(&self.here(&text)).unwrap_or_default();
        let life = recorded
            .exp
            .zip(recorded.iat)
            .map_or(900, |(exp, iat)| exp.saturating_sub(iat));
        let after = recorded.nbf.zip(recorded.iat);
        claims.nbf = after.map(|(nbf, iat)| now.saturating_add(nbf.saturating_sub(iat)));
        (claims.iat, claims.exp) = (Some(now), Some(now.saturating_add(life)));
        if claims
            .qsh
            .as_deref()
            .is_some_and(|qsh| qsh != "context-qsh")
        {
            // The hash leaves a token in the query out, whatever it is.
            let path = app.path.trim_end_matches('/');
            let canonical =
                CanonicalRequest::to_app(&asked.method, &asked.target, path, HostPath::Decoded);
            claims.qsh = Some(canonical.qsh());
        }
        claims
    }
}
