//! Gets the page that it is told and prints its body: a client with no setting of its own.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::args().nth(1).ok_or("which URL?")?;
    let reply = reqwest::blocking::get(url)?.error_for_status()?;
    println!("{}", reply.text()?);
    Ok(())
}
