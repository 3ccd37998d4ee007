#!/usr/bin/env bash
# Do the books balance, and does retry complete the set, whatever faults of the embedded server come together?
#
#   bench/faults.sh                             500 combinations of two to four faults
#   CALLFORGE_SEED=7 CALLFORGE_COMBINATIONS=2000 bench/faults.sh
#   CALLFORGE_SEED=7 CALLFORGE_FIRST=123 CALLFORGE_COMBINATIONS=1 bench/faults.sh      one that failed, again
#   CALLFORGE_LOST_REPLIES=5000 bench/faults.sh  more lost creations than 1,000
source "$(dirname "$0")/common.sh"

{
  echo "# Faults together"
  echo
  environment
  echo
  explicit CallForge.Tests.Run.FaultCombinationTests
  echo
  echo "Lost creations on a virtual clock: poll interval, lag of the list, and the reply to every call drawn."
  echo
  echo "| end | how often |"
  echo "|---|---|"
  explicit CallForge.Tests.Submit.LostCreationTests
} | tee "$results/faults.md"
