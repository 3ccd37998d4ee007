#!/usr/bin/env bash
# How fast are transcripts read, parsed, rendered and written, against whom, and in how much memory?
#
#   bench/preprocess.sh                       100,000 conversations of about 8 KB, 3 rounds
#   COUNT=20000 ROUNDS=1 bench/preprocess.sh
#   CALLFORGE=artifacts/publish/callforge     the native binary, after ./build publish
#   MEMORY="10000 100000 1000000"             sizes for peak memory
#
# Peers in the same run: a Python loop (bench/preprocess/peer.py), DuckDB from finished rows to Parquet
# (bench/preprocess/duckdb.mjs; after npm ci in tests/conformance), and the limits zstd, reading, writing.
source "$(dirname "$0")/common.sh"
count=${COUNT:-100000}
rounds=${ROUNDS:-3}
memory=${MEMORY:-10000 100000 1000000}

"${callforge[@]}" run --provider local --chitchat none --count 5000 --dir "$work/run" > /dev/null 2>&1
sample=$(python3 bench/preprocess/samples.py "$work/run/result_lst.json" "$work" "$count")
tools=domains/delivery-ko/tools.json

# clock NAME COMMAND…: seconds of the whole process into $work/NAME, a line a round; the disk is settled before.
clock() {
  local name=$1 start
  shift
  rm -rf "$work/out"
  mkdir "$work/out"
  sync
  start=$(now)
  "$@" > /dev/null 2> "$work/said" || { cat "$work/said" >&2; exit 1; }
  since "$start" >> "$work/$name"
  echo >> "$work/$name"
}
ours() { "${callforge[@]}" preprocess --input "$work/$1/result_lst.json" --output "$work/out/dataset.$2" --shard-size 1000000; }

mkdir -p "$work/out"
ours raw jsonl > /dev/null 2> "$work/said"
mv "$work/out/dataset.jsonl" "$work/rows.jsonl"
has_duckdb=$([[ -d tests/conformance/node_modules/@duckdb ]] && echo yes || echo no)
for ((round = 1; round <= rounds; round++)); do
  clock 'ours, Parquet, raw' ours raw parquet
  if [[ $has_duckdb == yes ]]; then
    clock 'DuckDB, rows to Parquet, ordered' node bench/preprocess/duckdb.mjs "$work/rows.jsonl" "$work/out/d.parquet" ordered
    clock 'DuckDB, rows to Parquet, unordered' node bench/preprocess/duckdb.mjs "$work/rows.jsonl" "$work/out/d.parquet" unordered
  fi
  clock 'ours, JSONL, raw' ours raw jsonl
  clock 'Python, JSONL, raw' python3 bench/preprocess/peer.py "$work/raw/result_lst.json" "$tools" "$work/out/p.jsonl"
  clock 'Python, JSONL, raw, 2 processes' python3 bench/preprocess/peer.py "$work/raw/result_lst.json" "$tools" "$work/out/p.jsonl" 2
  clock 'ours, JSONL, escaped' ours escaped jsonl
  clock 'Python, JSONL, escaped' python3 bench/preprocess/peer.py "$work/escaped/result_lst.json" "$tools" "$work/out/p.jsonl"
  clock 'ours, Parquet, escaped' ours escaped parquet
  clock 'limit: zstd -3 -T2 of the rows' zstd -3 -T2 -q -f "$work/rows.jsonl" -o "$work/out/z"
  clock 'limit: reading the transcripts' cat "$work/raw/result_lst.json"
  clock 'limit: writing the rows, with sync' dd if="$work/rows.jsonl" of="$work/out/copy" bs=1M conv=fdatasync
done

of() { median $(cat "$work/$1"); }
ratio() { if [[ -f $work/$2 ]]; then divide "$(of "$1")" "$(of "$2")" 2; else echo 'not measured'; fi; }
{
  echo "# preprocess against its peers"
  echo
  environment
  echo "- $sample; rows of $(($(stat -c %s "$work/rows.jsonl") / count)) bytes; whole processes, $rounds rounds in turn"
  echo "- seconds are the median of $rounds; MB/s of transcripts, as UTF-8"
  echo
  echo "| what | s | all | conversations/s | MB/s |"
  echo "|---|---|---|---|---|"
  bytes=$(stat -c %s "$work/raw/result_lst.json")
  for file in "$work"/ours,* "$work"/DuckDB* "$work"/Python* "$work"/limit*; do
    [[ -f $file ]] || continue
    name=$(basename "$file")
    s=$(of "$name")
    echo "| $name | $s | $(xargs < "$file") | $(divide "$count" "$s" 0) | $(awk -v b="$bytes" -v s="$s" 'BEGIN { printf "%.0f", b / s / 1e6 }') |"
  done
  echo
  echo "| ratio, of medians | goal | seen |"
  echo "|---|---|---|"
  echo "| DuckDB ordered / ours, Parquet | above 1 | $(ratio 'DuckDB, rows to Parquet, ordered' 'ours, Parquet, raw') |"
  echo "| DuckDB unordered / ours, Parquet | | $(ratio 'DuckDB, rows to Parquet, unordered' 'ours, Parquet, raw') |"
  echo "| Python / ours, JSONL, raw | 15 | $(ratio 'Python, JSONL, raw' 'ours, JSONL, raw') |"
  echo "| Python / ours, JSONL, escaped | 9 | $(ratio 'Python, JSONL, escaped' 'ours, JSONL, escaped') |"
  echo "| Python with 2 processes / ours, JSONL, raw | | $(ratio 'Python, JSONL, raw, 2 processes' 'ours, JSONL, raw') |"
  echo
  echo "Peak memory: \`/usr/bin/time -f %M callforge preprocess\`, Parquet"
  echo
  echo "| conversations | peak MB |"
  echo "|---|---|"
  rm -rf "$work/out" "$work/rows.jsonl" "$work/escaped"
  for size in $memory; do
    python3 bench/preprocess/samples.py "$work/run/result_lst.json" "$work/memory" "$size" > /dev/null
    rm -rf "$work/memory/escaped"
    peak "${callforge[@]}" preprocess --input "$work/memory/raw/result_lst.json" --output "$work/memory/out/dataset.parquet" > /dev/null 2>&1
    echo "| $size | $peak_mb |"
    rm -rf "$work/memory"
  done
} | tee "$results/preprocess.md"
