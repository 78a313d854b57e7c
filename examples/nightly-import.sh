#!/bin/sh
# Imports every CODE.csv of a folder as the inventory of the client CODE.
#
#   nightly-import.sh FOLDER
#
# In cron, every night:
#
#   30 1 * * *  INFOG_DB=/srv/infog/infog.db /srv/infog/nightly-import.sh /srv/infog/inventories
#
# Sound lines are taken. Refused ones are kept in FOLDER/refused/CODE.csv until a night without any: correct them where the
# CSV comes from. The same file again changes nothing. What happened is added to FOLDER/import.log; what needs somebody is
# printed, so that cron mails it.
# Exit code: 0 all taken, 1 some lines or files refused, 2 wrong usage, 4 another import is still running.
set -eu
umask 077

[ $# -eq 1 ] && [ -d "$1" ] || { echo "usage: $0 FOLDER" >&2; exit 2; }
folder=$1 lock=$1/.import.lock log=$1/import.log

# A folder can be made only once: who makes it has the lock. One left behind by a dead process is taken over.
if ! mkdir -- "$lock" 2>/dev/null; then
    [ -d "$lock" ] || { echo "$0: cannot write into $folder" >&2; exit 1; }
    holder=$(cat -- "$lock/pid" 2>/dev/null || true)
    if [ -z "$holder" ] || kill -0 "$holder" 2>/dev/null; then
        echo "$0: another import is running (process ${holder:-unknown}); if none is, remove $lock" >&2
        exit 4
    fi
    echo "$0: took over the lock of process $holder, which is gone" >&2
fi
echo $$ >"$lock/pid"
trap 'rm -rf -- "$lock"' EXIT
trap 'exit 1' HUP INT TERM

mkdir -p -- "$folder/refused"
failed=0
for file in "$folder"/*.csv; do
    [ -e "$file" ] || continue # no file at all
    client=$(basename -- "$file" .csv)
    refused=$folder/refused/$client.csv
    code=0
    said=$(infog --no-input asset import "$file" --client="$client" --partial --rejects "$refused" 2>&1) || code=$?
    [ "$code" -ne 0 ] || rm -f -- "$refused"
    printf '%s %s exit %s\n%s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$client" "$code" "$said" >>"$log"
    if [ "$code" -ne 0 ]; then
        printf '%s: exit %s\n%s\n' "$file" "$code" "$said" >&2
        failed=1
    fi
done
exit "$failed"
