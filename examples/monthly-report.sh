#!/bin/sh
# One report per client for a month, into a folder: Markdown for people, JSON for programs.
#
#   monthly-report.sh FOLDER [MONTH]      MONTH is 2026-01, this, or last (the default)
#
# In cron, on the first of each month at six:
#
#   0 6 1 * *  INFOG_DB=/srv/infog/infog.db /srv/infog/monthly-report.sh /srv/infog/reports
#
# A report is written beside its place and then moved there: who reads the folder sees whole reports only.
# Exit code: 0 every report was written, 1 some failed (the others were written), 2 wrong usage.
set -eu
umask 077 # reports are for the client alone

[ $# -ge 1 ] && [ $# -le 2 ] || { echo "usage: $0 FOLDER [MONTH]" >&2; exit 2; }
folder=$1 month=${2:-last}

mkdir -p -- "$folder"
work=$(mktemp -d "$folder/.report.XXXXXX")
trap 'rm -rf -- "$work"' EXIT
trap 'exit 1' HUP INT TERM

report() { # CLIENT; each step says what follows a failure, for `set -e` does not hold in a condition
    infog --no-input report sla --client="$1" --month="$month" --json >"$work/json" || return 1
    infog --no-input report sla --client="$1" --month="$month" --format md >"$work/md" || return 1
    # which month `last` is, the report says itself
    from=$(sed -n 's/.*"period":{"from":"\([0-9]*-[0-9]*\)-.*/\1/p' "$work/json" | head -n 1)
    [ -n "$from" ] || { echo "$0: the report of $1 names no month" >&2; return 1; }
    mv -f -- "$work/json" "$folder/$1-$from.json" || return 1
    mv -f -- "$work/md" "$folder/$1-$from.md" || return 1
    echo "$folder/$1-$from.md"
}

# Codes hold letters, digits, dash, underscore and dot; CSV guards a leading dash with an apostrophe.
infog --no-input client list --format csv >"$work/clients"
sed -e 1d -e 's/,.*//' -e "s/^'//" "$work/clients" >"$work/codes"

failed=0
while IFS= read -r client; do
    report "$client" || failed=1
done <"$work/codes"
exit "$failed"
