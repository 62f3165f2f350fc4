namespace Gdpr.Consent.Domain;

/// <summary>Why an erasure is proposed.</summary>
internal enum ProposalCause
{
    /// <summary>The consent that the data rested on was withdrawn, or ended by an objection.</summary>
    Withdrawn,

    /// <summary>The person was asked for a consent and did not answer.</summary>
    Silence,
}

/// <summary>What became of a proposal.</summary>
internal enum ProposalOutcome
{
    Erase,
    Keep,

    /// <summary>The person consented again before anybody decided.</summary>
    Overtaken,
}
