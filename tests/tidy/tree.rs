//! The modules of the crate, and which file needs which: a name is followed to where it is defined.

use std::collections::{BTreeMap, BTreeSet};

use crate::tokens::{File, Mention};

type Path = Vec<String>;

#[derive(Debug, Default)]
struct Module {
    items: BTreeSet<String>,
    /// Name and path, as written.
    imports: Vec<(String, Path)>,
}

#[derive(Debug, Default)]
pub(crate) struct Tree {
    /// By the file's own module.
    files: BTreeMap<Path, File>,
    modules: BTreeMap<Path, Module>,
}

/// One file needs another.
#[derive(Clone, Debug)]
pub(crate) struct Need {
    pub(crate) from: Path,
    pub(crate) to: Path,
    pub(crate) line: usize,
    pub(crate) in_tests: bool,
}

impl Tree {
    /// From paths below `src` and what stands there.
    pub(crate) fn of(sources: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut tree = Self::default();
        for (path, text) in sources {
            let mut module: Path = path
                .trim_end_matches(".rs")
                .split('/')
                .map(str::to_owned)
                .collect();
            if module == ["main"] {
                continue;
            }
            if module == ["lib"] || module.last().is_some_and(|name| name == "mod") {
                module.pop();
            }
            tree.add(module, File::read(&text));
        }
        tree
    }

    fn add(&mut self, own: Path, file: File) {
        let below = |inside: &[String]| [own.clone(), inside.to_vec()].concat();
        self.modules.entry(own.clone()).or_default();
        for inside in &file.inline {
            self.modules.entry(below(inside)).or_default();
        }
        for (inside, name) in &file.items {
            let module = self.modules.entry(below(inside)).or_default();
            module.items.insert(name.clone());
        }
        for mention in &file.mentions {
            if let Some(name) = &mention.import {
                let module = self.modules.entry(below(&mention.inside)).or_default();
                module.imports.push((name.clone(), mention.path.clone()));
            }
        }
        self.files.insert(own, file);
    }

    /// Whether a file has what a path names: `server::router::find`.
    pub(crate) fn names(&self, path: &[String]) -> bool {
        let lengths = (1..path.len()).rev();
        let Some(file) = lengths
            .map(|length| &path[..length])
            .find(|own| self.files.contains_key(*own))
        else {
            return self.files.contains_key(path);
        };
        let known = &self.files[file];
        let mut rest = path[file.len()..].iter();
        self.files.contains_key(path)
            || rest.all(|name| {
                known.items.iter().any(|(_, item)| item == name)
                    || known
                        .functions
                        .iter()
                        .any(|function| function.name == *name)
                    || known
                        .mentions
                        .iter()
                        .any(|mention| mention.import.as_ref() == Some(name))
            })
    }

    pub(crate) fn needs(&self) -> Vec<Need> {
        let mut needs = Vec::new();
        for (own, file) in &self.files {
            for mention in &file.mentions {
                let mut targets = self.targets(own, file, mention);
                targets.retain(|to| to != own);
                needs.extend(targets.into_iter().map(|to| Need {
                    from: own.clone(),
                    to,
                    line: mention.line,
                    in_tests: mention.in_tests || self.is_for_tests(own),
                }));
            }
        }
        needs
    }

    fn targets(&self, own: &Path, file: &File, mention: &Mention) -> Vec<Path> {
        let from = [own.clone(), mention.inside.clone()].concat();
        if mention.import.as_deref() == Some("*") {
            return self.of_glob(own, file, &from, &mention.path);
        }
        // A folder's own file that only passes a name on does not need it.
        let is_facade = self.has_files_below(own)
            && mention
                .import
                .as_ref()
                .is_some_and(|name| !file.words.contains_key(name));
        if is_facade {
            return Vec::new();
        }
        let found = self.resolve(&from, &mention.path, 0);
        found
            .map(|module| self.file_of(module))
            .into_iter()
            .collect()
    }

    /// What a file takes of all that another module has.
    fn of_glob(&self, own: &Path, file: &File, from: &Path, path: &[String]) -> Vec<Path> {
        let Some(module) = self.resolve(from, path, 0) else {
            return Vec::new();
        };
        if self.file_of(module.clone()) == *own {
            return Vec::new();
        }
        let used = file.words.keys().filter(|name| self.has(&module, name));
        used.filter_map(|name| self.walk(module.clone(), std::slice::from_ref(name), 0))
            .map(|module| self.file_of(module))
            .collect()
    }

    fn has(&self, module: &Path, name: &str) -> bool {
        let known = &self.modules[module];
        known.items.contains(name)
            || known.imports.iter().any(|(import, _)| import == name)
            || self
                .modules
                .contains_key(&[module.clone(), vec![name.to_owned()]].concat())
    }

    /// The module that defines what a path names; none if another crate does.
    fn resolve(&self, from: &Path, path: &[String], depth: usize) -> Option<Path> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => self.walk(Vec::new(), rest, depth),
            "self" => self.walk(from.clone(), rest, depth),
            "super" => {
                let parent = from[..from.len().checked_sub(1)?].to_vec();
                match rest.first() {
                    Some(next) if next == "super" => self.resolve(&parent, rest, depth),
                    _ => self.walk(parent, rest, depth),
                }
            }
            name => {
                let is_known = self.has(from, name);
                is_known.then(|| self.walk(from.clone(), path, depth))?
            }
        }
    }

    fn walk(&self, module: Path, rest: &[String], depth: usize) -> Option<Path> {
        let Some((first, rest)) = rest.split_first() else {
            return Some(module);
        };
        assert!(depth < 30, "imports that lead to themselves: {module:?}");
        let child = [module.clone(), vec![first.clone()]].concat();
        if self.modules.contains_key(&child) {
            return self.walk(child, rest, depth);
        }
        let known = &self.modules[&module];
        if known.items.contains(first) {
            return Some(module);
        }
        for (name, path) in &known.imports {
            if name == first {
                let whole = [path.clone(), rest.to_vec()].concat();
                // `use rstest::rstest`: another crate by that name.
                return (path.first() != Some(first))
                    .then(|| self.resolve(&module, &whole, depth + 1))?;
            }
        }
        let globs = known.imports.iter().filter(|(name, _)| name == "*");
        for (_, path) in globs {
            if let Some(other) = self.resolve(&module, path, depth + 1)
                && self.has(&other, first)
            {
                let whole = [vec![first.clone()], rest.to_vec()].concat();
                return self.walk(other, &whole, depth + 1);
            }
        }
        Some(module)
    }

    fn file_of(&self, mut module: Path) -> Path {
        while !self.files.contains_key(&module) && !module.is_empty() {
            module.pop();
        }
        module
    }

    fn has_files_below(&self, own: &Path) -> bool {
        own.is_empty()
            || self
                .files
                .keys()
                .any(|file| file.len() > own.len() && file.starts_with(own))
    }

    fn is_for_tests(&self, own: &[String]) -> bool {
        (1..=own.len()).any(|length| {
            let (parent, name) = (&own[..length - 1], &own[length - 1]);
            let parent = self.files.get(parent);
            // A file beside the one that it tests is named by `#[path]`.
            name.ends_with("_tests") || parent.is_some_and(|file| file.test_files.contains(name))
        })
    }
}
