using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Connectors.Domain;

/// <summary>An address of an integrator that wants to hear what happens here. It is told ids and codes, never a person's data.</summary>
[NotPersonal]
internal sealed class Webhook : IVersioned
{
    public required Guid Id { get; init; }

    public required Uri Url { get; init; }

    /// <summary>Names of <see cref="WebhookEvents"/>.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    /// <summary>Chosen by the integrator; encrypted by a key ring that lies outside the database.</summary>
    [PersonalData(DataCategory.Credential)]
    public required string ProtectedSecret { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public int Version { get; set; }
}

/// <summary>What an integrator can listen to.</summary>
internal static class WebhookEvents
{
    public const string RequestClosed = "subject-request.closed";
    public const string ConsentGiven = "consent.given";
    public const string ConsentWithdrawn = "consent.withdrawn";
    public const string ContactStopped = "contact.stopped";
    public const string ContactsRegistered = "contacts.registered";
    public const string ContactsMerged = "contacts.merged";

    /// <summary>Sent on demand to whoever listens to anything.</summary>
    public const string Ping = "ping";

    public static readonly IReadOnlyList<string> All = [RequestClosed, ConsentGiven, ConsentWithdrawn, ContactStopped, ContactsRegistered, ContactsMerged];
}
