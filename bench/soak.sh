#!/usr/bin/env bash
# Do very many requests go through the server in parts, all of them, once, in constant memory of the client?
# Each command is a process of its own, the server another; rows and paid requests are counted afterwards.
# Goal: under 300 MB at peak in every command, nothing missing, nothing twice.
#
#   bench/soak.sh                                       120,000 requests of a small pack, as they are (200 MB end a part) and
#                                                       without their instructions (50,000 lines do), 10,000 of delivery-ko
#   TINY=60000 BARE=60000 KOREAN=5000 bench/soak.sh     fewer
source "$(dirname "$0")/common.sh"

server=
trap '[[ -z $server ]] || kill "$server" 2> /dev/null || true; rm -rf "$work"' EXIT

# soak NAME DOMAIN COUNT: prints a section.
soak() {
  local name=$1 domain=$2 count=$3 dir=$work/$1/data said=$work/$1/said step
  mkdir -p "$dir"
  # The teacher has to know the pack that the requests are of.
  local acts=()
  [[ ! -d $domain ]] || acts=(--domain "$domain")
  "${callforge[@]}" serve --port 0 --state "$work/$name/server" ${acts[@]+"${acts[@]}"} > "$work/$name/url" 2> "$work/$name/server.log" &
  server=$!
  until [[ -s $work/$name/url ]]; do sleep 0.1; done
  export OPENAI_BASE_URL
  OPENAI_BASE_URL=$(head -n 1 "$work/$name/url")

  echo
  echo "## $name: $count requests, domain \`$domain\`"
  echo
  echo "| command | s | peak MB |"
  echo "|---|---|---|"
  for step in "generate-batch --count $count --chitchat none --domain $domain" "submit-batch --yes --wait --poll-interval 1" retrieve-batch preprocess; do
    start=$(now)
    # shellcheck disable=SC2086 # words of a command
    peak "${callforge[@]}" $step --dir "$dir" > /dev/null 2> "$said" || { tail -n 5 "$said" >&2; return 1; }
    echo "| $step | $(since "$start") | $peak_mb |"
    # The teacher reads the scenario alone.
    if [[ $name == bare && $step == generate* ]]; then sed -i 's/"instructions":.*,"input":/"instructions":"","input":/' "$dir/batch_input.jsonl"; fi
  done

  echo
  counted "$dir" "$work/$name/server" "$count"
  kill "$server" && wait "$server" || true
  server=
  rm -rf "${work:?}/$name"
}

# counted DIR STATE COUNT: what the files say, and what the server would bill.
counted() {
  local dir=$1 state=$2 count=$3 ids=$work/ids parts bytes results distinct paid
  parts=$(jq '.batches | length' "$dir/batch_status.json")
  bytes=$(jq -r '[.batches[] | [.ranges[].length] | add] | map(tostring) | join(", ")' "$dir/batch_status.json")
  sed -E 's/^\{"custom_id":"([^"]*)".*/\1/' "$dir/results.jsonl" > "$ids"
  results=$(wc -l < "$ids")
  distinct=$(sort -u "$ids" | wc -l)
  paid=$(cat "$state"/batches/*.json | jq -s '[.[].batch.request_counts.total] | add')
  echo "- batch_input.jsonl: $(stat -c %s "$dir/batch_input.jsonl") bytes in $parts parts of $bytes bytes"
  echo "- results: $results, of which $distinct different; failed: $(jq length "$dir/batch_errors.json"); the server ran $paid requests"
  echo "- funnel: $(jq -c .funnel "$dir/report.json")"
  [[ $results == "$count" && $distinct == "$count" && $paid == "$count" ]] || { echo "- **MISSING OR TWICE**"; return 1; }
  echo "- nothing missing, nothing twice"
}

{
  echo "# Very many requests"
  echo
  environment
  echo "- \`callforge serve\` is a process of its own on the same cores; peak by \`/usr/bin/time -f %M\`, of the command alone"
  soak tiny tests/CallForge.Tests/Fixtures/domains/library "${TINY:-120000}"
  soak bare tests/CallForge.Tests/Fixtures/domains/library "${BARE:-120000}"
  soak korean delivery-ko "${KOREAN:-10000}"
} | tee "$results/soak.md"
