using Gdpr.Consent.Domain;
using Gdpr.Kernel.Identifiers;

namespace Gdpr.Consent.Features.Importing;

/// <summary>What a file does not say of its rows: an export of one list names neither purpose nor words.</summary>
internal sealed record ImportDefaults(string? Purpose, Guid? NoticeId, string? Status);

/// <summary>Reads a row by the columns of the product that wrote it: our contract, Mailchimp's three files, Brevo's one.</summary>
internal static class RowShapes
{
    private static readonly string[] Yes = ["1", "true", "yes", "oui", "unsubscribed", "blacklisted", "blocklisted"];

    public static Func<Cells, ImportDefaults, ImportRow> Of(Cells header) =>
        header.Has("Email Address") || header.Has("Adresse e-mail") ? Mailchimp
        : header.Has("purpose") || header.Has("decision") ? Own
        : header.Has("EMAIL") ? Brevo
        : throw new RowRefused("", "IMPORT_SHAPE_UNKNOWN");

    private static ImportRow Own(Cells row, ImportDefaults defaults)
    {
        var (kind, value) = row["email"] is { } email ? (IdentifierKind.Email, email)
            : row["phone"] is { } phone ? (IdentifierKind.Phone, phone)
            : row["externalId"] is { } id ? (IdentifierKind.ExternalId, id)
            : throw new RowRefused("email", "IDENTIFIER_MISSING");
        var act = Act(row["decision"] ?? defaults.Status);
        return new ImportRow(kind, value, row["purpose"] ?? defaults.Purpose, row["channel"] ?? (act.IsSaidNo() ? null : "email"), act)
        {
            At = ImportRow.When(row["at"]),
            ConfirmedAt = ImportRow.When(row["confirmedAt"]),
            NoticeText = row["noticeText"],
            NoticeId = act == ImportAct.Given ? Notice(row["noticeId"], defaults) : null,
            Method = row["method"],
            Evidence = row["evidence"],
            Ip = row["ip"],
        };
    }

    private static Guid? Notice(string? text, ImportDefaults defaults) =>
        text is null ? defaults.NoticeId
        : Guid.TryParse(text, out var known) ? known
        : throw new RowRefused("noticeId", "NOTICE_UNKNOWN");

    // Which of the three files it is shows in its columns; the last act is what counts.
    private static ImportRow Mailchimp(Cells row, ImportDefaults defaults)
    {
        var email = row["Email Address"] ?? row["Adresse e-mail"] ?? throw new RowRefused("Email Address", "IDENTIFIER_MISSING");
        var act = row.Has("CLEAN_TIME") ? ImportAct.Bounced
            : row.Has("UNSUB_TIME") ? ImportAct.Withdrawn
            : Act(defaults.Status ?? "subscribed");
        var at = act switch
        {
            ImportAct.Bounced => row["CLEAN_TIME"],
            ImportAct.Withdrawn => row["UNSUB_TIME"],
            _ => row["OPTIN_TIME"] ?? row["CONFIRM_TIME"],
        };
        return new ImportRow(IdentifierKind.Email, email, defaults.Purpose, "email", act)
        {
            At = ImportRow.When(at),
            ConfirmedAt = act == ImportAct.Given ? ImportRow.When(row["CONFIRM_TIME"]) : null,
            NoticeId = defaults.NoticeId,
            Method = "mailchimp",
        };
    }

    private static ImportRow Brevo(Cells row, ImportDefaults defaults)
    {
        var email = row["EMAIL"] ?? throw new RowRefused("EMAIL", "IDENTIFIER_MISSING");
        var status = row["EMAIL_MARKETING"] ?? row["EMAIL_BLACKLISTED"] ?? row["EMAIL_BLOCKLISTED"] ?? row["BLACKLISTED"] ?? row["STATUS"];
        var reason = row["BLOCKLIST_REASON"] ?? row["UNSUBSCRIPTION_REASON"] ?? row["STATUS"];
        var act = reason?.Contains("bounce", StringComparison.OrdinalIgnoreCase) == true || defaults.Status == "cleaned" ? ImportAct.Bounced
            : status is not null ? Yes.Contains(status.ToLowerInvariant()) ? ImportAct.Withdrawn : ImportAct.Given
            : Act(defaults.Status ?? "subscribed");
        return new ImportRow(IdentifierKind.Email, email, defaults.Purpose, "email", act)
        {
            At = ImportRow.When(act == ImportAct.Given ? row["ADDED_TIME"] ?? row["MODIFIED_TIME"] : row["MODIFIED_TIME"] ?? row["ADDED_TIME"]),
            NoticeId = defaults.NoticeId,
            Method = "brevo",
        };
    }

    private static ImportAct Act(string? word) => word?.ToLowerInvariant() switch
    {
        "given" or "subscribed" => ImportAct.Given,
        "refused" => ImportAct.Refused,
        "withdrawn" or "unsubscribed" => ImportAct.Withdrawn,
        "cleaned" or "bounced" => ImportAct.Bounced,
        _ => throw new RowRefused("decision", "DECISION_UNKNOWN"),
    };
}
