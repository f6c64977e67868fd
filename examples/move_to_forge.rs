//! draft
mod moving_board;
#[tokio::main]
async fn main() {
    let keys = moving_board::Keys {
        connect: String::new(),
        forge: String::new(),
    };
    let _ = moving_board::MovingBoard::careful(keys).await;
}
