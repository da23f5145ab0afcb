#!/usr/bin/env bash
# Time to the first verdict of `check` and of `serve`, and the server's resident memory, with what the
# launcher does for them added one after the other, turn and turn about. ROUNDS sets how often.
set -euo pipefail
cd "$(dirname "$0")/.."
eval "$(./menshen java-home)"
./menshen check "warm" > /dev/null
program=$PWD/server/target/menshen
port=${PORT:-17861}
text='How do I sharpen a kitchen knife?'
now() { date +%s%N; }

# run VARIANT COMMAND ARGUMENT...: the program as variant VARIANT starts it.
run() {
  local options=(--enable-native-access=ALL-UNNAMED) tokenizers
  case $1 in
    plain) options+=(-XX:-UseCompactObjectHeaders) ;;
    *) options+=(-XX:+UseCompactObjectHeaders) ;;
  esac
  case $1 in
    unpacked | cached)
      tokenizers=$(echo "$program"/native/libtokenizers.*)
      options+=(-Donnxruntime.native.path="$program/native" -DRUST_LIBRARY_PATH="$tokenizers") ;;
  esac
  [ "$1" != cached ] || options+=(-XX:AOTCache="$program/$2.aot" -Xlog:aot=off -Xlog:cds=off)
  shift
  exec "$JAVA_HOME/bin/java" "${options[@]}" -jar "$program/menshen.jar" "$@"
}

# Prints milliseconds until `check` ends and until a server has answered its first moderation, and MiB.
measure() {
  local start check server
  start=$(now)
  if [ "$1" = launched ]; then
    ./menshen check --json "$text" > /dev/null
  else
    (run "$1" check --json "$text") > /dev/null
  fi
  check=$((($(now) - start) / 1000000))
  start=$(now)
  if [ "$1" = launched ]; then
    ./menshen serve --port "$port" --data-dir "$data" > /dev/null 2>&1 &
  else
    (run "$1" serve --port "$port") > /dev/null 2>&1 &
  fi
  server=$!
  until curl -sf -H 'Content-Type: application/json' -d "{\"text\":\"$text\"}" \
      "http://127.0.0.1:$port/api/v1/moderate" > /dev/null; do sleep 0.02; done
  printf '%s %s %s\n' "$check" $((($(now) - start) / 1000000)) $(($(ps -o rss= -p "$server") / 1024))
  kill "$server"
  wait "$server" 2> /dev/null || true
}

results=$(mktemp)
data=$(mktemp -d)
trap 'rm -r "$results" "$data"' EXIT
variants='plain compact unpacked cached launched'
for ((round = 0; round < ${ROUNDS:-5}; round++)); do
  for variant in $variants; do
    echo "$variant $(measure "$variant")" >> "$results"
  done
done
"$JAVA_HOME/bin/java" -version 2>&1 | head -n 1
echo "compact: compact object headers; unpacked: + native libraries; cached: + AOT caches; launched: ./menshen itself"
printf '%-10s %11s %11s %11s   (medians of %s)\n' '' 'check, ms' 'serve, ms' 'serve, MiB' "${ROUNDS:-5}"
for variant in $variants; do
  printf '%-10s' "$variant"
  for column in 2 3 4; do
    awk -v v="$variant" -v c="$column" '$1 == v {print $c}' "$results" | sort -n \
      | awk '{value[NR] = $1} END {printf " %11s", value[int((NR + 1) / 2)]}'
  done
  echo
done
