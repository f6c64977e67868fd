//! Lists of the REST API v2: `limit`, a cursor, and the header `Link`.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use serde_json::{Value, json};

use super::cut::cut;
use crate::cause::Cause;
use crate::settings::{LimitAboveMaximum, Settings};
use crate::site::Site;
use crate::site::query::Query;
use crate::site::rejection::Rejection;

impl Site {
    /// A list of v2, and the `Link` header that goes with it: to the next part, after the given
    /// place, if there is one.
    pub(in crate::site) fn part_v2(
        &self,
        query: &Query,
        page: &CursorPage,
        results: Vec<Value>,
        next: Option<Place>,
    ) -> (Value, Option<String>) {
        let mut body = json!({ "results": results, "_links": { "base": self.base_url() } });
        let next = next.map(|place| {
            let (cursor, limit) = (place.cursor(&page.order), page.limit.to_string());
            let own = query.with(
                &["cursor", "limit"],
                &[("cursor", &cursor), ("limit", &limit)],
            );
            format!("{}?{own}", query.path())
        });
        if let Some(next) = &next {
            body["_links"]["next"] = next.as_str().into();
        }
        let base = format!("<{}>; rel=\"base\"", self.base_url());
        let link = match next {
            Some(next) => format!("<{next}>; rel=\"next\", {base}"),
            None => base,
        };
        (body, Some(link))
    }
}

/// Where a list of v2 goes on: after this value of what it is sorted by, and this id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::site) struct Place {
    pub(in crate::site) value: Sortable,
    pub(in crate::site) id: u64,
}

/// What a list is sorted by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::site) enum Sortable {
    Number(i64),
    Text(String),
}

impl Place {
    /// Of a list that is sorted by ids.
    pub(in crate::site) fn id(id: u64) -> Self {
        Self {
            value: Sortable::Number(id.cast_signed()),
            id,
        }
    }

    /// As the cursors of the host are made: the base64 of an object.
    fn cursor(&self, order: &str) -> String {
        let value = match &self.value {
            Sortable::Number(number) => json!(number),
            Sortable::Text(text) => json!(text),
        };
        let id = self.id.to_string();
        let cursor = json!({ "id": id, "contentOrder": order, "contentOrderValue": value });
        STANDARD.encode(cursor.to_string())
    }

    fn parse(cursor: &str, order: &str) -> Option<Self> {
        let text = STANDARD.decode(cursor).or_else(|_| URL_SAFE.decode(cursor));
        let cursor: Value = serde_json::from_slice(&text.ok()?).ok()?;
        let value = match &cursor["contentOrderValue"] {
            Value::Number(number) => Sortable::Number(number.as_i64()?),
            Value::String(text) => Sortable::Text(text.clone()),
            _ => return None,
        };
        let id = cursor["id"].as_str()?.parse().ok()?;
        (cursor["contentOrder"] == order).then_some(Self { value, id })
    }
}

/// A part of a list in v2.
#[derive(Clone, Debug)]
pub(in crate::site) struct CursorPage {
    pub(in crate::site) limit: usize,
    /// What the list is sorted by, as the query names it.
    order: String,
    pub(in crate::site) after: Option<Place>,
}

/// The most that a list of v2 shows at once.
const MOST: usize = 250;

impl CursorPage {
    /// What the query asks for, of a list in this order.
    pub(in crate::site) fn of(
        query: &Query,
        settings: &Settings,
        standard: usize,
        order: &str,
    ) -> Result<Self, Rejection> {
        let limit = limit_v2(query, settings, standard)?;
        let after = match query.first("cursor") {
            None => None,
            Some(cursor) => Some(Place::parse(cursor, order).ok_or_else(|| {
                let expected = "the cursor of a `next` link of the same list, in the same order";
                let cause = Cause::new("the cursor is one of this list", expected, cursor);
                let why = format!("Invalid cursor: {cursor}");
                Rejection::errors(400, "INVALID_REQUEST_PARAMETER", why, cause)
            })?),
        };
        Ok(Self {
            limit,
            order: order.to_owned(),
            after,
        })
    }

    /// The id after which a list that is sorted by ids goes on.
    pub(in crate::site) fn after_id(&self) -> u64 {
        self.after.as_ref().map_or(0, |place| place.id)
    }

    /// The part of what comes after the cursor already, and where the next one goes on.
    pub(in crate::site) fn cut<T>(
        &self,
        after: impl Iterator<Item = T>,
        place: impl Fn(&T) -> Place,
    ) -> (Vec<T>, Option<Place>) {
        let (part, more) = cut(after, self.limit);
        let next = part.last().filter(|_| more).map(place);
        (part, next)
    }
}

/// The texts are assumed.
fn limit_v2(query: &Query, settings: &Settings, standard: usize) -> Result<usize, Rejection> {
    let Some(sent) = query.first("limit") else {
        return Ok(standard);
    };
    let refused = |why: String| {
        let cause = Cause::new("a list of v2 has a limit", "a number from 1 to 250", sent);
        let likely = "follow the `next` links for more";
        Rejection::errors(
            400,
            "INVALID_REQUEST_PARAMETER",
            why,
            cause.with_likely(likely),
        )
    };
    let limit: i32 = sent.parse().map_err(|_| {
        refused(format!(
            "Provided value {{{sent}}} for 'limit' is not the correct type. Expected type is int"
        ))
    })?;
    let capped = settings.limit_above_maximum == LimitAboveMaximum::Capped;
    match usize::try_from(limit) {
        Ok(limit @ 1..=MOST) => Ok(limit),
        Ok(above) if capped && above > MOST => Ok(MOST),
        _ => Err(refused(format!(
            "Provided value {{{sent}}} for 'limit' is not in the range of 1 to {MOST}"
        ))),
    }
}
