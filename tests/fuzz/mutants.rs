//! One more input from those that are there: by its bytes, or by what it says as JSON.

use serde_json::{Value, json};

use crate::dictionary::WORDS;
use crate::engine::Random;

/// The longest input that is made.
const LONGEST: usize = 64 * 1024;

pub(crate) fn mutant(corpus: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut input = random.pick(corpus).clone();
    let as_json = random.below(3) > 0;
    if let (true, Ok(value)) = (as_json, serde_json::from_slice::<Value>(&input)) {
        let mut value = value;
        for _ in 0..=random.below(3) {
            change(&mut value, random);
        }
        input = value.to_string().into_bytes();
        if random.below(4) > 0 {
            return input;
        }
    }
    for _ in 0..=random.below(4) {
        scramble(&mut input, corpus, random);
    }
    input.truncate(LONGEST);
    input
}

/// What programs reckon wrongly with.
fn extreme(random: &mut Random) -> Value {
    let texts = random.below(WORDS.len());
    match random.below(16) {
        0 => json!(u64::MAX),
        1 => json!(i64::MIN),
        2 => json!(-1),
        3 => json!(0),
        4 => json!(1e308),
        5 => json!(0.5),
        6 => json!(""),
        7 => Value::Null,
        8 => json!([]),
        9 => json!({}),
        10 => json!("x".repeat(random.below(3000))),
        11 => (0..random.below(100)).fold(json!(1), |inner, _| json!([inner])),
        12 => json!(vec![WORDS[texts]; random.below(50)]),
        13 => json!(true),
        _ => json!(WORDS[texts]),
    }
}

/// Something somewhere becomes something else, goes, or comes.
fn change(value: &mut Value, random: &mut Random) {
    let stop = random.below(5) == 0;
    match value {
        Value::Object(members) if !stop && !members.is_empty() => {
            let names: Vec<String> = members.keys().cloned().collect();
            let name = random.pick(&names).clone();
            match random.below(8) {
                0 => drop(members.remove(&name)),
                1 => drop(members.insert((*random.pick(WORDS)).to_owned(), extreme(random))),
                2 => {
                    if let Some(moved) = members.remove(&name) {
                        members.insert((*random.pick(WORDS)).to_owned(), moved);
                    }
                }
                _ => change(&mut members[&name], random),
            }
        }
        Value::Array(values) if !stop && !values.is_empty() => {
            let place = random.below(values.len());
            match random.below(8) {
                0 => drop(values.remove(place)),
                1 => {
                    let copy = values[place].clone();
                    values.extend(std::iter::repeat_n(copy, random.below(40)));
                }
                2 => values.push(extreme(random)),
                _ => change(&mut values[place], random),
            }
        }
        other => *other = extreme(random),
    }
}

fn scramble(input: &mut Vec<u8>, corpus: &[Vec<u8>], random: &mut Random) {
    let at = random.below(input.len() + 1);
    let end = (at + random.below(64)).min(input.len());
    match random.below(8) {
        0 => input.truncate(at),
        1 => drop(input.drain(at..end)),
        2 => {
            let piece = input[at..end].to_vec();
            let times = random.below(30);
            input.splice(at..at, piece.repeat(times));
        }
        3 => {
            let other = random.pick(corpus);
            let from = random.below(other.len() + 1);
            let until = (from + random.below(256)).min(other.len());
            input.splice(at..end, other[from..until].iter().copied());
        }
        4 | 5 => drop(input.splice(at..at, random.pick(WORDS).bytes()).count()),
        _ if at < input.len() => input[at] = u8::try_from(random.below(256)).unwrap(),
        _ => input.push(u8::try_from(random.below(256)).unwrap()),
    }
}
