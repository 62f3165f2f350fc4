namespace Gdpr.Kernel.Deadlines;

/// <summary>A statutory deadline with the steps that lead to it, so that a person can check the sum.</summary>
public sealed record DeadlineAnswer
{
    /// <summary>The last instant in time, in the local offset of its own date; none where the law sets no instant or the clock stands.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Until when an extension must be announced with its reasons (Art. 12(3)).</summary>
    public DateTimeOffset? NoticeDueAt { get; init; }

    /// <summary>Information only: the latest instant that a reading of Reg. 1182/71 Art. 3(1) would allow.</summary>
    public DateTimeOffset? LatestArguableDueAt { get; init; }

    /// <summary>The last day before it is carried to a working day.</summary>
    public DateOnly? NominalDate { get; init; }

    /// <summary>Whether the pause suspended the clock; none where no pause was stated.</summary>
    public bool? PauseAccepted { get; init; }

    public bool? Late { get; init; }

    public bool? DelayReasonsRequired { get; init; }

    /// <summary>Whether counsel could defend another date.</summary>
    public bool Disputable { get; init; }

    /// <summary>The company's own target, before the legal date.</summary>
    public DateTimeOffset? InternalTargetAt { get; init; }

    /// <summary>The holiday list that was looked at; none where the clock runs in hours or stands.</summary>
    public CalendarUsed? Calendar { get; init; }

    public IReadOnlyList<DeadlineStep> Steps { get; init; } = [];
}
