namespace Gdpr.Connectors.Domain;

/// <summary>When a third party is asked again: after a failure, and while it works.</summary>
internal static class TaskSchedule
{
    /// <summary>Failed attempts before the request is told; until then nothing is reported.</summary>
    public const int MostAttempts = 8;

    /// <summary>However often a third party moves its date, a person looks at it after this.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(30);

    /// <summary>How long one instance may work on a task alone.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan UnannouncedWait = TimeSpan.FromDays(3);

    private static readonly TimeSpan[] BackOff =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10),
    ];

    private static readonly TimeSpan[] Polling =
    [
        TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2),
    ];

    /// <summary>The wait after the given failed attempt, or what the third party asked for if that is longer.</summary>
    public static TimeSpan AfterFailure(int attempts, TimeSpan? asked)
    {
        var ours = BackOff[Math.Clamp(attempts - 1, 0, BackOff.Length - 1)];
        return asked > ours ? Shorter(asked.Value, TimeSpan.FromHours(24)) : ours;
    }

    public static TimeSpan BetweenPolls(int polls) => Polling[Math.Clamp(polls, 0, Polling.Length - 1)];

    /// <summary>When a pending answer is overdue: the announced time plus grace, at most <see cref="LongestWait"/>.</summary>
    public static DateTimeOffset Deadline(DateTimeOffset intent, DateTimeOffset? expected, TimeSpan grace, DateTimeOffset now)
    {
        var wanted = (expected > now ? expected.Value : expected is null ? intent + UnannouncedWait : now) + grace;
        var last = intent + LongestWait;
        return wanted < last ? wanted : last;
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
