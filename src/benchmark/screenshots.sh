#!/usr/bin/env bash
# Pictures of every view and state of the report, light and dark, 1600, 900 and 420 pixels wide, to look at them.
#
#   mvn verify && src/benchmark/screenshots.sh FOLDER [PART-OF-A-NAME]
#
# Of made-up profiles. Needs Node and Chromium with its driver; no network.
set -euo pipefail
folder="$(realpath -m "${1:?a folder for the pictures}")"
cd "$(dirname "$0")/../.."
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT

java -cp "cli/target/fil-profile/lib/*:flamegraph/target/test-classes" \
  dev.filprofile.flamegraph.html.ReportGallery "$scratch/gallery"
mkdir -p "$folder"
node src/benchmark/screenshots.mjs "$scratch/browser" "$scratch/gallery" "$folder" "${2:-}"
