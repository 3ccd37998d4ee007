#!/usr/bin/env bash
# The hot spots, one question each, by BenchmarkDotNet (short job). Arguments are passed on: bench/micro.sh --filter '*Json*'
source "$(dirname "$0")/common.sh"
[[ $# -gt 0 ]] || set -- --filter '*'

# In this process: the project BenchmarkDotNet would generate does not restore in locked mode (NU1004).
dotnet run -c Release --project bench/CallForge.Benchmarks -- --job short --inProcess --exporters github --artifacts "$work" "$@" | tee "$work/log" >&2
{
  echo "# Hot spots"
  echo
  environment
  echo
  echo "\`bench/micro.sh $*\`"
  echo
  # What the benchmarks tell about their input.
  grep -h '^// A ' "$work/log" | sort -u | sed 's|^// |- |'
  for report in "$work"/results/*-report-github.md; do
    echo
    echo "## $(basename "${report%-report-github.md}")"
    echo
    echo
    sed -n '/^|/p' "$report"
  done
} | tee "$results/micro.md"
