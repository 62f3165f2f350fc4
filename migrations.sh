#!/usr/bin/env bash
# Regenerates the one Initial migration of every room and provider (until the first release).
# Usage: ./migrations.sh [Room ...]
set -euo pipefail
cd "$(dirname "$0")"
dotnet tool restore >/dev/null
rooms=("$@")
if [ ${#rooms[@]} -eq 0 ]; then
  mapfile -t rooms < <(ls -d src/*/Data/Sqlite | cut -d/ -f2)
fi
for room in "${rooms[@]}"; do
  find "src/$room/Data" -type d -name '*Migrations' -prune -exec rm -rf {} +
  dotnet build "src/$room" -v q -nologo
  for context in $(grep -rhoE 'class (Sqlite|SqlServer|PostgreSql)[A-Za-z]+DbContext' "src/$room/Data" | awk '{print $2}'); do
    provider=$(echo "$context" | grep -oE '^(Sqlite|SqlServer|PostgreSql)')
    name=${context#"$provider"}
    folder="Data/$provider/Migrations"
    [ "$name" = "${room}DbContext" ] || folder="Data/$provider/${name%DbContext}Migrations"
    dotnet ef migrations add Initial --no-build --project "src/$room" --startup-project "src/$room" \
      --context "$context" --output-dir "$folder"
  done
done
