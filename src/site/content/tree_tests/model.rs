//! The tree of pages as a reader of the documentation would write it down: one list, searched from end to
//! end, and no shared code.

/// Where a page goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spot {
    Before,
    After,
    Append,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) id: u64,
    pub(super) space: &'static str,
    pub(super) title: String,
    pub(super) parent: Option<u64>,
    pub(super) trashed: bool,
    /// The titles of its versions, the first one first.
    pub(super) versions: Vec<String>,
    pub(super) created: i64,
    pub(super) changed: i64,
}

/// All pages, siblings in their order.
#[derive(Clone, Debug, Default)]
pub(super) struct Model {
    pub(super) pages: Vec<Page>,
}

impl Model {
    pub(super) fn get(&self, id: u64) -> Option<&Page> {
        self.pages.iter().find(|page| page.id == id)
    }

    fn at(&mut self, id: u64) -> &mut Page {
        self.pages.iter_mut().find(|page| page.id == id).unwrap()
    }

    fn current(&self, id: u64) -> Option<&Page> {
        self.get(id).filter(|page| !page.trashed)
    }

    /// Whether another page of the space has this title; upper and lower case are one.
    fn is_taken(&self, space: &str, title: &str, besides: u64) -> bool {
        let same = |page: &&Page| page.title.eq_ignore_ascii_case(title) && page.space == space;
        let mut there = self.pages.iter().filter(same);
        there.any(|page| !page.trashed && page.id != besides)
    }

    pub(super) fn children(&self, parent: u64) -> Vec<u64> {
        let below = self.pages.iter().filter(|page| page.parent == Some(parent));
        below.map(|page| page.id).collect()
    }

    /// It, and all that is below it, as one reads it.
    pub(super) fn tree(&self, id: u64) -> Vec<u64> {
        let below = self.children(id).into_iter();
        std::iter::once(id)
            .chain(below.flat_map(|one| self.tree(one)))
            .collect()
    }

    /// After all its siblings.
    fn move_last(&mut self, id: u64) {
        let from = self.pages.iter().position(|page| page.id == id).unwrap();
        let page = self.pages.remove(from);
        self.pages.push(page);
    }

    fn adopt(&mut self, id: u64, parent: Option<u64>) {
        self.at(id).parent = parent;
        self.move_last(id);
    }

    pub(super) fn make(&mut self, page: Page) -> u16 {
        let fits = page.parent.is_none_or(|parent| {
            self.current(parent)
                .is_some_and(|above| above.space == page.space)
        });
        if !fits || self.is_taken(page.space, &page.title, 0) {
            return 400;
        }
        self.pages.push(page);
        200
    }

    pub(super) fn shift(&mut self, id: u64, spot: Spot, target: u64) -> u16 {
        let (Some(_), Some(beside)) = (self.current(id), self.current(target)) else {
            return 404;
        };
        let beside = beside.clone();
        let tree = self.tree(id);
        if tree.contains(&target) {
            return 400;
        }
        let of_tree = tree.iter().filter_map(|one| self.current(*one));
        let mut titles = of_tree.map(|one| (one.title.clone(), one.id));
        let goes = self.get(id).unwrap().space != beside.space;
        if goes && titles.any(|(title, one)| self.is_taken(beside.space, &title, one)) {
            return 400;
        }
        for one in tree {
            self.at(one).space = beside.space;
        }
        let parent = match spot {
            Spot::Append => Some(target),
            Spot::Before | Spot::After => beside.parent,
        };
        self.adopt(id, parent);
        if spot != Spot::Append {
            let page = self.pages.pop().unwrap();
            let at = self.pages.iter().position(|one| one.id == target).unwrap();
            let at = if spot == Spot::After { at + 1 } else { at };
            self.pages.insert(at, page);
        }
        200
    }

    pub(super) fn edit(&mut self, id: u64, title: &str, now: i64) -> u16 {
        let Some(page) = self.current(id) else {
            return 404;
        };
        if self.is_taken(page.space, title, id) {
            return 400;
        }
        let page = self.at(id);
        page.title = title.to_owned();
        page.versions.push(title.to_owned());
        page.changed = now;
        200
    }

    /// A version of the past becomes the next one, its title included.
    pub(super) fn revert(&mut self, id: u64, number: usize, now: i64) -> u16 {
        let Some(page) = self.current(id) else {
            return 404;
        };
        if number == 0 || number >= page.versions.len() {
            return 400;
        }
        let title = page.versions[number - 1].clone();
        self.edit(id, &title, now)
    }

    /// What is below it moves up.
    pub(super) fn trash(&mut self, id: u64) -> u16 {
        let Some(page) = self.current(id) else {
            return 404;
        };
        let above = page.parent;
        for child in self.children(id) {
            self.adopt(child, above);
        }
        self.at(id).trashed = true;
        204
    }

    pub(super) fn purge(&mut self, id: u64) -> u16 {
        if !self.get(id).is_some_and(|page| page.trashed) {
            return 404;
        }
        for child in self.children(id) {
            self.adopt(child, None);
        }
        self.pages.retain(|page| page.id != id);
        204
    }

    /// In its place, if what was above it is still there.
    pub(super) fn restore(&mut self, id: u64, now: i64) -> u16 {
        let Some(page) = self.get(id).filter(|page| page.trashed) else {
            return 404;
        };
        if self.is_taken(page.space, &page.title, id) {
            return 409;
        }
        if page
            .parent
            .is_some_and(|parent| self.current(parent).is_none())
        {
            self.adopt(id, None);
        }
        let page = self.at(id);
        page.trashed = false;
        page.changed = now;
        let title = page.title.clone();
        page.versions.push(title);
        200
    }
}
