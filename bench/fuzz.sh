#!/usr/bin/env bash
# Do the readers of transcripts, JSON payloads and Python literals survive everything, without a crash, a hang or a loss?
# Mutations of the tests' vectors, of simulated transcripts with every deviation, and of real ones where there are any; the
# payload readers are compared with python3 where it is installed. What is found is printed with seed and number, made small.
#
#   bench/fuzz.sh                                        ten minutes each
#   CALLFORGE_SECONDS=60 CALLFORGE_SEED=7 bench/fuzz.sh
#   CALLFORGE_SEED=7 CALLFORGE_FIRST=123 bench/fuzz.sh   from this number on
source "$(dirname "$0")/common.sh"

{
  echo "# Fuzzing the readers"
  echo
  environment
  command -v python3 > /dev/null && echo "- compared with $(python3 --version)"
  echo
  echo "| reader | inputs | time | kinds of findings |"
  echo "|---|---|---|---|"
  explicit CallForge.Tests.Fuzzing.FuzzTests
} | tee "$results/fuzz.md"
