#!/usr/bin/env bash
# Is anything paid twice, or lost, by kill -9? Kills the tool at every call it makes, before and after the server acts on it,
# half-way through uploads and downloads, and at random instants; gives the command again, and counts on the server.
#
#   bench/kill.sh                               every call, then 40 journeys of each kind with up to 8 random kills
#   CALLFORGE_JOURNEYS=200 CALLFORGE_SEED=7 bench/kill.sh
#   CALLFORGE=artifacts/publish/callforge bench/kill.sh     this binary: the native one starts faster
source "$(dirname "$0")/common.sh"
[[ -z ${CALLFORGE:-} ]] || CALLFORGE=$(realpath "$CALLFORGE")

{
  echo "# kill -9"
  echo
  environment
  echo
  echo "Every row: paid batches, paid requests, output tokens and the dataset, byte for byte, are those of an undisturbed run."
  echo "A poll that does not come in the disturbed run is no kill."
  echo
  echo "| journey | killed | journeys made | kills |"
  echo "|---|---|---|---|"
  explicit CallForge.Tests.Killing.KillTests
} | tee "$results/kill.md"
