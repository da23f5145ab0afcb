#!/usr/bin/env bash
# Compares Qwen3Guard-Gen-0.6B in Menshen with the original way (transformers, fp32, generate) and with
# llama.cpp (Q8_0): the time of a verdict, of a whole answer, of a start, and memory. Random weights of
# the true shape are as fast as the true ones; tokenizer and template are those of a folder.
#
#   benchmarks/qwen3guard.sh FOLDER             FOLDER: tokenizer.json and chat_template.jinja of the model
#   benchmarks/qwen3guard.sh FOLDER STEP...     steps: prepare transformers llama fp32 int8 int4 report
#
# COUNT     texts of each length that are measured, 7 unless set
# WORK      where all is kept, benchmarks/target/qwen3guard unless set; 8 GB
# VENV      a Python environment with qwen3guard/requirements.txt; made when it is not there
# NODE      a folder in which node-llama-cpp is installed; made when it is not there
set -euo pipefail
[ $# -ge 1 ] || { sed -n '2,13s/^# \{0,1\}//p' "$0"; exit 2; }
prompts=$(cd "$1" && pwd)
shift
cd "$(dirname "$0")/.."
eval "$(./menshen java-home)"
work=${WORK:-$PWD/benchmarks/target/qwen3guard}
venv=${VENV:-$work/venv}
node=${NODE:-$work/node}
scripts=$PWD/benchmarks/qwen3guard
cores=$(nproc)
node_llama_cpp=3.22.1
mkdir -p "$work/results"

python() { "$venv/bin/python" "$@"; }

java() {
  "$JAVA_HOME/bin/java" -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED \
    -cp 'benchmarks/target/classes:benchmarks/target/lib/*' dev.menshen.benchmarks.LocalGuardRun "$@" \
    2> "$work/java.log" || { cat "$work/java.log" >&2; return 1; }
}

say() { printf '%s\n' "$*" >&2; }

# Installs what Menshen is compared with, and makes the checkpoint and the texts.
prepare() {
  export MAVEN_OPTS=--sun-misc-unsafe-memory-access=allow
  mvn -q -B -ntp package -pl benchmarks -am -DskipTests -Dspotless.check.skip=true -Djacoco.skip=true
  if [ ! -x "$venv/bin/python" ]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install -q --extra-index-url https://download.pytorch.org/whl/cpu \
      -r "$scripts/requirements.txt"
  fi
  # Without the optional packages, which hold binaries for all machines and GPUs.
  [ -d "$node/node_modules/node-llama-cpp" ] || npm install --prefix "$node" --silent --no-audit --no-fund \
    --ignore-scripts --omit=optional "node-llama-cpp@$node_llama_cpp" "$(binaries)@$node_llama_cpp"
  [ -f "$work/model/model.safetensors" ] || python "$scripts/checkpoint.py" "$prompts" "$work"
  [ -f "$work/q8_0.gguf" ] || python "$scripts/gguf_q8.py" "$work/model" "$work/q8_0.gguf"
  python "$scripts/texts.py" "$work/model" "${COUNT:-7}" > "$work/texts.json"
}

# The npm package with llama.cpp for this machine.
binaries() {
  case $(uname -s)-$(uname -m) in
    Linux-x86_64) echo @node-llama-cpp/linux-x64 ;;
    Linux-aarch64) echo @node-llama-cpp/linux-arm64 ;;
    *) say 'qwen3guard.sh: llama.cpp is compared on Linux only'; return 1 ;;
  esac
}

# Measures Menshen in a precision: a start that converts, more starts, texts that are Safe, and the same
# texts where the ids of Safe and Unsafe are exchanged, so that the whole answer is decoded.
menshen() {
  local precision=$1 converted=$work/converted/$1 round
  rm -rf "$converted"
  java "$work/model" "$precision" "$converted" | sed 's/^start/conversion/'
  sync
  for ((round = 0; round < ${COUNT:-7}; round++)); do
    java "$work/model" "$precision" "$converted"
  done
  java "$work/model" "$precision" "$converted" "$work/texts.json" | grep -v '^start'
  java "$work/exchanged" "$precision" "$converted" "$work/texts.json" | grep '^answer\|^written'
}

# Prints what the figures depend on.
machine() {
  printf -- '- %s, %s cores (' "$(lscpu | sed -n 's/^Model name: *//p')" "$cores"
  lscpu | sed -n 's/^Flags: *//p' | tr ' ' '\n' | grep -x 'avx2\|avx512f\|avx_vnni\|avx512_vnni\|amx_int8\|amx_bf16' \
    | paste -sd ' ' | tr -d '\n'
  awk '/MemTotal/ {printf "), %.0f GB memory, ", $2 / 1e6}' /proc/meminfo
  uname -sr
  printf -- '- Menshen %s' "$(git describe --always --dirty --exclude '*')"
  printf ', Java %s' "$("$JAVA_HOME/bin/java" -version 2>&1 | sed -n '1s/.*"\(.*\)".*/\1/p')"
  printf ', ONNX Runtime %s\n' "$(basename benchmarks/target/lib/onnxruntime-*.jar .jar | cut -d- -f2)"
  python -c 'import sys, torch, transformers
print(f"- Python {sys.version.split()[0]}, torch {torch.__version__}, transformers {transformers.__version__}")'
  cat "$work/results"/{transformers,llama,fp32,int8,int4} | sed -n 's/^about\t/- /p'
}

# Processor time of the whole machine and of what this script ran, in hundredths of a second.
busy() { awk '/^cpu / {print $2 + $3 + $4 + $7 + $8 + $9}' /proc/stat; }
own() { awk '{print $14 + $15 + $16 + $17}' /proc/$$/stat; }

# step NAME COMMAND...: replaces the results of a step, and notes how much others disturbed it.
step() {
  local name=$1 busy own start=$SECONDS
  shift
  say "$name"
  busy=$(busy) own=$(own)
  "$@" > "$work/results/$name.part"
  busy=$(($(busy) - busy)) own=$(($(own) - own))
  printf 'about\t%s: %s s, in which other processes took %s %% of the cores\n' "$name" \
    $((SECONDS - start)) $(((busy - own) / ((SECONDS - start + 1) * cores))) >> "$work/results/$name.part"
  mv "$work/results/$name.part" "$work/results/$name"
}

[ $# -gt 0 ] || set -- prepare transformers llama fp32 int8 int4 report
for name in "$@"; do
  case $name in
    prepare) say prepare; prepare >&2 ;;
    transformers) step "$name" python "$scripts/generate.py" "$work/model" "$work/texts.json" "$cores" ;;
    llama) step "$name" node "$scripts/llama.mjs" "$node" "$work/q8_0.gguf" "$work/texts.json" "$cores" ;;
    fp32 | int8 | int4) step "$name" menshen "$name" ;;
    report) machine; python "$scripts/report.py" "$work/results" ;;
    *) say "qwen3guard.sh: there is no step $name"; exit 2 ;;
  esac
done
