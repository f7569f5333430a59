#!/usr/bin/env bash
# What a report costs its reader: size of the file, time to the first paint and to the graph, time of a repaint.
#
#   mvn verify && src/benchmark/page.sh [REPORT.html…]
#
# Without reports: made-up trees of 20,000 and 200,000 nodes. Needs Node and Chromium with its driver; no network.
set -euo pipefail
cd "$(dirname "$0")/../.."
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT

if [ $# = 0 ]; then
  java -cp "cli/target/fil-profile/lib/*:flamegraph/target/test-classes" \
    dev.filprofile.flamegraph.html.ReportGallery "$scratch/gallery"
  set -- "$scratch/gallery/nodes-20k.html" "$scratch/gallery/nodes-200k.html"
fi
node src/benchmark/page.mjs "$scratch/browser" "$@"
