#!/usr/bin/env bash
# Runs every benchmark at full size and writes docs/performance.md: ./bench.sh [--scale 0.1] [--only WORD]
# Takes about ten minutes on two cores; a figure counts only from a machine that does nothing else.
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
GDPR_COMMIT="$(git describe --always --dirty 2>/dev/null || echo unknown)"
export GDPR_COMMIT
dotnet build tests/Benchmarks --configuration Release --verbosity quiet --disable-build-servers
case " $* " in
  *" --only "*) exec dotnet tests/Benchmarks/bin/Release/net10.0/Gdpr.Benchmarks.dll "$@" ;;
  *) exec dotnet tests/Benchmarks/bin/Release/net10.0/Gdpr.Benchmarks.dll --write docs/performance.md "$@" ;;
esac
