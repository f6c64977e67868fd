//! Positions of siblings: numbers with room between them, and new ones where there is none left.

use std::ops::Bound;

use super::contents::{Contents, GAP};
use super::moves::Spot;
use super::stored::Above;
use super::{Kind, Stored};

impl Contents {
    /// The position that a page takes at a spot, among siblings without itself.
    pub(super) fn position_at(&mut self, spot: Spot, id: u64) -> i64 {
        let (beside, before) = match spot {
            Spot::Append(above) => {
                let siblings = self.siblings(Above::Content(above), Kind::Page);
                let last = siblings.rev().find(|(_, one)| *one != id);
                return last.map_or(GAP, |(position, _)| position.saturating_add(GAP));
            }
            Spot::Before(beside) => (beside, true),
            Spot::After(beside) => (beside, false),
        };
        let Some(above) = self.get(beside).map(Stored::above) else {
            return GAP;
        };
        if let Some(between) = self.free_beside(above, beside, before, id) {
            return between;
        }
        self.spread(above);
        let free = self.free_beside(above, beside, before, id);
        free.unwrap_or(GAP)
    }

    /// A free number right before or after a page, among siblings without the one that moves.
    fn free_beside(&self, above: Above, beside: u64, before: bool, id: u64) -> Option<i64> {
        let own = self.get(beside)?.position?;
        let key = (above, Kind::Page, own, beside);
        let is_other = |key: &&(Above, Kind, i64, u64)| key.3 != id;
        let neighbour = match before {
            true => {
                let first = (above, Kind::Page, i64::MIN, 0);
                self.below.range(first..key).rev().find(is_other)
            }
            false => {
                let last = (above, Kind::Page, i64::MAX, u64::MAX);
                let after = (Bound::Excluded(key), Bound::Included(last));
                self.below.range(after).find(is_other)
            }
        };
        match neighbour {
            None if before => own.checked_sub(GAP),
            None => own.checked_add(GAP),
            Some((.., other, _)) => {
                let middle = own.midpoint(*other);
                (middle != own && middle != *other).then_some(middle)
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
