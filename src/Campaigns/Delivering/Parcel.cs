using Gdpr.Kernel;
using MimeKit;

namespace Gdpr.Campaigns.Delivering;

/// <summary>One message ready to leave.</summary>
internal sealed record Parcel(Guid SendId, SubjectId SubjectId, DateTimeOffset DecidedAt, string To, MimeMessage? Mail, string? Text)
{
    /// <summary>What must be said and is not: such a message does not leave.</summary>
    public string? Unsaid { get; init; }
}

internal enum Fate
{
    Sent,

    /// <summary>Not taken now; may be tried again.</summary>
    Deferred,

    /// <summary>The address does not receive.</summary>
    Bounced,

    /// <summary>The person has said STOP to the provider.</summary>
    Stopped,

    /// <summary>Refused for another reason; trying again changes nothing.</summary>
    Failed,

    /// <summary>Cut off while it left.</summary>
    Unknown,

    /// <summary>The other side refuses us, whoever the message is for.</summary>
    Barred,
}

/// <summary>What became of a parcel; the code never quotes what the other side wrote.</summary>
internal sealed record Outcome(Guid SendId, SubjectId SubjectId, Fate Fate, string? Code = null, string? ProviderId = null);

/// <summary>One connection over which parcels leave one after the other.</summary>
internal interface ILane : IAsyncDisposable
{
    /// <summary>Makes sure that the other side is there, before any intent is written; throws when it is not.</summary>
    Task OpenAsync(CancellationToken ct);

    Task<Outcome> SendAsync(Parcel parcel);
}
