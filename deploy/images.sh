#!/usr/bin/env bash
# Makes an image of every room, the gateway and Standalone (which migrates), for the local engine or a registry.
#   deploy/images.sh [REGISTRY] [dotnet publish arguments, such as -p:ContainerArchiveOutputPath=images/]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
registry=()
if [ $# -gt 0 ] && [[ "$1" != -* ]]; then
  registry=(-p:ContainerRegistry="$1")
  shift
fi
for program in src/*/Program.cs; do
  dotnet publish "$(dirname "$program")" -c Release --os linux /t:PublishContainer "${registry[@]}" "$@"
done
