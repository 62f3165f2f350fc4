using Gdpr.Campaigns.Delivering;
using MimeKit;

namespace Gdpr.Campaigns.Features.Stopping;

internal enum ReportKind
{
    HardBounce,
    SoftBounce,
    Delivered,
    Complaint,
}

/// <summary>What a mailbox reports about one of our mails.</summary>
/// <param name="Status">The enhanced status code (RFC 3463), e.g. 5.1.1.</param>
internal sealed record MailReport(Guid SendId, ReportKind Kind, string? Status);

/// <summary>
/// Reads delivery reports (RFC 3464) and complaints (ARF, RFC 5965). The mail is recognised by our signed Message-Id in the
/// copy that comes with the report: nobody can forge a bounce for somebody.
/// </summary>
internal static class Reports
{
    public static MailReport? Read(MimeMessage message, LinkTokens tokens)
    {
        if (message.Body is not MultipartReport report || SendOf(report, tokens) is not { } send)
        {
            return null;
        }

        return report.ReportType?.ToLowerInvariant() switch
        {
            "feedback-report" => new MailReport(send, ReportKind.Complaint, null),
            "delivery-status" => Delivery(report, send),
            _ => null,
        };
    }

    private static MailReport? Delivery(MultipartReport report, Guid send)
    {
        // The first group speaks of the message, those after it of its recipients.
        var group = report.OfType<MessageDeliveryStatus>().FirstOrDefault()?.StatusGroups.LastOrDefault(g => g.Contains("Action"));
        var (action, status) = (group?["Action"]?.Trim().ToLowerInvariant(), group?["Status"]?.Trim());
        return action switch
        {
            "failed" => new MailReport(send, IsPermanent(status) ? ReportKind.HardBounce : ReportKind.SoftBounce, Code(status)),
            "delayed" => new MailReport(send, ReportKind.SoftBounce, Code(status)),
            "delivered" or "relayed" => new MailReport(send, ReportKind.Delivered, Code(status)),
            _ => null,
        };
    }

    // 5.2.2 is a full mailbox, 5.7.x the other side's policy: neither says that the address does not exist.
    private static bool IsPermanent(string? status) =>
        status is not null && status.StartsWith('5') && !status.StartsWith("5.2.2", StringComparison.Ordinal) && !status.StartsWith("5.7.", StringComparison.Ordinal);

    // Only digits and dots: the other side wrote it.
    private static string? Code(string? status) => status is { Length: <= 12 } && status.All(c => char.IsAsciiDigit(c) || c == '.') ? status : null;

    private static Guid? SendOf(MultipartReport report, LinkTokens tokens) => report.OfType<MessagePart>().Select(p => p.Message?.MessageId)
        .Concat(report.OfType<TextRfc822Headers>().Select(p => p.Message?.MessageId))
        .OfType<string>()
        .Select(id => tokens.ReadMessageId(id.Split('@')[0]))
        .FirstOrDefault(id => id is not null);
}
