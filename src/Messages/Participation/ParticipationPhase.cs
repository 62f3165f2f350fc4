namespace Gdpr.Messages.Participation;

/// <summary>How far a target has come with a request.</summary>
public enum ParticipationPhase
{
    Locate,
    Act,
    Verify,
    Done,
}
