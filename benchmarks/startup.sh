#!/usr/bin/env bash
# Time to the first verdict of `check` and of `serve`, and resident memory, with and without the JDK's
# AOT cache, and with and without compact object headers, turn and turn about. ROUNDS sets how often.
set -euo pipefail
cd "$(dirname "$0")/.."
eval "$(./menshen java-home)"
./menshen check --json "warm" > /dev/null
program=server/target/menshen
port=${PORT:-17861}
now() { date +%s%N; }

# Prints milliseconds until `check` ends and until a server has answered its first moderation, and MiB.
measure() {
  local start check server
  start=$(now)
  "$JAVA_HOME/bin/java" "$@" --enable-native-access=ALL-UNNAMED -jar $program/menshen.jar \
    check --json "How do I sharpen a kitchen knife?" > /dev/null
  check=$((($(now) - start) / 1000000))
  start=$(now)
  "$JAVA_HOME/bin/java" "$@" --enable-native-access=ALL-UNNAMED -jar $program/menshen.jar \
    serve --port "$port" > /dev/null 2>&1 &
  server=$!
  until curl -sf -H 'Content-Type: application/json' -d '{"text":"How do I sharpen a kitchen knife?"}' \
      "http://127.0.0.1:$port/api/v1/moderate" > /dev/null; do sleep 0.02; done
  printf '%s %s %s\n' "$check" $((($(now) - start) / 1000000)) \
    $(($(ps -o rss= -p "$server") / 1024))
  kill "$server"
  wait "$server" 2> /dev/null || true
}

results=$(mktemp)
trap 'rm -f "$results"' EXIT
for ((round = 0; round < ${ROUNDS:-5}; round++)); do
  echo "plain $(measure -XX:-UseCompactObjectHeaders)" >> "$results"
  echo "compact $(measure -XX:+UseCompactObjectHeaders)" >> "$results"
  echo "compact+aot $(measure -XX:+UseCompactObjectHeaders -XX:AOTCache=$program/menshen.aot)" >> "$results"
done
"$JAVA_HOME/bin/java" -version 2>&1 | head -n 1
printf '%-12s %12s %12s %12s   (medians)\n' '' 'check, ms' 'serve, ms' 'serve, MiB'
for kind in plain compact compact+aot; do
  printf '%-12s' "$kind"
  for column in 2 3 4; do
    awk -v k="$kind" -v c="$column" '$1 == k {print $c}' "$results" | sort -n \
      | awk '{v[NR] = $1} END {printf " %12s", v[int((NR + 1) / 2)]}'
  done
  echo
done
