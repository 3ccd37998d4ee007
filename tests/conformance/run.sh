#!/usr/bin/env bash
# Checks CallForge with clients and readers that share no code with it:
#   the official openai client against `callforge serve`, with and without faults, our client against another mock of the
#   Batch API, DuckDB and hyparquet on the Parquet file, Qwen's format built a second time, in JavaScript, the card of a
#   publication read as Markdown and YAML, and the official Hub client's push beside `callforge push`.
# Needs Node 20 and the .NET SDK. Last line: N passed, N failed.
#
#   CALLFORGE=path/to/callforge   check this binary instead of the Release build
#   QWEN_TEMPLATES="a.jinja b.jinja"   render the rows with these chat templates too
set -euo pipefail
cd "$(dirname "$0")"

dll=../../src/CallForge/bin/Release/net10.0/callforge.dll
if [[ -z ${CALLFORGE:-} && ! -f $dll ]]; then dotnet build ../../src/CallForge -c Release --nologo -v quiet; fi
stub=../CallForge.StubHub/bin/Release/net10.0/callforge-stub-hub.dll
if [[ ! -f $stub ]]; then dotnet build ../CallForge.StubHub -c Release --nologo -v quiet; fi
callforge() { if [[ -n ${CALLFORGE:-} ]]; then "$CALLFORGE" "$@"; else dotnet "$dll" "$@"; fi; }

npm ci --loglevel=error

work=$(mktemp -d)
server=
stop() {
  if [[ -n $server ]]; then kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; fi
  rm -rf "$work"
}
trap stop EXIT

# Not through the function: its process id would be the one of a subshell.
if [[ -n ${CALLFORGE:-} ]]; then command=("$CALLFORGE"); else command=(dotnet "$dll"); fi
"${command[@]}" serve --port 0 --state "$work/server" > "$work/url" 2> "$work/server.log" &
server=$!
for _ in $(seq 100); do [[ -s $work/url ]] && break; sleep 0.1; done
url=$(head -n 1 "$work/url")
[[ $url == http://* ]] || { echo "not ok - callforge serve prints its URL"; cat "$work/server.log"; exit 1; }
echo "# server at $url"

passed=0 failed=0
# Runs a script and adds up its last line; one that dies before its last line counts as failed.
run() {
  echo "# $*"
  "$@" 2>&1 | tee "$work/output" || true
  if [[ $(tail -n 1 "$work/output") =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
    passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2]))
  else
    echo "not ok - $2 ended early"
    failed=$((failed + 1))
  fi
}
# Runs callforge; a failure is a failed check.
step() {
  if callforge "$@" > "$work/output" 2>&1; then
    echo "ok - callforge $1"
    passed=$((passed + 1))
  else
    echo "not ok - callforge $*"
    cat "$work/output"
    failed=$((failed + 1))
    return 1
  fi
}

run node openai-batches.mjs "$url"
run node faults.mjs "${command[@]}"
run node aimock.mjs "${command[@]}"

for endpoint in responses chat; do
  dir=$work/$endpoint
  echo "# 300 conversations over the endpoint $endpoint"
  OPENAI_API_KEY=none step run --base-url "$url" --yes --poll-interval 1 --endpoint "$endpoint" --count 300 --chitchat none --dir "$dir" || continue
  step push --dir "$dir" --dry-run "$dir/publication" --license cc-by-4.0 && run node card.mjs "$dir/publication"
  step preprocess --dir "$dir" --output "$dir/dataset.jsonl" || continue
  step push --dir "$dir" --dry-run "$dir/publication" && run node card.mjs "$dir/publication"
  run node parquet.mjs "$dir"
  # shellcheck disable=SC2086 # a list of files
  run node templates.mjs "$dir" ${QWEN_TEMPLATES:-}
  run node hub.mjs "$dir" "$stub" "${command[@]}"
done

echo "$passed passed, $failed failed"
((failed == 0))
