using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Campaigns.Domain;

/// <summary>Whom a campaign is for: a question to Contacts, asked anew each time; who answers it is not stored.</summary>
[NotPersonal]
internal sealed class Segment : IVersioned
{
    public required Guid Id { get; init; }

    public required string Name { get; set; }

    /// <summary>The criteria as JSON, in the words of Contacts.</summary>
    public required string Criteria { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public int Version { get; set; } = 1;
}
