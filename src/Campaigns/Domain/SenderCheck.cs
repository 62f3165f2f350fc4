namespace Gdpr.Campaigns.Domain;

internal enum CheckResult
{
    Pass,

    /// <summary>Mails arrive, but less surely than they could.</summary>
    Warn,

    /// <summary>Large receivers refuse or hide such mails.</summary>
    Fail,

    /// <summary>The DNS did not answer.</summary>
    Unknown,
}

/// <param name="Check"><c>spf</c>, <c>dkim</c>, <c>dmarc</c> or <c>alignment</c>.</param>
/// <param name="Found">The record as it is published, at most 500 characters.</param>
internal sealed record SenderCheck(string Check, string Domain, CheckResult Result, string Code, string? Found = null);

/// <summary>The records published at a name; null when the DNS did not answer, which is not the same as none.</summary>
internal delegate Task<IReadOnlyList<string>?> TxtLookup(string name, CancellationToken ct);
