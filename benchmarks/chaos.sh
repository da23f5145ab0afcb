#!/usr/bin/env bash
# Keeps a server on PostgreSQL and Redis under load while Redis, PostgreSQL and the disk go away and come
# back and the server itself is killed; prints what clients saw, and looks for everything that they were
# told is done: audit records, review items, bans. EACH sets the seconds of a phase, RATE the requests a
# second. Needs redis-server, the PostgreSQL programs and curl; a full disk needs a user who may mount.
set -euo pipefail
cd "$(dirname "$0")/.."
eval "$(./menshen java-home)"
export MAVEN_OPTS=--sun-misc-unsafe-memory-access=allow
[ -n "${NO_BUILD:-}" ] || mvn -q -B -ntp package -pl benchmarks -am -DskipTests -Dspotless.check.skip=true -Djacoco.skip=true

each=${EACH:-10}
rate=${RATE:-100}
port=${PORT:-17862}
postgres_port=${POSTGRES_PORT:-17863}
redis_port=${REDIS_PORT:-17864}
url=http://127.0.0.1:$port
work=$(mktemp -d)
data=$work/data
load=''
server=''
redis=''
mounted=''

postgres_bin=$(command -v pg_ctl || ls -d /usr/lib/postgresql/*/bin/pg_ctl 2> /dev/null | tail -n 1)
postgres_bin=$(dirname "$(readlink -f "$postgres_bin")")
[ -x "$postgres_bin/pg_ctl" ] || { echo "chaos: PostgreSQL's programs are not here; install them, for example with 'apt-get install postgresql'" >&2; exit 1; }
command -v redis-server > /dev/null || { echo "chaos: redis-server is not here; install it, for example with 'apt-get install redis-server'" >&2; exit 1; }

# PostgreSQL does not run as root.
postgres() {
  if [ "$(id -u)" -eq 0 ]; then
    (cd / && exec runuser -u postgres -- "$@")
  else
    "$@"
  fi
}

# ended PID: waits for a process to end, which may not be this shell's child.
ended() { while kill -0 "$1" 2> /dev/null; do sleep 0.1; done; }

clean() {
  for process in $load $server $redis; do
    kill "$process" 2> /dev/null && ended "$process" || true
  done
  postgres "$postgres_bin/pg_ctl" -D "$work/postgres" -m immediate stop > /dev/null 2>&1 || true
  [ -z "$mounted" ] || umount "$data"
  rm -rf "$work"
}
trap clean EXIT

start_postgres() {
  postgres "$postgres_bin/pg_ctl" -D "$work/postgres" -w -l "$work/postgres/log" \
    -o "-p $postgres_port -c unix_socket_directories=/tmp -c listen_addresses=127.0.0.1" start > /dev/null
}
stop_postgres() { postgres "$postgres_bin/pg_ctl" -D "$work/postgres" -m immediate stop > /dev/null; }
query() { postgres "$postgres_bin/psql" -h 127.0.0.1 -p "$postgres_port" -U menshen -Atc "$1" menshen; }

start_redis() {
  redis-server --port "$redis_port" --bind 127.0.0.1 --dir "$work" --appendonly yes --save '' \
    > "$work/redis.log" &
  redis=$!
}
stop_redis() { kill "$redis"; ended "$redis"; redis=''; }

start_server() {
  MENSHEN_STORE_URL="jdbc:postgresql://127.0.0.1:$postgres_port/menshen" MENSHEN_STORE_USER=menshen \
    MENSHEN_REDIS_URL="redis://127.0.0.1:$redis_port" MENSHEN_REDIS_TIMEOUT=1s \
    ./menshen serve --port "$port" --data-dir "$data" >> "$work/server.log" 2>&1 &
  server=$!
  until curl -sf "$url/readyz" > /dev/null; do
    kill -0 "$server" 2> /dev/null || { cat "$work/server.log" >&2; exit 1; }
    sleep 0.2
  done
}

api() { curl -sf -X "$1" -H 'Content-Type: application/json' -d "$3" "$url$2" > /dev/null; }
now() { date +%s%3N; }

# phase NAME COMMAND...: carries the command out under load, and notes when.
phase() {
  local name=$1
  shift
  printf '%s %s\n' "$(now)" "$name" >> "$work/phases"
  "$@"
  sleep "$each"
}

fill_disk() { dd if=/dev/zero of="$data/filler" bs=64k > /dev/null 2>&1 || true; }
free_disk() { rm "$data/filler"; }
restart_server() { { kill -9 "$server"; wait "$server"; } 2> /dev/null || true; start_server; }

# --- set up ---------------------------------------------------------------------------------------

mkdir "$data" "$work/postgres"
chmod 755 "$work"
[ "$(id -u)" -ne 0 ] || chown postgres "$work/postgres"
if mount -t tmpfs -o size=64m,mode=700 tmpfs "$data" 2> /dev/null; then
  mounted=yes
else
  echo "chaos: this user may not mount a small file system, so no disk gets full; run as root for that" >&2
fi
postgres "$postgres_bin/initdb" -D "$work/postgres" -U menshen -A trust > /dev/null
start_postgres
postgres "$postgres_bin/createdb" -h 127.0.0.1 -p "$postgres_port" -U menshen menshen
start_redis
start_server
api POST /api/v1/lists/entries '{"entries": [{"id": "chaos", "kind": "deny", "type": "word",
  "text": "chaosword", "severity": "Unsafe", "decides": true}]}'
api POST /api/v1/policies/versions '{"author": "chaos", "yaml": "name: chaos\nmatch: all\nrules:\n  - {name: harm, when: severity == UNSAFE, then: [block, review, ban]}\n  - {name: other, when: severity != UNSAFE, then: [pass]}\n"}'
api PUT /api/v1/policies/running '{"active": 1}'

# --- run ------------------------------------------------------------------------------------------

"$JAVA_HOME/bin/java" -cp 'benchmarks/target/classes:benchmarks/target/lib/*' \
  dev.menshen.benchmarks.ChaosLoad "$url" 16 "$rate" > "$work/answers" &
load=$!
phase 'all is well' true
phase 'Redis is away' stop_redis
phase 'Redis is back' start_redis
phase 'PostgreSQL is away' stop_postgres
phase 'PostgreSQL is back' start_postgres
if [ -n "$mounted" ]; then
  phase 'the disk is full' fill_disk
  phase 'the disk has room' free_disk
fi
phase 'killed and restarted' restart_server
phase 'all is well again' true
kill "$load"
ended "$load"
load=''
printf '%s end\n' "$(now)" >> "$work/phases"

# What is written behind the answers gets a moment; then the server is stopped, which writes the rest.
sleep 5
awk '$3 % 4 == 0 && $4 == 200 {print $3}' "$work/answers" > "$work/unsafe"
while read -r number; do
  until standing=$(curl -sf -H 'Content-Type: application/json' -d "{\"user\": \"user-$number\"}" \
      "$url/api/v1/bans/lookup"); do sleep 0.5; done
  case $standing in
    *'"ban":{'*) echo "$number 1" ;;
    *) echo "$number 0" ;;
  esac
done < "$work/unsafe" > "$work/bans"
curl -s "$url/metrics" > "$work/metrics"
kill "$server"
ended "$server"
server=''

# --- what came of it ------------------------------------------------------------------------------

echo "Java $("$JAVA_HOME/bin/java" -version 2>&1 | sed -n '1s/[^"]*"\([^"]*\)".*/\1/p'), $(nproc) cores, $rate requests/s, phases of $each s"
printf '%-22s %9s %9s %9s %9s %9s %8s  %s\n' phase requests assessed not-scan. other dropped 'max, ms' 'not scanned, other, dropped'
awk '
  FNR == NR {begin[++phases] = $1; $1 = ""; name[phases] = substr($0, 2); next}
  {
    for (p = 1; p < phases - 1 && $1 >= begin[p + 1]; p++);
    requests[p]++
    if ($2 > longest[p]) longest[p] = $2
    if ($4 == 200) {assessed[p]++; next}
    if ($4 ~ /^NotScanned:/) skipped[p]++
    else if ($4 ~ /^[0-9]+$/) other[p]++
    else dropped[p]++
    if (!why[p, $4]++) reasons[p] = reasons[p] " " $4
  }
  END {
    for (p = 1; p < phases; p++) {
      line = ""
      count = split(reasons[p], list, " ")
      for (i = 1; i <= count; i++) line = line " " list[i] " " why[p, list[i]]
      printf "%-22s %9d %9d %9d %9d %9d %8d %s\n", name[p], requests[p], assessed[p], skipped[p], other[p], dropped[p], longest[p], line
    }
  }' "$work/phases" "$work/answers"

# missing WHAT TOLD FOUND: of the sorted ids that clients were told, how many are not found, and how many twice.
missing() {
  printf '%-22s %9d %9d %9d\n' "$1" "$(wc -l < "$2")" "$(sort -u "$3" | comm -23 "$2" - | wc -l)" \
    "$(sort "$3" | uniq -d | comm -12 "$2" - | wc -l)"
}
awk '$4 == 200 {print $5}' "$work/answers" | sort > "$work/told"
awk '$4 == 200 && $3 % 4 == 0 {print $5}' "$work/answers" | sort > "$work/told-unsafe"
cat "$data"/audit/*/*.jsonl | sed -n 's/^{"n":[0-9]*,"kind":"moderation".*"id":"\([^"]*\)".*/\1/p' > "$work/audited"
query 'select moderation from review_moderation' > "$work/reviewed"
query 'select id from moderation' > "$work/remembered"
printf '\n%-22s %9s %9s %9s\n' 'of what was told' told lost doubled
missing 'audit records' "$work/told" "$work/audited"
missing 'review items' "$work/told-unsafe" "$work/reviewed"
printf '%-22s %9d %9d %9s\n' bans "$(wc -l < "$work/bans")" "$(grep -vc ' 1$' "$work/bans" || true)" -
missing 'history' "$work/told" "$work/remembered"
[ -z "${KEEP:-}" ] || cp -r "$work"/{answers,phases,server.log,metrics,bans,told,told-unsafe,reviewed} "$KEEP"
