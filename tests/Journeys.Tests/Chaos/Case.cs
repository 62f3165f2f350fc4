namespace Gdpr.Journeys.Tests.Chaos;

/// <summary>One person of the crowd and what the person asks.</summary>
internal sealed record Case(int Number, string Right)
{
    public string Address => FormattableString.Invariant($"chaos{Number}@example.test");

    public string ExternalId => FormattableString.Invariant($"{Number}");

    public Guid Person { get; set; }

    public Guid Id { get; set; }

    public object Body => new
    {
        right = Right, subject = new { email = Address }, receivedAt = DateTimeOffset.UtcNow.AddMinutes(-1), channel = "email", country = "FR", details = Details,
    };

    private object? Details => Right switch
    {
        "rectification" => new { changes = new[] { new { datum = "familyName", to = $"Corrected{Number}" } } },
        "restriction" => new { ground = "unlawful" },
        "objection" => new { scope = "marketing" },
        "automatedDecision" => "My credit was refused by a score",
        _ => null,
    };
}
