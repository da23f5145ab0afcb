#!/usr/bin/env bash
# How long review takes with a million items in PostgreSQL: what a text costs that is put before a person
# beside one that is not, the next item, a page, and a decision, through HTTP, one after another; and the
# plans of PostgreSQL for the next item and a page.
#
# ITEMS     how many items there are, 1000000 unless set; every tenth waits
# TIMES     how often each thing is done, 300 unless set
# POSTGRES  the folder of PostgreSQL's programs, /usr/lib/postgresql/15/bin unless set
# PORT      the first of two free ports, 17890 unless set
set -euo pipefail
cd "$(dirname "$0")/.."
eval "$(./menshen java-home)"
postgres=${POSTGRES:-/usr/lib/postgresql/15/bin}
port=${PORT:-17890}
items=${ITEMS:-1000000}
work=$(mktemp -d)
chmod 755 "$work"

say() { printf '%s\n' "$*" >&2; }
fail() { say "review.sh: $*"; exit 1; }
# Builds what is missing before there is a database that the build could find.
./menshen check ready > /dev/null
[ -x "$postgres/initdb" ] || fail "there is no PostgreSQL in $postgres; install it, or set POSTGRES"

# PostgreSQL does not run as root.
as_postgres() { if [ "$(id -u)" -eq 0 ]; then su postgres -s /bin/bash -c "$1"; else bash -c "$1"; fi; }
server=
stop() {
  [ -z "$server" ] || kill "$server" 2> /dev/null || true
  as_postgres "$postgres/pg_ctl -D $work/db/data -m immediate stop" > /dev/null 2>&1 || true
  rm -rf "$work"
}
trap stop EXIT

mkdir "$work/db"
[ "$(id -u)" -ne 0 ] || chown postgres "$work/db"
as_postgres "$postgres/initdb -D $work/db/data -A trust -U postgres" > /dev/null
as_postgres "$postgres/pg_ctl -D $work/db/data -w -l $work/db/log -o '-p $port -k $work/db' start" > /dev/null
sql() { psql -q -X -h 127.0.0.1 -p "$port" -U postgres "$@"; }

MENSHEN_STORE_URL=jdbc:postgresql://127.0.0.1:$port/postgres MENSHEN_STORE_USER=postgres \
  ./menshen serve --port $((port + 1)) --data-dir "$work/data" > "$work/server.log" 2>&1 &
server=$!
until curl -sf -o /dev/null "http://127.0.0.1:$((port + 1))/readyz"; do
  kill -0 "$server" 2> /dev/null || { cat "$work/server.log" >&2; fail 'the server does not start'; }
  sleep 0.5
done

say "filling the table with $items items"
sql -v items="$items" -f benchmarks/review/fill.sql
say 'PostgreSQL for the next item:'
sql -f benchmarks/review/next.sql
say 'and for a page:'
sql -f benchmarks/review/page.sql
python3 benchmarks/review/measure.py $((port + 1)) "${TIMES:-300}"
nproc
git rev-parse --short HEAD
