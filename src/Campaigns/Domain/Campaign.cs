using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Campaigns.Domain;

/// <summary>One message to one segment, for one purpose; launched by a person on a pre-flight that the person has seen.</summary>
[NotPersonal]
internal sealed class Campaign : IVersioned
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required Channel Channel { get; init; }

    /// <summary>The purpose for which Consent is asked.</summary>
    public required string Purpose { get; init; }

    public required Guid TemplateId { get; init; }

    /// <summary>Null for a welcome message, which goes to whoever consents.</summary>
    public Guid? SegmentId { get; init; }

    /// <summary>A welcome message: so many hours after somebody consented to its purpose. Runs until a person ends it.</summary>
    public int? AfterConsentHours { get; init; }

    /// <summary>The notice of Consent under which a person is asked to come back, or to confirm what was agreed in a call.</summary>
    public Guid? NoticeId { get; init; }

    public required string SenderName { get; init; }

    /// <summary>E-mail: the From address; SMS: the sender; phone: the number shown.</summary>
    public required string SenderAddress { get; init; }

    public string? ReplyTo { get; init; }

    public string? ControllerId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    [PersonalData(DataCategory.Pseudonym)]
    public required string CreatedBy { get; init; }

    public int? PerDomainPerMinute { get; init; }

    /// <summary>At most so many messages of this channel in <see cref="FrequencyDays"/> days.</summary>
    public int? FrequencyMost { get; init; }

    public int? FrequencyDays { get; init; }

    public TimeOnly? WindowFrom { get; init; }

    public TimeOnly? WindowUntil { get; init; }

    public bool WorkingDaysOnly { get; init; }

    /// <summary>Percent of the people who get the other subject.</summary>
    public int? ShareOfB { get; init; }

    public CampaignState State { get; private set; } = CampaignState.Draft;

    /// <summary>Why it stands still, as a code.</summary>
    public string? Trouble { get; private set; }

    /// <summary>The pre-flight on which it was launched.</summary>
    public Guid? PreflightId { get; private set; }

    public DateTimeOffset? LaunchedAt { get; private set; }

    [PersonalData(DataCategory.Pseudonym)]
    public string? LaunchedBy { get; private set; }

    public string? LaunchReason { get; private set; }

    public DateTimeOffset? StartAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Everybody of the segment has a row.</summary>
    public bool Prepared { get; private set; }

    /// <summary>The last person of the segment who has a row.</summary>
    [PersonalData(DataCategory.Pseudonym)]
    public Guid Cursor { get; private set; }

    /// <summary>The run that alone may send.</summary>
    public Guid? RunId { get; private set; }

    public DateTimeOffset? LeasedUntil { get; private set; }

    /// <summary>Messages to people who have been erased since: what statistics still count.</summary>
    public int Forgotten { get; private set; }

    public int Version { get; set; } = 1;

    public SendWindow Window => new(WindowFrom, WindowUntil, WorkingDaysOnly);

    public void Launch(Preflight preflight, string by, string reason, DateTimeOffset? startAt, DateTimeOffset now)
    {
        if (State != CampaignState.Draft)
        {
            throw new RuleViolation(CampaignsErrors.AlreadyLaunched);
        }

        if (preflight.Blocked)
        {
            throw new RuleViolation(CampaignsErrors.PreflightBlocked);
        }

        PreflightId = preflight.Id;
        (LaunchedAt, LaunchedBy, LaunchReason, StartAt) = (now, by, reason, startAt);
        State = startAt > now ? CampaignState.Scheduled : CampaignState.Running;
        Prepared = AfterConsentHours is not null;
    }

    /// <summary>For good: nothing more leaves.</summary>
    public void End(DateTimeOffset now)
    {
        if (State is not (CampaignState.Running or CampaignState.Scheduled or CampaignState.Paused))
        {
            throw new RuleViolation(CampaignsErrors.NotRunning);
        }

        (State, EndedAt) = (CampaignState.Completed, now);
    }

    public void Pause(string code)
    {
        if (State is not (CampaignState.Running or CampaignState.Scheduled))
        {
            throw new RuleViolation(CampaignsErrors.NotRunning);
        }

        (State, Trouble) = (CampaignState.Paused, code);
    }

    public void Resume(DateTimeOffset now)
    {
        if (State != CampaignState.Paused)
        {
            throw new RuleViolation(CampaignsErrors.NotPaused);
        }

        (State, Trouble) = (StartAt > now ? CampaignState.Scheduled : CampaignState.Running, null);
    }
}
