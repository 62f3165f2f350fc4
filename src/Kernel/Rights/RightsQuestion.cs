namespace Gdpr.Kernel.Rights;

/// <summary>A right exercised over one record, in the facts that decide; free words only describe.</summary>
/// <param name="At">Day of the evaluation.</param>
public sealed record RightsQuestion(string Right, LegalBasis Basis, RightsFacts Facts, DateOnly At);

/// <summary>The coded facts; absent means not stated.</summary>
public sealed record RightsFacts
{
    /// <summary>Consent withdrawn (Art. 7(3)).</summary>
    public bool? Withdrawn { get; init; }

    /// <summary>The record rests on another basis as well.</summary>
    public bool? OtherBasis { get; init; }

    public bool? ContractRunning { get; init; }

    public DateOnly? ContractEnded { get; init; }

    public DateOnly? FiscalYearEnd { get; init; }

    public bool? MarketingObjection { get; init; }

    public bool? Objection { get; init; }

    public bool? CompellingGrounds { get; init; }

    public string? Field { get; init; }

    public string? Format { get; init; }

    public int? RequestNumber { get; init; }

    public double? MonthsSinceLast { get; init; }

    public bool? DataChanged { get; init; }

    public string? Ground { get; init; }

    public string? GivenBy { get; init; }

    public string? WithdrawBy { get; init; }

    public bool? CollectedFromPerson { get; init; }

    /// <summary>Of Art. 19: <c>rectified</c>, <c>erased</c> or <c>restricted</c>.</summary>
    public string? Action { get; init; }

    public int? Recipients { get; init; }

    public bool? LegalOrSimilarEffect { get; init; }

    public bool? HumanReview { get; init; }
}

/// <summary>What follows for the record; only the fields of the right asked about are set.</summary>
public sealed record RightsAnswer
{
    public bool? Applies { get; init; }

    /// <summary><c>erase</c>, <c>keep_restricted</c>, <c>refuse</c>, <c>answer</c> or <c>restrict</c>.</summary>
    public string? Outcome { get; init; }

    /// <summary>Last day kept.</summary>
    public DateOnly? Until { get; init; }

    public string? Reason { get; init; }

    /// <summary>The least that outlives the erasure.</summary>
    public IReadOnlyList<string>? Keep { get; init; }

    /// <summary>True, false, <c>redacted</c> or <c>named_recipients</c>.</summary>
    public object? Include { get; init; }

    /// <summary>In euros; the law allows one only for further copies and excess (Art. 12(5), 15(3)).</summary>
    public int? Fee { get; init; }

    public bool? Compliant { get; init; }

    public bool? Allowed { get; init; }

    /// <summary>What may still be done with restricted data (Art. 18(2)).</summary>
    public IReadOnlyList<string>? AllowedUses { get; init; }

    public IReadOnlyList<string>? MustTell { get; init; }

    public bool? Notify { get; init; }

    public bool? TellPersonIfAsked { get; init; }

    /// <summary>The article that decides.</summary>
    public required string Source { get; init; }
}
