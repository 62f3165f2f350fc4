using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Sales.Domain;

internal enum ArchivedKind
{
    Invoice,
    Order,
    InvoiceContact,
}

/// <summary>
/// A record of somebody erased that must still be kept, as it was: no list, search or report shows it. It belongs to a
/// dead SubjectId (so it is no <see cref="IAboutSubject"/>) and is found again by keyed hashes; it goes by itself when
/// its period ends.
/// </summary>
internal sealed class ArchivedRecord : IVersioned
{
    [NotPersonal]
    public required Guid Id { get; init; }

    [NotPersonal]
    public required ArchivedKind Kind { get; init; }

    /// <summary>The id that the record had: a litigation hold may name it.</summary>
    [PersonalData(DataCategory.Pseudonym)]
    public required Guid RecordId { get; init; }

    [PersonalData(DataCategory.Pseudonym, DataClasses.Invoices)]
    public required string Number { get; init; }

    [PersonalData(DataCategory.Pseudonym)]
    public required SubjectId SubjectId { get; init; }

    /// <summary>The record's own words, unchanged.</summary>
    [PersonalData(DataCategory.Identity, DataClasses.Invoices)]
    public required string Content { get; init; }

    [NotPersonal]
    public required string Digest { get; init; }

    /// <summary>Article and code of the period; null when only a litigation hold keeps the record.</summary>
    [NotPersonal]
    public string? Ground { get; init; }

    /// <summary>Last day of the period; null when a reviewer set none, or there is no ground.</summary>
    [NotPersonal]
    public DateOnly? KeepUntil { get; init; }

    [NotPersonal]
    public required DateTimeOffset ArchivedAt { get; init; }

    /// <summary>When the record is looked at next: the day after its period, or the review of what else keeps it.</summary>
    [NotPersonal]
    public DateTimeOffset? DueAt { get; set; }

    [NotPersonal]
    public DateTimeOffset? LeasedUntil { get; set; }

    [NotPersonal]
    public int Version { get; set; } = 1;

    public string DataClass => Kind switch
    {
        ArchivedKind.Invoice => DataClasses.Invoices,
        ArchivedKind.Order => DataClasses.Orders,
        _ => DataClasses.InvoiceContact,
    };

    /// <summary>The period of the record itself still runs.</summary>
    public bool Runs(DateOnly today) => Ground is not null && (KeepUntil is null || today <= KeepUntil);
}

/// <summary>A keyed hash by which an archived record is found again (Arts. 11(2), 15): of an address, or of the name that must then agree.</summary>
internal sealed class ArchiveHash
{
    [NotPersonal]
    public required Guid ArchivedId { get; init; }

    [NotPersonal]
    public required IdentifierKind Kind { get; init; }

    [PersonalData(DataCategory.Pseudonym, DataClasses.ArchiveHashes)]
    public required string Hash { get; init; }
}
