#!/usr/bin/env bash
# How long does each step of a whole run take against the embedded server, and in how much memory?
#
#   bench/run.sh                 10,000 conversations, 3 runs
#   COUNT=100000 ROUNDS=1 bench/run.sh     in a file of its own
source "$(dirname "$0")/common.sh"
count=${COUNT:-10000}
rounds=${ROUNDS:-3}

{
  echo "# A whole run, by step"
  echo
  environment
  echo "- server, teacher and tool in one process, on the same cores"
  echo
  echo "\`callforge run --provider local --count $count --chitchat none\`; seconds as the tool tells them, peak by \`/usr/bin/time -f %M\`"
  echo
  for ((round = 1; round <= rounds; round++)); do
    rm -rf "$work/run"
    sync
    start=$(now)
    peak "${callforge[@]}" run --provider local --count "$count" --chitchat none --dir "$work/run" > /dev/null 2> "$work/said"
    # "upload part 2: 9 of 9 (1.2 s)": the parts of a step add up.
    sed -nE 's/^([a-z-]+)[^:]*: .*\(([0-9.]+) s\)$/\1 \2/p' "$work/said" >> "$work/steps"
    echo "total $(since "$start")" >> "$work/steps"
    echo "memory $peak_mb" >> "$work/steps"
    sed -nE 's/^([a-z-]+)[^:]*: .*\(([0-9.]+) s\)$/\1/p' "$work/said" | awk '!seen[$0]++' > "$work/names"
    echo end >> "$work/steps"
  done

  # of NAME: its sum in each run.
  of() { awk -v name="$1" '$1 == name { sum += $2 } $1 == "end" { print sum + 0; sum = 0 }' "$work/steps"; }
  echo "| step | median s | all runs s | per second |"
  echo "|---|---|---|---|"
  for name in $(cat "$work/names") total; do
    mapfile -t all < <(of "$name")
    middle=$(median "${all[@]}")
    rate=$(awk -v n="$count" -v s="$middle" 'BEGIN { if (s > 0) printf "%d", n / s; else printf "-" }')
    echo "| $name | $middle | ${all[*]} | $rate |"
  done
  mapfile -t all < <(of memory)
  echo
  echo "Peak memory: $(median "${all[@]}") MB (${all[*]}). Files: $(du -sm "$work/run" | cut -f 1) MB, of which dataset.parquet $(du -sm "$work/run/dataset.parquet" | cut -f 1) MB."
} | tee "$results/run$([[ $count == 10000 ]] || echo "-$count").md"
