#!/bin/sh
# The inventory reviewed once a month: for each client its figures and who manages what, and for all what ends soon.
#
#   monthly-inventory.sh FOLDER [WITHIN]      WITHIN is how far ahead: 90d (the default), 6mo …
#
# In cron, on the first of each month at half past six:
#
#   30 6 1 * *  INFOG_DB=/srv/infog/infog.db /srv/infog/monthly-inventory.sh /srv/infog/reviews
#
# In FOLDER: expiring-MONTH.md and .csv, and in a folder of the month CLIENT.md to read with the client, CLIENT.json to
# compare with the month before, CLIENT-unknown.csv with what is still to be found out. A file is written beside its
# place and then moved there: who reads the folder sees whole files only.
# Exit code: 0 all was written, 1 some failed (the others were written), 2 wrong usage.
set -eu
umask 077 # an inventory is for the client alone

[ $# -ge 1 ] && [ $# -le 2 ] || { echo "usage: $0 FOLDER [WITHIN]" >&2; exit 2; }
folder=$1 within=${2:-90d} month=

mkdir -p -- "$folder"
work=$(mktemp -d "$folder/.review.XXXXXX")
trap 'rm -rf -- "$work"' EXIT
trap 'exit 1' HUP INT TERM

ask() { infog --no-input "$@"; }

review() { # CLIENT; each step says what follows a failure, for `set -e` does not hold in a condition
    ask report inventory --client="$1" --json >"$work/json" || return 1
    # which day it is, the report says itself
    month=$(sed -n 's/.*"as_of":"\([0-9]*-[0-9]*\)-.*/\1/p' "$work/json" | head -n 1)
    [ -n "$month" ] || { echo "$0: the inventory of $1 names no day" >&2; return 1; }
    ask report inventory --client="$1" --format md >"$work/md" || return 1
    echo >>"$work/md"
    ask report responsibility --client="$1" --format md >>"$work/md" || return 1
    ask asset list --client="$1" --missing --format csv >"$work/csv" || return 1
    mkdir -p -- "$folder/$month"
    mv -f -- "$work/json" "$folder/$month/$1.json" || return 1
    mv -f -- "$work/md" "$folder/$month/$1.md" || return 1
    mv -f -- "$work/csv" "$folder/$month/$1-unknown.csv" || return 1
    echo "$folder/$month/$1.md"
}

# Codes hold letters, digits, dash, underscore and dot; CSV guards a leading dash with an apostrophe.
ask client list --format csv >"$work/clients"
sed -e 1d -e 's/,.*//' -e "s/^'//" "$work/clients" >"$work/codes"

failed=0
while IFS= read -r client; do
    review "$client" || failed=1
done <"$work/codes"

[ -n "$month" ] || exit "$failed" # nobody is there yet
for format in md csv; do
    if ask expiring --within "$within" --format "$format" >"$work/expiring"; then
        mv -f -- "$work/expiring" "$folder/expiring-$month.$format"
    else
        failed=1
    fi
done
exit "$failed"
