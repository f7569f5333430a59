#!/usr/bin/env bash
# What a report costs its reader, as a Markdown table: nodes of the call tree, size of the file, time to the first paint and to the
# graph, median and longest time of a repaint, median time of a search by a pattern with its repaint.
#
#   mvn verify && src/benchmark/page.sh [REPORT.html…]
#
# Of made-up trees of 20,000 and 200,000 nodes, and of the reports that are named. Needs Node and Chromium with its driver; no network.
set -euo pipefail
reports=()
for report in "$@"; do
  reports+=("$(realpath "$report")")
done
cd "$(dirname "$0")/../.."
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT

java -cp "cli/target/fil-profile/lib/*:flamegraph/target/test-classes" \
  dev.filprofile.flamegraph.html.ReportGallery "$scratch/gallery"
node src/benchmark/page.mjs "$scratch/browser" "$scratch/gallery/nodes-20k.html" "$scratch/gallery/nodes-200k.html" \
  "${reports[@]}"
