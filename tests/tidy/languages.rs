//! What the page on other languages shows of each test framework is a file that `.ci/run languages` runs.

use std::fs;
use std::path::Path;

const PAGE: &str = "src/cookbook/other_languages.md";
const FOLDER: &str = "tests/languages";

/// The page with each block below a line `<!-- file of the folder -->` as the file is now.
fn current(page: &str, shown: &mut Vec<String>) -> String {
    let mut lines = page.lines();
    let mut text = String::new();
    while let Some(line) = lines.next() {
        text += line;
        text.push('\n');
        let named = line.strip_prefix("<!-- ");
        let named = named.and_then(|line| line.strip_suffix(" -->"));
        let Some(name) = named else { continue };
        let file = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join(FOLDER)
            .join(name);
        let file = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{name}: {error}"));
        let fence = lines.next().expect("a block below the name of its file");
        assert!(fence.starts_with("```"), "{name}: no block below");
        let end = lines.find(|line| *line == "```");
        end.expect("the block ends");
        text += &format!("{fence}\n{file}```\n");
        shown.push(name.to_owned());
    }
    text
}

#[test]
fn the_page_shows_the_files_that_are_run() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join(PAGE)).unwrap();
    let mut shown = Vec::new();
    let current = current(&page, &mut shown);
    if std::env::var_os("UPDATE_PAGES").is_some() {
        fs::write(root.join(PAGE), current).unwrap();
    } else {
        assert_eq!(page, current, "{PAGE} is out of date: UPDATE_PAGES=1");
    }
    let runner = fs::read_to_string(root.join(FOLDER).join("run.sh")).unwrap();
    let files = fs::read_dir(root.join(FOLDER)).unwrap();
    let mut files: Vec<_> = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    files.retain(|file| file != "run.sh");
    for file in &files {
        assert!(shown.contains(file), "{file} is not on the page");
        assert!(runner.contains(file.as_str()), "{file} is not run");
    }
    assert_eq!(files.len(), shown.len(), "{shown:?}");
}
