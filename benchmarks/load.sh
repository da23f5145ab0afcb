#!/usr/bin/env bash
# Starts a server on a port of its own, loads /v1/moderations from 1, 8 and 64 connections, and prints
# throughput, latency and the server's resident memory. SECONDS_EACH sets the length of each run.
set -euo pipefail
cd "$(dirname "$0")/.."
eval "$(./menshen java-home)"
export MAVEN_OPTS=--sun-misc-unsafe-memory-access=allow
mvn -q -B -ntp package -pl benchmarks -am -DskipTests -Dspotless.check.skip=true -Djacoco.skip=true
port=${PORT:-17860}
data=$(mktemp -d)
# The guard is what is measured: without the cache, which would answer repeated texts.
MENSHEN_CACHE_ENABLED=false ./menshen serve --port "$port" --data-dir "$data" > /dev/null &
server=$!
trap 'kill "$server"; wait "$server" || true; rm -r "$data"' EXIT
until curl -sf "http://127.0.0.1:$port/readyz" > /dev/null; do sleep 0.2; done
for connections in 1 8 64; do
  "$JAVA_HOME/bin/java" -cp 'benchmarks/target/classes:benchmarks/target/lib/*' \
    dev.menshen.benchmarks.ModerationLoad "http://127.0.0.1:$port" "$connections" "${SECONDS_EACH:-15}"
done
ps -o rss= -p "$server" | awk '{printf "server: %.0f MiB resident\n", $1 / 1024}'
