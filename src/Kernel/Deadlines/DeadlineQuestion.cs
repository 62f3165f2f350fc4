namespace Gdpr.Kernel.Deadlines;

/// <summary>The facts from which a statutory deadline is computed.</summary>
public sealed record DeadlineQuestion
{
    /// <summary>One of <see cref="DeadlineKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>What starts the clock: arrival, awareness, first notification, collection or refusal.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>ISO 3166-1, or <c>FR-</c> and the number of the département.</summary>
    public required string Country { get; init; }

    public bool Extended { get; init; }

    /// <summary><c>legal</c> (default) or <c>conservative</c>, which ignores regional holidays.</summary>
    public string? Profile { get; init; }

    /// <summary>When the person was asked for identity or clarification.</summary>
    public DateTimeOffset? PausedFrom { get; init; }

    /// <summary>When enough was received; none while the pause lasts.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary><c>identity</c> or <c>clarification</c>; nothing else suspends a clock.</summary>
    public string? PauseReason { get; init; }

    /// <summary>Shown only: the controller's clock starts when the processor tells it (Art. 33(2)).</summary>
    public DateTimeOffset? ProcessorAwareAt { get; init; }

    /// <summary>Shown only: detection is not yet awareness.</summary>
    public DateTimeOffset? DetectedAt { get; init; }

    /// <summary><c>unlikely</c>, <c>risk</c>, <c>high</c>; none while the breach is not assessed.</summary>
    public string? RiskLevel { get; init; }

    public DateTimeOffset? NotifiedAt { get; init; }

    public DateTimeOffset? FirstContactAt { get; init; }

    public DateTimeOffset? FirstDisclosureAt { get; init; }
}
