#!/usr/bin/env bash
# How fast a verdict is that the cache answers, through HTTP: Menshen beside FastAPI services that answer
# the same JSON from a dict, turn and turn about, on two cores, load generator included. Then the latency
# of each at half of its peak.
#
# ROUNDS    how often each is measured, 3 unless set
# EACH      how many seconds each time, 5 unless set
# WARM      how many seconds Menshen is loaded before, until its code is compiled, 40 unless set
# WORK      where the Python environment and the answers are kept, benchmarks/target/cache unless set
# VENV      a Python environment with cache/requirements.txt; made when it is not there
# PORT      the first of four free ports, 17870 unless set
set -euo pipefail
cd "$(dirname "$0")/.."
eval "$(./menshen java-home)"
work=${WORK:-$PWD/benchmarks/target/cache}
venv=${VENV:-$work/venv}
scripts=$PWD/benchmarks/cache
texts=$scripts/texts.txt
port=${PORT:-17870}
rounds=${ROUNDS:-3} each=${EACH:-5}
connections=32
mkdir -p "$work"

say() { printf '%s\n' "$*" >&2; }
fail() { say "cache.sh: $*"; exit 1; }

# Installs and builds what is missing.
prepare() {
  [ "$(nproc)" -ge 2 ] || fail 'there must be two cores'
  command -v wrk > /dev/null || fail "wrk is not there; install it, for example with 'apt-get install wrk'"
  if [ ! -x "$venv/bin/uvicorn" ]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install -q -r "$scripts/requirements.txt"
  fi
  export MAVEN_OPTS=--sun-misc-unsafe-memory-access=allow
  mvn -q -B -ntp package -pl benchmarks -am -DskipTests -Dspotless.check.skip=true -Djacoco.skip=true
  ./menshen check ready > /dev/null
}

servers=()
stop() { [ ${#servers[@]} -eq 0 ] || kill "${servers[@]}" 2> /dev/null || true; }
trap stop EXIT

# The services, each with its port, the cores it is on, and those of the load generator: a service of one
# process leaves the other core to the load, the others share both with it.
variants='fastapi-plain fastapi fastapi-2 menshen'
port_of() {
  case $1 in
    fastapi-plain) echo "$port" ;;
    fastapi) echo $((port + 1)) ;;
    fastapi-2) echo $((port + 2)) ;;
    menshen) echo $((port + 3)) ;;
  esac
}
url_of() { echo "http://127.0.0.1:$(port_of "$1")"; }
load_cores() { case $1 in fastapi-plain | fastapi) echo 1 ;; *) echo 0,1 ;; esac }
title_of() {
  case $1 in
    fastapi-plain) echo 'FastAPI, uvicorn (asyncio, h11)' ;;
    fastapi) echo 'FastAPI, uvicorn (uvloop, httptools)' ;;
    fastapi-2) echo 'the same, two processes, cores shared' ;;
    menshen) echo 'Menshen, cores shared' ;;
  esac
}

# start CORES VARIANT COMMAND...: starts a service and waits until it answers.
start() {
  local cores=$1 variant=$2 tries=0
  shift 2
  taskset -c "$cores" "$@" > "$work/$variant.log" 2>&1 &
  servers+=($!)
  until curl -s -o /dev/null "$(url_of "$variant")/"; do
    tries=$((tries + 1))
    [ $tries -lt 300 ] || fail "$variant does not start; see $work/$variant.log"
    kill -0 "${servers[-1]}" 2> /dev/null || fail "$variant ended; see $work/$variant.log"
    sleep 0.2
  done
}

fastapi() {
  local variant=$1
  shift
  ANSWERS=$work/answers.jsonl start "$([ "$(load_cores "$variant")" = 1 ] && echo 0 || echo 0,1)" "$variant" \
    "$venv/bin/uvicorn" --app-dir "$scripts" --port "$(port_of "$variant")" --no-access-log \
    --log-level warning "$@" service:app
}

# wrk_on VARIANT SECONDS [RATE]: prints "result" with requests a second, p50, p99 and the longest, or "failed".
wrk_on() {
  taskset -c "$(load_cores "$1")" wrk -t 1 -c $connections -d "$2s" --timeout 10s -s "$scripts/moderate.lua" \
    "$(url_of "$1")" -- "$texts" ${3:+"$3"} | grep '^result\|^failed' || true
}

