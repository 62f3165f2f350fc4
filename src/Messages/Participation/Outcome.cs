namespace Gdpr.Messages.Participation;

/// <summary>What becomes of a datum. In a verification <see cref="None"/> with a count means: still there.</summary>
public enum Outcome
{
    None,
    NothingFound,
    Erased,
    Pseudonymised,
    Kept,
    Rectified,
    Restricted,
    Informed,

    /// <summary>Included in the answer to an access or portability request.</summary>
    Provided,
}
