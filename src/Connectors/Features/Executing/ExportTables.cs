using System.Text.Json;
using Gdpr.Connectors.Domain;
using Gdpr.Connectors.ThirdParties;
using Gdpr.Platform.Participation;

namespace Gdpr.Connectors.Features.Executing;

/// <summary>Lays out what a third party handed over as tables: one per category, columns as it names them.</summary>
internal static class ExportTables
{
    private const string NotStated = "NOT_STATED";

    public static IReadOnlyList<ExportTable> Of(Connection connection, Answer answer) =>
        [.. answer.Records.Where(r => r.Data.Count > 0).Select(r => Table(connection, r))];

    private static ExportTable Table(Connection connection, AnsweredRecord record)
    {
        var columns = record.Data
            .SelectMany(item => item.ValueKind == JsonValueKind.Object ? item.EnumerateObject().Select(p => p.Name) : ["value"])
            .Distinct()
            .ToList();
        var rows = record.Data.Select(item => (IReadOnlyList<string?>)[.. columns.Select(c => Value(item, c))]).ToList();
        var name = $"{connection.Key}.{record.Category}";
        return new ExportTable(name, columns, rows, name, record.Basis ?? NotStated);
    }

    private static string? Value(JsonElement item, string column)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            return column == "value" ? Text(item) : null;
        }

        return item.TryGetProperty(column, out var value) ? Text(value) : null;
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };
}
