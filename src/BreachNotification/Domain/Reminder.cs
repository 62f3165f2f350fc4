using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.BreachNotification.Domain;

/// <summary>One mail to one role at one step of one clock: its row leaves once, in the transaction of its mail.</summary>
[NotPersonal]
internal sealed class Reminder : IVersioned
{
    public const string Authority = "authority";
    public const string Complement = "complement";

    public required Guid Id { get; init; }

    public required Guid BreachId { get; init; }

    /// <summary><c>authority</c> (Art. 33(1)) or <c>complement</c> (Art. 33(4)).</summary>
    public required string Clock { get; init; }

    public required int Round { get; init; }

    /// <summary><c>start</c>, <c>h24</c>..., <c>due</c>, <c>overdue-1</c>...</summary>
    public required string Step { get; init; }

    public required string Role { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public DateTimeOffset? SentAt { get; set; }

    public DateTimeOffset? CancelledAt { get; set; }

    public int Version { get; set; }
}
