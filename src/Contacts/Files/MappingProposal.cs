using System.Text.RegularExpressions;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel.Identifiers;

namespace Gdpr.Contacts.Files;

/// <summary>What a column of a file seems to be; counts, never a value.</summary>
/// <param name="Filled">Cells of the sample that are not blank.</param>
internal sealed record ProposedColumn(string Name, string? Field, double Confidence, int Filled);

/// <summary>What the columns of a file are likely to be, by their names and by what a sample of them looks like.</summary>
internal sealed partial record MappingProposal(IReadOnlyList<ProposedColumn> Columns, int Rows, bool IsDoubtful)
{
    public const string Unsure = "IMPORT_MAPPING_UNSURE";
    private const double SureEnough = 0.8;
    private const int Sample = 200;
    private static readonly string[] Several = [IdentifierColumns.Email, IdentifierColumns.Phone];

    /// <summary>The columns that one may take without asking; the others are left where they are.</summary>
    public IEnumerable<KeyValuePair<string, string>> Sure =>
        Columns.Where(c => c is { Field: not null, Confidence: >= SureEnough }).Select(c => KeyValuePair.Create(c.Field!, c.Name));

    /// <summary>Reads a sample of the table.</summary>
    public static async Task<MappingProposal> OfAsync(IFileTable table, CancellationToken ct)
    {
        var cells = table.Header.Select(_ => new List<string>()).ToList();
        var rows = 0;
        while (rows < Sample && await ReadAsync(table, ct))
        {
            rows++;
            for (var i = 0; table.Flaw is null && i < cells.Count; i++)
            {
                cells[i].Add(table[i]);
            }
        }

        var guesses = table.Header.Select((name, i) => Guess(name, [.. cells[i].Where(c => !string.IsNullOrWhiteSpace(c))])).ToList();
        return new MappingProposal(Distinct(WithFamily(guesses), out var doubtful), rows, doubtful);
    }

    // A sample may be cut in the middle of a row: what was whole before it counts.
    private static async Task<bool> ReadAsync(IFileTable table, CancellationToken ct)
    {
        try
        {
            return await table.ReadAsync(ct);
        }
        catch (UnreadableFile) when (table.Row > 0)
        {
            return false;
        }
    }

    private static ProposedColumn Guess(string name, List<string> filled)
    {
        var meaning = HeaderWords.Meaning(name);
        var (field, confidence) = (meaning?.Field, meaning?.Confidence ?? 0);
        var share = filled.Count == 0 ? 0 : filled.Count(c => IsEmail(c)) / (double)filled.Count;
        if (filled.Count > 0 && field == IdentifierColumns.Email && share < 0.3)
        {
            confidence = 0.4;
        }
        else if (share > 0.8 && field is null)
        {
            (field, confidence) = (IdentifierColumns.Email, 0.85);
        }

        return name.Length == 0 ? new ProposedColumn(name, null, 0, filled.Count) : new ProposedColumn(name, field, confidence, filled.Count);
    }

    // "Nom" may be the whole name; beside "Prénom" it is the family's.
    private static List<ProposedColumn> WithFamily(List<ProposedColumn> guesses) =>
        guesses.Exists(g => g is { Field: "givenName", Confidence: >= SureEnough })
            ? guesses.ConvertAll(g => g is { Field: "familyName", Confidence: < SureEnough } ? g with { Confidence = 0.9 } : g)
            : guesses;

    // One field has one column: the likelier; a second address gets the next number. Two equals are a question.
    private static List<ProposedColumn> Distinct(List<ProposedColumn> guesses, out bool doubtful)
    {
        var result = guesses.ToList();
        doubtful = false;
        foreach (var rivals in guesses.Where(g => g.Field is not null).GroupBy(g => g.Field!).Where(g => g.Count() > 1))
        {
            var ranked = rivals.OrderByDescending(r => r.Confidence).ToList();
            doubtful |= !Several.Contains(rivals.Key) && ranked[0].Confidence >= SureEnough && ranked[0].Confidence <= ranked[1].Confidence;
            for (var i = 1; i < ranked.Count; i++)
            {
                var several = Several.Contains(rivals.Key) && i < ContactLimits.Addresses;
                result[result.IndexOf(ranked[i])] = several
                    ? ranked[i] with { Field = IdentifierColumns.Nth(rivals.Key, i + 1) }
                    : ranked[i] with { Field = null, Confidence = 0 };
            }
        }

        return result;
    }

    private static bool IsEmail(string cell) => EmailShape().IsMatch(cell.Trim()) && IdentifierNormalisation.TryNormalise(IdentifierKind.Email, cell, null, out _);

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
    private static partial Regex EmailShape();
}
