using Gdpr.Consent.Domain;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Consent.Data;

/// <summary>One asking of everybody who has no usable consent to a purpose: what was seen before, who approved it and why, how long an answer is waited for.</summary>
[NotPersonal]
internal sealed class RequalificationRun : IVersioned
{
    public required Guid Id { get; init; }

    public required string Purpose { get; init; }

    public required RequalificationState State { get; set; }

    /// <summary>Days from being asked to silence.</summary>
    public required int AnswerDays { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>What the pre-flight counted.</summary>
    public required int ByMail { get; init; }

    public required int ByPostOrVisit { get; init; }

    public required int Never { get; init; }

    public DateTimeOffset? ApprovedAt { get; set; }

    public string? ApprovedBy { get; set; }

    public string? Reason { get; set; }

    /// <summary>Everybody was gone through.</summary>
    public DateTimeOffset? AskedAllAt { get; set; }

    public int Version { get; set; } = 1;
}
