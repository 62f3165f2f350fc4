using System.Text.Json;

namespace Gdpr.BreachNotification.Domain;

/// <summary>An example of EDPB Guidelines 01/2021 to compare a breach with: advice for a person, never a decision. Every case is documented inside (Art. 33(5)).</summary>
internal sealed record ReferenceCase(string Id, string Category, string Title, string Facts, bool NotifyAuthority, bool NotifySubjects)
{
    public const string Source = "EDPB Guidelines 01/2021 v2.0 (14 December 2021)";

    public static IReadOnlyList<ReferenceCase> All { get; } = Read();

    /// <summary>The register has every breach, notified or not.</summary>
    public bool InternalDocumentation => true;

    public static bool IsKnown(string? id) => All.Any(c => c.Id == id);

    private static List<ReferenceCase> Read()
    {
        using var table = EmbeddedTable.Open("edpb-cases.json");
        return JsonSerializer.Deserialize<List<ReferenceCase>>(table, EmbeddedTable.Json)!;
    }
}
