//! A CSV read and written again, nothing else: what `infog calc due` is compared with in `commands.sh`.
//!
//! `csv_copy FILE > COPY`; without a file it does nothing, so that `cargo bench` passes by.

use std::fs::File;
use std::io::{self, Write};

/// As large as those of `calc due`.
const BUFFER: usize = 1 << 16;

fn main() -> Result<(), csv::Error> {
    match std::env::args().nth(1).filter(|file| !file.starts_with('-')) {
        Some(file) => copy(File::open(file)?, io::stdout().lock()),
        None => Ok(()),
    }
}

fn copy(from: File, to: impl Write) -> Result<(), csv::Error> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).buffer_capacity(BUFFER).from_reader(from);
    let mut writer = csv::WriterBuilder::new().buffer_capacity(BUFFER).from_writer(to);
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record)? {
        writer.write_byte_record(&record)?;
    }
    Ok(writer.flush()?)
}
