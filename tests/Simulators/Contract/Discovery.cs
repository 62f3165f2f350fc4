namespace Gdpr.Simulators.Contract;

/// <summary>The promise of time: an ISO 8601 duration.</summary>
public sealed record ServiceLevel(string AnswerWithin);

/// <summary>What <c>GET /.well-known/subject-rights</c> tells.</summary>
public sealed record Discovery(
    IReadOnlyList<RequestType> Rights,
    IReadOnlyList<string> Identifiers,
    IReadOnlyList<string> Categories,
    ServiceLevel Sla)
{
    public static Discovery OfThisApplication { get; } = new(
        Enum.GetValues<RequestType>(),
        ["email", "phone", "externalId"],
        ["contact", "subscription", "notes", "invoices"],
        new ServiceLevel("P1D"));
}