# load VARIANT SECONDS [RATE]: prints requests a second, p50, p99 and the longest, all at once without a rate.
load() {
  local result
  result=$(wrk_on "$@")
  case $result in
    result*) echo "${result#result }" ;;
    *) fail "$1 did not answer all requests: $result" ;;
  esac
}

# warm_up VARIANT SECONDS: what goes wrong before the code is compiled is told, and is not what is measured.
warm_up() {
  local result
  result=$(wrk_on "$@")
  case $result in result*) ;; *) say "while warming up, $1 did not answer all requests: $result" ;; esac
}

# How many verdicts the cache of this process has given.
cached() {
  curl -sf "$(url_of menshen)/metrics" | awk '/^menshen_cache_total.*layer="local".*result="hit"/ {n += $NF} END {printf "%.0f\n", n}'
}

median() { sort -n | awk '{value[NR] = $1} END {print value[int((NR + 1) / 2)]}'; }
column() { awk -v v="$1" -v c="$2" '$1 == v {print $c}' "$work/results"; }

machine() {
  lscpu | sed -n 's/^Model name: *\(.*\)/- \1, two cores/p'
  printf -- '- Menshen %s, Java %s, ' "$(git describe --always --dirty --exclude '*')" \
    "$("$JAVA_HOME/bin/java" -version 2>&1 | sed -n '1s/.*"\(.*\)".*/\1/p')"
  "$venv/bin/python" -c 'import sys, fastapi, uvicorn
print(f"Python {sys.version.split()[0]}, FastAPI {fastapi.__version__}, uvicorn {uvicorn.__version__}")'
  wrk -v 2>&1 | sed -n "1s/^wrk \([^ ]*\).*/- wrk \1, $connections connections, $rounds rounds of $each s each/p" || true
}

say prepare
prepare
say start
start 0,1 menshen ./menshen serve --port "$(port_of menshen)" --data-dir "$(mktemp -d "$work/data.XXXX")"
until curl -sf "$(url_of menshen)/readyz" > /dev/null; do sleep 0.2; done
"$venv/bin/python" "$scripts/answers.py" "$(url_of menshen)" "$texts" > "$work/answers.jsonl"
fastapi fastapi-plain --loop asyncio --http h11
fastapi fastapi --loop uvloop --http httptools
fastapi fastapi-2 --loop uvloop --http httptools --workers 2
for variant in $variants; do
  "$venv/bin/python" "$scripts/answers.py" "$(url_of "$variant")" "$texts" "$work/answers.jsonl"
done

say measure
for variant in fastapi-plain fastapi fastapi-2; do warm_up "$variant" 1; done
warm_up menshen "${WARM:-40}"
: > "$work/results"
before=$(cached)
for ((round = 0; round < rounds; round++)); do
  for variant in $variants; do
    result=$(load "$variant" "$each")
    printf '%s %s\n' "$variant" "$result" >> "$work/results"
  done
done
after=$(cached)
asked=$(column menshen 2 | awk -v s="$each" '{n += $1 * s} END {printf "%.0f\n", n}')
[ $((after - before)) -ge $((asked * 99 / 100)) ] \
  || fail "of about $asked verdicts only $((after - before)) came from the cache"

machine
echo
printf '%-38s %11s %9s %9s   %s\n' '' 'requests/s' 'p50, ms' 'p99, ms' 'at half of the peak: requests/s, p50, p99, max'
for variant in $variants; do
  peak=$(column "$variant" 2 | median)
  half=$(load "$variant" "$((each * 2))" $((peak / 2)))
  printf '%-38s %11s %9s %9s   %s\n' "$(title_of "$variant")" "$peak" "$(column "$variant" 3 | median)" \
    "$(column "$variant" 4 | median)" "$half"
done
for variant in fastapi-plain fastapi fastapi-2; do
  awk -v a="$(column menshen 2 | median)" -v b="$(column "$variant" 2 | median)" -v t="$(title_of "$variant")" \
    'BEGIN {printf "Menshen answers %.1f times as many requests as %s\n", a / b, t}'
done
