namespace Gdpr.Messages.Participation;

/// <summary>What a participant says of its phase; <see cref="Waiting"/> keeps the phase open until a later report.</summary>
public enum ReportStatus
{
    Pending,
    Running,
    Waiting,
    NeedsHuman,
    Failed,
    Done,
}
