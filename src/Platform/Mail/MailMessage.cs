using Gdpr.Kernel;
using Gdpr.Platform.Privacy;

namespace Gdpr.Platform.Mail;

/// <summary>A mail that leaves with the transaction that wrote it; its address and body are erased once it is sent.</summary>
public sealed class MailMessage
{
    [NotPersonal]
    public required Guid Id { get; init; }

    [PersonalData(DataCategory.Pseudonym)]
    public SubjectId? SubjectId { get; init; }

    /// <summary>Coded purpose, e.g. <c>identity-code</c>.</summary>
    [NotPersonal]
    public required string Kind { get; init; }

    /// <summary>The request or case that it belongs to.</summary>
    [NotPersonal]
    public Guid? Reference { get; init; }

    [PersonalData(DataCategory.Contact)]
    public string? To { get; set; }

    [PersonalData(DataCategory.FreeText)]
    public string? Subject { get; set; }

    [PersonalData(DataCategory.FreeText)]
    public string? Html { get; set; }

    [NotPersonal]
    public required DateTimeOffset CreatedAt { get; init; }

    [NotPersonal]
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>Set before the medium is touched: SMTP has no key, so a crash in between leaves the mail <em>unknown</em>.</summary>
    [NotPersonal]
    public DateTimeOffset? StartedAt { get; set; }

    [NotPersonal]
    public DateTimeOffset AvailableAt { get; set; }

    [NotPersonal]
    public int Attempts { get; set; }

    [NotPersonal]
    public string? LastError { get; set; }
}
