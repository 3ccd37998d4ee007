#!/usr/bin/env bash
# How long does a short command take, against python3 and its imports?
#
#   CALLFORGE=artifacts/publish/callforge bench/startup.sh     after ./build publish
#   ROUNDS=50 bench/startup.sh
source "$(dirname "$0")/common.sh"
rounds=${ROUNDS:-25}

"${callforge[@]}" run --provider local --chitchat none --count 100 --dir "$work/run" > /dev/null 2>&1
cp "$work/run/result_lst.json" "$work/list.json" # On its own, without the requests.

# clock NAME COMMAND…: milliseconds of the whole process into $work/NAME, a line a round.
clock() {
  local name=$1 start
  shift
  start=${EPOCHREALTIME/./}
  "$@" > /dev/null 2> "$work/said" || { cat "$work/said" >&2; exit 1; }
  awk -v us=$((${EPOCHREALTIME/./} - start)) 'BEGIN { printf "%.1f\n", us / 1000 }' >> "$work/$name"
}

for ((round = 0; round < rounds; round++)); do
  clock '`callforge --help`' "${callforge[@]}" --help
  clock '`callforge preprocess`, 100 transcripts' "${callforge[@]}" preprocess --input "$work/list.json" --output "$work/alone/dataset.parquet"
  clock '`callforge preprocess`, 100 transcripts with their requests' "${callforge[@]}" preprocess --dir "$work/run"
  clock '`python3 -c "import json, re"`' python3 -c 'import json, re'
done

{
  echo "# Start-up"
  echo
  environment
  echo "- milliseconds of the whole process, $rounds rounds in turn"
  echo
  echo "| what | median | from | to |"
  echo "|---|---|---|---|"
  for file in "$work"/\`*; do
    # shellcheck disable=SC2046 # numbers
    echo "| $(basename "$file") | $(median $(cat "$file")) | $(sort -g "$file" | head -n 1) | $(sort -g "$file" | tail -n 1) |"
  done
} | tee "$results/startup.md"
