//! Positions of siblings: numbers with room between them, and new ones where there is none left.

use super::contents::{Contents, GAP};
use super::moves::Spot;
use super::stored::Above;
use super::{Kind, Stored};

impl Contents {
    /// The position that a page takes at a spot, among siblings without itself.
    pub(super) fn position_at(&mut self, spot: Spot, id: u64) -> i64 {
        let beside = match spot {
            Spot::Append(above) => {
                let siblings = self.siblings(Above::Content(above), Kind::Page);
                let last = siblings.rev().find(|(_, one)| *one != id);
                return last.map_or(GAP, |(position, _)| position.saturating_add(GAP));
            }
            Spot::Before(beside) | Spot::After(beside) => beside,
        };
        let Some(above) = self.get(beside).map(Stored::above) else {
            return GAP;
        };
        if let Some(between) = self.between(above, spot, id) {
            return between;
        }
        self.spread(above);
        self.between(above, spot, id).unwrap_or(GAP)
    }

    /// A free number between two siblings.
    fn between(&self, above: Above, spot: Spot, id: u64) -> Option<i64> {
        let others = self
            .siblings(above, Kind::Page)
            .filter(|(_, one)| *one != id);
        let others: Vec<(i64, u64)> = others.collect();
        let at = |beside: u64| others.iter().position(|(_, one)| *one == beside);
        let (before, after) = match spot {
            Spot::Before(beside) => {
                let at = at(beside)?;
                (at.checked_sub(1).map(|at| others[at].0), Some(others[at].0))
            }
            Spot::After(beside) => {
                let at = at(beside)?;
                let next = others.get(at.saturating_add(1));
                (Some(others[at].0), next.map(|(position, _)| *position))
            }
            Spot::Append(_) => (others.last().map(|(position, _)| *position), None),
        };
        match (before, after) {
            (None, None) => Some(GAP),
            (Some(before), None) => before.checked_add(GAP),
            (None, Some(after)) => after.checked_sub(GAP),
            (Some(before), Some(after)) => {
                let middle = before.midpoint(after);
                (before < middle && middle < after).then_some(middle)
            }
        }
    }

    /// Numbers siblings anew, in the order that they have.
    fn spread(&mut self, above: Above) {
        let ids: Vec<u64> = self.siblings(above, Kind::Page).map(|(_, id)| id).collect();
        let mut position = 0_i64;
        for id in ids {
            position = position.saturating_add(GAP);
            self.change(id, |stored| stored.position = Some(position));
        }
    }
}
