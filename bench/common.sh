# shellcheck shell=bash
# What the benchmark scripts share. Each prints Markdown and keeps it in bench/results/<cpu>/.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

dll=src/CallForge/bin/Release/net10.0/callforge.dll
if [[ -n ${CALLFORGE:-} ]]; then
  callforge=("$CALLFORGE")
else
  [[ -f $dll ]] || dotnet build src/CallForge -c Release --nologo -v quiet >&2
  callforge=(dotnet "$dll")
fi

cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
results=bench/results/$(tr -cs 'A-Za-z0-9\n' '-' <<< "$cpu" | sed 's/-$//' | tr '[:upper:]' '[:lower:]')
mkdir -p "$results"

# BENCH_DIR: where the big files go, if $TMPDIR is small or not the disk to be measured.
work=$(mktemp -d "${BENCH_DIR:-${TMPDIR:-/tmp}}/callforge-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT

environment() {
  echo "- CPU: $cpu, $(nproc) cores; memory $(free -g | awk '/^Mem/ { print $2 }') GB; disk $(df --output=source,fstype "$work" | tail -n 1 | tr -s ' ')"
  echo "- .NET $(dotnet --list-runtimes | awk '/NETCore.App 10/ { version = $2 } END { print version }'), $(uname -sr), $(date -u +%F)"
  echo "- callforge: ${CALLFORGE:-Release build through dotnet}, commit $(git rev-parse --short HEAD)"
}

now() { date +%s.%N; }
# since START: seconds.
since() { awk -v start="$1" -v end="$(now)" 'BEGIN { printf "%.2f", end - start }'; }
# median NUMBER…
median() { printf '%s\n' "$@" | sort -g | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
# divide A B DIGITS
divide() { awk -v a="$1" -v b="$2" -v digits="$3" 'BEGIN { printf "%.*f", digits, a / b }'; }

# peak COMMAND…: runs it and sets $peak_mb to the peak of its resident memory.
peak() {
  if [[ -x /usr/bin/time ]]; then
    /usr/bin/time -f '%M' -o "$work/peak" "$@"
    peak_mb=$(divide "$(tail -n 1 "$work/peak")" 1024 0)
  else
    # VmHWM is the peak so far: the last reading before the end counts.
    "$@" &
    local pid=$! kb=0 read
    while read=$(awk '/VmHWM/ { print $2 }' "/proc/$pid/status" 2> /dev/null) && [[ -n $read ]]; do kb=$read; sleep 0.05; done
    wait "$pid"
    peak_mb=$(divide "$kb" 1024 0)
  fi
}

# explicit CLASS: runs the tests of it that dotnet test leaves out, and prints what they tell; all they say if one fails.
explicit() {
  dotnet build tests/CallForge.Tests -c Release --nologo -v quiet >&2
  if dotnet tests/CallForge.Tests/bin/Release/net10.0/CallForge.Tests.dll -explicit only -class "$1" -showLiveOutput -noColor > "$work/tests" 2>&1; then
    sed -n 's/.*\[OUTPUT\] //p' "$work/tests"
  else
    cat "$work/tests"
    return 1
  fi
}
