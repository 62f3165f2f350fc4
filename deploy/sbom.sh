#!/usr/bin/env bash
# Writes what the suite is made of as CycloneDX: artifacts/sbom/bom.json, every package with its version and licence.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet tool restore >/dev/null
dotnet tool run dotnet-CycloneDX Gdpr.sln --output artifacts/sbom --filename bom.json --output-format Json --exclude-test-projects "$@"
