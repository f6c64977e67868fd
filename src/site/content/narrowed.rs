//! What a query can find at most, by the indexes: a search costs what its narrowest clause has.

use super::contents::Contents;
use super::cql::{Clause, Node, Test};
use super::kind::{Kind, State};
use super::stored::{Above, Stored};

/// The first of content, if there is no more of it than that.
fn no_more_than<'a>(most: usize, all: impl Iterator<Item = &'a Stored>) -> Option<Vec<u64>> {
    let found: Vec<u64> = all.take(most.saturating_add(1)).map(Stored::id).collect();
    (found.len() <= most).then_some(found)
}

/// How soon it is known that a clause has little.
fn rank(node: &&Node) -> usize {
    let Node::Is(Clause { test }) = node else {
        return 6;
    };
    match test {
        Test::Id(_) => 0,
        Test::Parent(_) => 1,
        Test::Title(_) => 2,
        Test::Label(_) => 3,
        Test::Ancestor(_) => 4,
        _ => 5,
    }
}

impl Contents {
    /// Content among which is all that fits, if an index has it and no more than so many.
    pub(super) fn narrowed(&self, node: &Node, most: usize) -> Option<Vec<u64>> {
        match node {
            Node::All(nodes) => {
                let mut nodes: Vec<&Node> = nodes.iter().collect();
                nodes.sort_by_key(rank);
                let mut narrowest: Option<Vec<u64>> = None;
                for node in nodes {
                    let room = narrowest.as_ref().map_or(most, Vec::len);
                    narrowest = self.narrowed(node, room).or(narrowest);
                }
                narrowest
            }
            Node::Any(nodes) => {
                let mut all = Vec::new();
                for node in nodes {
                    let room = most.saturating_sub(all.len());
                    all.extend(self.narrowed(node, room)?);
                }
                Some(all)
            }
            Node::Not(_) => None,
            Node::Is(Clause { test }) => self.by_index(test, most),
        }
    }

    fn by_index(&self, test: &Test, most: usize) -> Option<Vec<u64>> {
        match test {
            Test::Id(ids) => no_more_than(most, ids.iter().filter_map(|id| self.get(*id))),
            Test::Parent(ids) => {
                let below = |id: &u64| self.all_right_below(*id);
                no_more_than(most, ids.iter().flat_map(below))
            }
            Test::Title(titles) => {
                let titled = titles.iter().flat_map(|title| self.of_title(title, None));
                no_more_than(most, titled)
            }
            Test::Label(names) => {
                let names: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
                let named = |text: &str| names.contains(&text.to_lowercase());
                let labels = self.labels.keys();
                let labels = labels.filter(|label| named(&label.name) || named(&label.to_string()));
                no_more_than(most, labels.flat_map(|label| self.labelled(label)))
            }
            Test::Ancestor(ids) => self.no_more_below(ids, most),
            Test::Space(keys) => {
                let keys: Vec<String> = keys.iter().map(|key| key.to_lowercase()).collect();
                let spaces = self.spaces();
                let spaces = spaces.filter(|space| keys.contains(&space.key.to_lowercase()));
                let within = spaces.flat_map(|space| {
                    let kinds = Kind::ALL.into_iter();
                    kinds.flat_map(|kind| self.in_space(space.id, kind, State::Current, 0))
                });
                no_more_than(most, within)
            }
            Test::Type(_)
            | Test::TitleHas(_)
            | Test::TextHas(_)
            | Test::Creator(_)
            | Test::Created(_)
            | Test::Modified(_) => None,
        }
    }

    fn all_right_below(&self, id: u64) -> impl Iterator<Item = &Stored> {
        let kinds = Kind::ALL.into_iter();
        kinds.flat_map(move |kind| self.below(Above::Content(id), kind))
    }

    /// All that is below content, at any depth.
    fn no_more_below(&self, ids: &[u64], most: usize) -> Option<Vec<u64>> {
        let (mut all, mut open) = (Vec::new(), ids.to_vec());
        while let Some(id) = open.pop() {
            let room = most.saturating_sub(all.len());
            let below = no_more_than(room, self.all_right_below(id))?;
            open.extend(&below);
            all.extend(below);
        }
        Some(all)
    }

    /// Current content that a query may be about: of the types that it names, if it names some.
    pub(super) fn asked_for(&self, node: &Node) -> impl Iterator<Item = &Stored> {
        let kinds = kinds(node).into_iter();
        kinds.flat_map(|kind| self.of_kind(kind, State::Current, 0))
    }
}

fn kinds(node: &Node) -> Vec<Kind> {
    let named = match node {
        Node::All(nodes) => {
            return nodes
                .iter()
                .map(kinds)
                .min_by_key(Vec::len)
                .unwrap_or_default();
        }
        Node::Is(Clause {
            test: Test::Type(names),
        }) => names,
        _ => return Kind::ALL.to_vec(),
    };
    let all = Kind::ALL.into_iter();
    all.filter(|kind| named.iter().any(|name| name == kind.name()))
        .collect()
}
