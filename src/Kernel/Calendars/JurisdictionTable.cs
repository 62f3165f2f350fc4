using System.Collections.Frozen;
using Gdpr.Kernel.Law;

namespace Gdpr.Kernel.Calendars;

internal static class JurisdictionTable
{
    internal static FrozenDictionary<string, Jurisdiction> Load()
    {
        var rows = LawTable.Read<JurisdictionRow>("jurisdictions.json").ToDictionary(r => r.Code);
        return rows.Values
            .SelectMany(row => Codes(row).Select(code => Build(code, row, rows)))
            .ToFrozenDictionary(entry => entry.Key, entry => entry.Value, StringComparer.OrdinalIgnoreCase);
    }

    private static IEnumerable<string> Codes(JurisdictionRow row) =>
        [row.Code, .. row.Alias is { } alias ? [alias] : Array.Empty<string>(), .. row.Regions ?? []];

    private static KeyValuePair<string, Jurisdiction> Build(
        string code, JurisdictionRow row, Dictionary<string, JurisdictionRow> rows)
    {
        var state = row.Within is { } within ? rows[within] : null;
        var rules = (state?.Holidays ?? []).Select(rule => (rule, false))
            .Concat(row.Holidays.Select(rule => (rule, state is not null)))
            .ToArray();
        var zone = TimeZoneInfo.FindSystemTimeZoneById((row.TimeZone ?? state?.TimeZone)!);
        return new(code, new Jurisdiction(code == row.Alias ? row.Code : code, row, zone, rules));
    }
}
