#!/usr/bin/env bash
# Takes pictures of the main pages into docs/images, by the browser tests themselves: ./screenshots.sh
# Needs Chromium; the people in the pictures are made up by the tests.
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
taken="$(mktemp -d)"
trap 'rm -rf "$taken"' EXIT
GDPR_TEST_SCREENSHOTS="$taken" dotnet test tests/Web.Tests --verbosity quiet \
  --filter "FullyQualifiedName~BrowserTests|FullyQualifiedName~DashboardTests|FullyQualifiedName~BackOfficeTests|FullyQualifiedName~BreachPagesTests"
mkdir -p docs/images
for page in fr-data staff staff-requests; do
  cp "$taken/$page-wide.png" "docs/images/$page.png"
done
