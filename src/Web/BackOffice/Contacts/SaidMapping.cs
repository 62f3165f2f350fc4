using Microsoft.AspNetCore.Http;

namespace Gdpr.Web.BackOffice.Contacts;

/// <summary>What a person said that the columns of a file are, as the room wants it.</summary>
internal sealed class SaidMapping
{
    /// <summary>The choice of a column that stays with the contact under its own name.</summary>
    public const string Kept = "attribute";

    public SaidMapping(IFormCollection form, string? country, IReadOnlyList<ColumnProposal> columns)
    {
        var said = new Posted(form, country);
        for (var i = 0; i < columns.Count; i++)
        {
            if (said.Text($"c{i}") is not { } field)
            {
                continue;
            }

            if (!Body.TryAdd(field == Kept ? $"attributes.{columns[i].Name}" : field, columns[i].Name))
            {
                Wrong = "FIELD_TWICE";
            }
        }

        Body["key"] = said.Text("key");
        Body["defaults"] = new { country = said.Text("country"), audience = said.Text("audience"), language = said.Text("language"), origin = said.Text("origin") };
        Body["formats"] = new { birthDate = said.Text("birthDate") };
        if (said.Text("provenance") is { } provenance)
        {
            var at = said.Moment("obtainedAt");
            Body["provenance"] = new { origin = provenance, obtainedAt = at?.ToString("O"), supplier = said.Text("supplier"), partnersNamed = said.Text("partnersNamed") is { } named ? named == "yes" : (bool?)null };
        }

        Wrong ??= said.Unreadable;
    }

    public Dictionary<string, object?> Body { get; } = new(StringComparer.Ordinal);

    public string? Wrong { get; }
}
