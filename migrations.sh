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
  dotnet build "src/$room" -v q -nologo
  for context in $(grep -rhoE 'class (Sqlite|SqlServer|PostgreSql)[A-Za-z]+DbContext' "src/$room/Data" | awk '{print $2}'); do
    provider=$(echo "$context" | grep -oE '^(Sqlite|SqlServer|PostgreSql)')
    folder="Data/$provider/Migrations"
    [ "$context" = "$provider${room}DbContext" ] || { name=${context#"$provider"}; folder="Data/$provider/${name%DbContext}Migrations"; }
    rm -rf "src/$room/$folder"
    dotnet build "src/$room" -v q -nologo
    dotnet ef migrations add Initial --no-build --project "src/$room" --startup-project "src/$room" \
      --context "$context" --output-dir "$folder"
  done
done
