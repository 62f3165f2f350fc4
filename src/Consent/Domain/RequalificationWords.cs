namespace Gdpr.Consent.Domain;

internal enum RequalificationState
{
    /// <summary>Seen by nobody with the right to approve it.</summary>
    Draft,

    /// <summary>Approved: people are being asked.</summary>
    Asking,

    /// <summary>Everybody was asked who may be.</summary>
    Waiting,

    Stopped,
}

/// <summary>What came of asking somebody.</summary>
internal enum AskOutcome
{
    Waiting,
    Consented,
    Refused,

    /// <summary>No answer in time: that means no.</summary>
    Silent,

    /// <summary>The question never left or came back: nothing was said, and nothing follows from it.</summary>
    Unreached,
}
