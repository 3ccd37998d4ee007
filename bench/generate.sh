#!/usr/bin/env bash
# Is generate-batch as fast as the disk, and does its memory stay the same?
# Writes the requests, then the same bytes with dd, in turns. Goal: at most twice the time of dd, under 200 MB.
#
#   bench/generate.sh            50,000 requests (2.2 GB), memory up to 200,000 (9 GB)
#   COUNT=5000 bench/generate.sh
source "$(dirname "$0")/common.sh"
count=${COUNT:-50000}
rounds=${ROUNDS:-5}

generate() { "${callforge[@]}" generate-batch --count "$1" --chitchat none --dir "$2" > /dev/null 2>&1; }
# Dirty pages of one turn must not be paid by the next.
settle() { rm -rf "$work/run" "$work/copy"; sync; }

{
  echo "# generate-batch against the disk"
  echo
  environment
  generate "$count" "$work/source"
  input=$work/source/batch_input.jsonl
  bytes=$(stat -c %s "$input")
  echo "- $count requests, $bytes bytes; source of dd in the page cache; sync and rm before every turn"
  echo
  echo "ours: \`callforge generate-batch --count $count --chitchat none\` (fsync, then rename; time of the whole process)  "
  echo "dd: \`dd if=batch_input.jsonl of=copy bs=1M conv=fdatasync\`  "
  echo "dd, no sync: the same without \`conv=fdatasync\`"
  echo
  echo "| round | ours s | dd s | dd, no sync s | ours/dd | ours MB/s | dd MB/s |"
  echo "|---|---|---|---|---|---|---|"
  ours=() synced=() unsynced=() ratios=()
  for ((round = 1; round <= rounds; round++)); do
    cat "$input" > /dev/null
    settle; start=$(now); generate "$count" "$work/run"; ours+=("$(since "$start")")
    settle; start=$(now); dd if="$input" of="$work/copy" bs=1M conv=fdatasync status=none; synced+=("$(since "$start")")
    settle; start=$(now); dd if="$input" of="$work/copy" bs=1M status=none; unsynced+=("$(since "$start")")
    ratios+=("$(divide "${ours[-1]}" "${synced[-1]}" 2)")
    echo "| $round | ${ours[-1]} | ${synced[-1]} | ${unsynced[-1]} | ${ratios[-1]} | $(divide "$bytes" "${ours[-1]}e6" 0) | $(divide "$bytes" "${synced[-1]}e6" 0) |"
  done
  m_ours=$(median "${ours[@]}") m_synced=$(median "${synced[@]}")
  echo "| **median** | **$m_ours** | **$m_synced** | **$(median "${unsynced[@]}")** | **$(median "${ratios[@]}")** | **$(divide "$bytes" "${m_ours}e6" 0)** | **$(divide "$bytes" "${m_synced}e6" 0)** |"
  settle
  rm -rf "$work/source"

  echo
  echo "Peak memory: \`/usr/bin/time -f %M callforge generate-batch --count N --chitchat none\`"
  echo
  echo "| requests | peak MB (3 runs) |"
  echo "|---|---|"
  for n in 5000 50000 200000; do
    if (($(df --output=avail -B1 "$work" | tail -n 1) < n * 50000 * 3 / 2)); then
      echo "| $n | not run: the disk is too small |"
      continue
    fi
    peaks=()
    for _ in 1 2 3; do
      settle
      peak "${callforge[@]}" generate-batch --count "$n" --chitchat none --dir "$work/run" > /dev/null 2>&1
      peaks+=("$peak_mb")
    done
    echo "| $n | ${peaks[*]} |"
  done
} | tee "$results/generate.md"
