using System.Globalization;
using Gdpr.Kernel.Identifiers;

namespace Gdpr.Consent.Features.Importing;

/// <summary>What a row says happened.</summary>
internal enum ImportAct
{
    Given,
    Refused,
    Withdrawn,

    /// <summary>The address does not receive.</summary>
    Bounced,
}

internal static class ImportActs
{
    /// <summary>A person's no; an address that does not receive says nothing.</summary>
    public static bool IsSaidNo(this ImportAct act) => act is ImportAct.Refused or ImportAct.Withdrawn;
}

/// <summary>One row of a file of choices, whatever product wrote it.</summary>
internal sealed record ImportRow(IdentifierKind Kind, string Identifier, string? Purpose, string? Channel, ImportAct Act)
{
    public DateTimeOffset? At { get; init; }

    public DateTimeOffset? ConfirmedAt { get; init; }

    public string? NoticeText { get; init; }

    public Guid? NoticeId { get; init; }

    public string? Method { get; init; }

    public string? Evidence { get; init; }

    public string? Ip { get; init; }

    /// <summary>The column of our contract that holds the identifier.</summary>
    public string IdentifierColumn => Kind switch
    {
        IdentifierKind.Phone => "phone",
        IdentifierKind.ExternalId => "externalId",
        _ => "email",
    };

    private static readonly string[] Formats = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd", "dd-MM-yyyy HH:mm:ss", "dd-MM-yyyy"];

    /// <summary>Products write UTC without saying so; a date that cannot be read is none.</summary>
    public static DateTimeOffset? When(string? text) =>
        DateTimeOffset.TryParseExact(text?.Trim(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var exact) ? exact
        : text?.Contains('T') == true && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var iso) ? iso
        : null;
}

/// <summary>A row that cannot be taken: the column and why, never the value.</summary>
internal sealed class RowRefused(string column, string code) : Exception(code)
{
    public string Column { get; } = column;

    public string Code { get; } = code;
}
