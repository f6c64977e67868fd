//! The API's own description.

use std::sync::Arc;

use super::call::{Answer, Call, Outcome};
use super::farm::Farm;

const DOCUMENT: &str = include_str!("openapi.json");

pub(super) async fn document(_: Arc<Farm>, _: Call) -> Outcome {
    Answer::text(200, "application/json", DOCUMENT.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::ROUTES;
    use super::*;

    #[test]
    fn the_document_lists_exactly_the_routes() {
        let document: serde_json::Value = serde_json::from_str(DOCUMENT).unwrap();
        let mut described = Vec::new();
        for (path, item) in document["paths"].as_object().unwrap() {
            let methods = item.as_object().unwrap().keys();
            let methods = methods.filter(|name| *name != "parameters");
            described.extend(methods.map(|method| (method.to_uppercase(), path.clone())));
        }
        let mut served: Vec<_> = ROUTES
            .iter()
            .map(|route| (route.method.to_owned(), route.path.to_owned()))
            .collect();
        described.sort();
        served.sort();
        assert_eq!(described, served);
    }
}
