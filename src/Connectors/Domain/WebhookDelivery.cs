using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Connectors.Domain;

/// <summary>How far the telling has come.</summary>
internal enum DeliveryState
{
    Waiting,
    Delivered,

    /// <summary>Refused or unreachable for three days; the integrator reads the state itself.</summary>
    GivenUp,
}

/// <summary>One event on its way to one webhook. What it says is kept only until it was heard or given up.</summary>
[NotPersonal]
internal sealed class WebhookDelivery : IVersioned
{
    /// <summary>How long one instance may work on a delivery alone; longer than any call may last.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>For so long an ended delivery can be looked up.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(30);

    // About three days in all.
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2),
        TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromHours(24), TimeSpan.FromHours(24),
    ];

    /// <summary>Stays the same from attempt to attempt: the receiver knows a repeat by it.</summary>
    public required Guid Id { get; init; }

    public required Guid WebhookId { get; init; }

    public required string Event { get; init; }

    /// <summary>The JSON that is sent, byte for byte, in every attempt; null once it has ended.</summary>
    public string? Body { get; private set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DeliveryState State { get; private set; }

    public DateTimeOffset DueAt { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>Of the last attempt: an HTTP status or a code of ours.</summary>
    public string? LastCode { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public int Version { get; set; }

    public static WebhookDelivery Of(Guid id, Guid webhook, string name, string body, DateTimeOffset now) =>
        new() { Id = id, WebhookId = webhook, Event = name, Body = body, CreatedAt = now, DueAt = now };

    /// <summary>Notes an attempt: heard, to be tried again, or given up.</summary>
    public void Tried(bool heard, string code, DateTimeOffset now)
    {
        Attempts++;
        LastCode = code;
        if (!heard && Attempts <= Waits.Length)
        {
            DueAt = now + Waits[Attempts - 1];
            return;
        }

        (State, EndedAt, Body) = (heard ? DeliveryState.Delivered : DeliveryState.GivenUp, now, null);
    }
}
