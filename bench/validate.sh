#!/usr/bin/env bash
# What checking costs: preprocess with and without it on the same transcripts in turns, then validate on the dataset.
# usage: bench/validate.sh [conversations]
source "$(dirname "$0")/common.sh"

count=${1:-10000}
"${callforge[@]}" run --dir "$work/data" --provider local --chitchat none --count "$count" > "$work/log" 2>&1

# cpu_of COMMAND…: runs it and sets $seconds to its CPU time.
cpu_of() {
  local TIMEFORMAT='%U %S'
  { time "$@" > "$work/log" 2>&1; } 2> "$work/time"
  seconds=$(awk '{ printf "%.2f", $1 + $2 }' "$work/time")
}

for level in off default; do declare "$level="; done
for _ in 1 2 3 4 5; do
  for level in off default; do
    cpu_of "${callforge[@]}" preprocess --input "$work/data/result_lst.json" --output "$work/$level/dataset.parquet" --check "$level"
    declare "$level=${!level} $seconds"
  done
done
cpu_of "${callforge[@]}" validate --input "$work/default/dataset.parquet"

# shellcheck disable=SC2086,SC2154
{
  echo "# Checking conversations"
  echo
  environment
  echo
  echo "| $count conversations | CPU seconds, median of 5 |"
  echo "|---|---:|"
  echo "| \`preprocess --check off\` | $(median $off) |"
  echo "| \`preprocess\` (form, schema, provenance) | $(median $default) |"
  echo "| ratio | $(divide "$(median $default)" "$(median $off)" 2) |"
  echo "| \`validate\` of the Parquet file | $seconds |"
} | tee "$results/validate.md"
