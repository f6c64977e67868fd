//! mockfluence against its peers, in the same run. `benches/run.py` runs it all and writes the table.

mod calls;
mod client;
mod content;
mod counted;
#[cfg(feature = "explore")]
mod explorer;
mod exponents;
mod growth;
#[path = "../../examples/incident_board/mod.rs"]
mod incident_board;
mod life;
#[cfg(feature = "look-alike")]
mod look_alike;
mod measure;
mod memory;
mod peers;
mod start;
mod stubs;
mod wave;

use tokio::runtime::Builder;

#[global_allocator]
static ALLOCATOR: measure::Counting = measure::Counting;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let number = |default: usize| {
        words
            .get(1)
            .and_then(|word| word.parse().ok())
            .unwrap_or(default)
    };
    let current = || Builder::new_current_thread().enable_all().build().unwrap();
    let multi = || {
        Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap()
    };
    match words.first().map(String::as_str).unwrap_or_default() {
        "start" => current().block_on(start::run()),
        "first" => current().block_on(start::first(&words[1])),
        "calls" => current().block_on(calls::one_by_one()),
        "crowd" => multi().block_on(calls::crowd(number(600))),
        "own" => current().block_on(calls::own(number(20_000))),
        "starts" => current().block_on(start::own(number(3_000))),
        "counted" => {
            let count = words[2].parse().expect("how many");
            current().block_on(counted::run(&words[1], count));
        }
        "stubs" => current().block_on(stubs::run()),
        "check" => current().block_on(async {
            let tenant = mockfluence::Tenant::start();
            calls::check(&peers::installed(&tenant).await);
        }),
        "life" => current().block_on(life::run(number(40))),
        "shares" => current().block_on(life::shares(number(20))),
        "hold" => current().block_on(memory::hold()),
        "memory" => current().block_on(memory::run()),
        "wave" => multi().block_on(wave::run(number(10), words.get(2).is_some())),
        "growth" => current().block_on(async {
            growth::run().await;
            exponents::run().await;
        }),
        #[cfg(feature = "look-alike")]
        "look-alike" => current().block_on(look_alike::run(number(2_000))),
        #[cfg(feature = "explore")]
        "explore" => explorer::lives(number(300) as u64),
        #[cfg(feature = "explore")]
        "explore-growth" => explorer::growth(),
        "exponents" => current().block_on(exponents::run()),
        "content" => current().block_on(content::run()),
        other => panic!(
            "{other}: start, first <kind>, calls, crowd, stubs, check, counted <kind> <n>, life, shares, memory, wave <n> [behind-one-port], growth, exponents, content"
        ),
    }
}
