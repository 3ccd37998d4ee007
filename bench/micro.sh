#!/usr/bin/env bash
# The hot spots, one question each, by BenchmarkDotNet (short job). Arguments are passed on: bench/micro.sh --filter '*Json*'
source "$(dirname "$0")/common.sh"
[[ $# -gt 0 ]] || set -- --filter '*'

dotnet run -c Release --project bench/CallForge.Benchmarks -- --job short --exporters github --artifacts "$work" "$@" | tee "$work/log" >&2
{
  echo "# Hot spots"
  echo
  environment
  echo
  echo "\`bench/micro.sh $*\`"
  for report in "$work"/results/*-report-github.md; do
    echo
    echo "## $(basename "${report%-report-github.md}")"
    echo
    # What the setup told about its input.
    grep -h '^// A ' "$work/log" | grep -i "$(basename "$report" | sed -E 's/.*\.([A-Z][a-z]+).*/\1/; s/Python/response/')" | sort -u | sed 's|^// ||; s|$|.|' || true
    echo
    sed -n '/^|/p' "$report"
  done
} | tee "$results/micro.md"
