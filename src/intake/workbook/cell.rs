//! One cell as the text that a person would have typed.

use std::fmt::Write as _;

use calamine::{DataRef, ExcelDateTime};

/// Digits that a spreadsheet shows of a number at most.
const DIGITS: usize = 15;
/// Whole numbers beyond it are written as they come.
const LARGEST_WHOLE: f64 = 1e15;

/// Appends `value` as text: dates as `2026-01-13`, with their time where it is not midnight, numbers without a tail of
/// rounding, nothing for an empty cell.
pub(super) fn write(value: &DataRef<'_>, out: &mut String) {
    match value {
        DataRef::Empty => {}
        DataRef::Int(number) => push(out, format_args!("{number}")),
        DataRef::Float(number) => write_number(*number, out),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => out.push_str(text),
        DataRef::SharedString(text) => out.push_str(text),
        DataRef::Bool(flag) => push(out, format_args!("{flag}")),
        DataRef::DateTime(at) => write_date(at, out),
        DataRef::Error(error) => push(out, format_args!("{error}")),
    }
}

/// Writing into a text cannot fail.
fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(text);
}

fn write_number(number: f64, out: &mut String) {
    if number.fract() == 0.0 && number.abs() < LARGEST_WHOLE {
        return push(out, format_args!("{number:.0}"));
    }
    // 0.1 + 0.2 is shown as 0.3
    let rounded = format!("{number:.*e}", DIGITS - 1).parse::<f64>().unwrap_or(number);
    push(out, format_args!("{rounded}"));
}

fn write_date(at: &ExcelDateTime, out: &mut String) {
    if at.is_duration() {
        let seconds = (at.as_f64() * 86_400.0).round();
        let (hours, rest) = ((seconds / 3_600.0).trunc(), seconds % 3_600.0);
        return push(out, format_args!("{hours:.0}:{:02.0}:{:02.0}", (rest / 60.0).trunc(), rest % 60.0));
    }
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    let is_time_alone = (0.0..1.0).contains(&at.as_f64());
    if !is_time_alone {
        push(out, format_args!("{year:04}-{month:02}-{day:02}"));
    }
    if is_time_alone || (hour, minute, second) != (0, 0, 0) {
        let gap = if is_time_alone { "" } else { " " };
        push(out, format_args!("{gap}{hour:02}:{minute:02}:{second:02}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    fn said(value: &DataRef<'_>) -> String {
        let mut out = String::new();
        write(value, &mut out);
        out
    }

    #[test]
    fn cells_read_as_a_person_would_have_typed_them() {
        let date = |value, kind| DataRef::DateTime(ExcelDateTime::new(value, kind, false));
        for (value, want) in [
            (DataRef::Float(42.0), "42"),
            (DataRef::Float(0.1 + 0.2), "0.3"),
            (DataRef::Float(-12.5), "-12.5"),
            (DataRef::SharedString("Œuvrard"), "Œuvrard"),
            (DataRef::Bool(true), "true"),
            (DataRef::Empty, ""),
            (date(45_363.0, ExcelDateTimeType::DateTime), "2024-03-12"),
            (date(45_363.5, ExcelDateTimeType::DateTime), "2024-03-12 12:00:00"),
            (date(0.25, ExcelDateTimeType::DateTime), "06:00:00"),
            (date(1.5, ExcelDateTimeType::TimeDelta), "36:00:00"),
        ] {
            assert_eq!(said(&value), want, "{value:?}");
        }
    }
}
