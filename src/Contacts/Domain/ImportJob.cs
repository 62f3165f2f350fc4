using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Contacts.Domain;

internal enum ImportStatus
{
    Uploading,
    Queued,
    Running,
    Waiting,
    Completed,

    /// <summary>The file could not be used.</summary>
    Failed,

    /// <summary>The file leaves a question that only a person can answer; nothing was created.</summary>
    Stopped,

    /// <summary>The file is here; somebody is to say what its columns are, within a day.</summary>
    AwaitingMapping,
}

/// <summary>One file on its way into Contacts: its progress commits with each batch, so that work resumes exactly.</summary>
internal sealed class ImportJob : IVersioned
{
    [NotPersonal]
    public required Guid Id { get; init; }

    [NotPersonal]
    public required DateTimeOffset CreatedAt { get; init; }

    [NotPersonal]
    public DateTimeOffset? EndedAt { get; set; }

    [NotPersonal]
    public ImportStatus Status { get; set; }

    /// <summary>The mapping as it was sent: names of columns and defaults.</summary>
    [NotPersonal]
    public string Mapping { get; set; } = "{}";

    /// <summary>The key of the uploaded bytes; destroyed with them.</summary>
    [PersonalData(DataCategory.Credential)]
    public byte[]? Key { get; set; }

    [NotPersonal]
    public int Chunks { get; set; }

    [NotPersonal]
    public string Encoding { get; set; } = "utf-8";

    /// <summary>The file was read once: kind, delimiter, columns and date format are decided and no row of it breaks the reader.</summary>
    [NotPersonal]
    public bool Examined { get; set; }

    [NotPersonal]
    public FileKind FileKind { get; set; }

    [NotPersonal]
    public string? Delimiter { get; set; }

    /// <summary>Formats of the birth dates, separated by <c>|</c>.</summary>
    [NotPersonal]
    public string? DateFormats { get; set; }

    [NotPersonal]
    public long? RowsTotal { get; set; }

    [NotPersonal]
    public long Created { get; set; }

    [NotPersonal]
    public long Updated { get; set; }

    [NotPersonal]
    public long Unchanged { get; set; }

    [NotPersonal]
    public long Rejected { get; set; }

    [NotPersonal]
    public long Suppressed { get; set; }

    /// <summary>The rooms that could not be reached, separated by spaces.</summary>
    [NotPersonal]
    public string? WaitingFor { get; set; }

    [NotPersonal]
    public int Attempts { get; set; }

    [NotPersonal]
    public string? Code { get; set; }

    /// <summary>Nobody else works on the job before; also when a waiting one tries again.</summary>
    [NotPersonal]
    public DateTimeOffset LeasedUntil { get; set; }

    [NotPersonal]
    public Guid? LeasedBy { get; set; }

    [NotPersonal]
    public int Version { get; set; } = 1;

    /// <summary>Hands the file over to the worker, as the mapping says.</summary>
    public void Begin(string mapping) => (Status, Mapping) = (ImportStatus.Queued, mapping);

    public long RowsRead => Created + Updated + Unchanged + Rejected + Suppressed;

    /// <summary>Closes the job; what was uploaded goes with its key.</summary>
    public void End(ImportStatus status, string? code, DateTimeOffset now)
    {
        Status = status;
        Code = code;
        EndedAt = now;
        Key = null;
        WaitingFor = null;
        LeasedBy = null;
    }
}

/// <summary>A piece of an uploaded file, sealed with the key of its import.</summary>
internal sealed class ImportChunk
{
    [NotPersonal]
    public required Guid ImportId { get; init; }

    [NotPersonal]
    public required int Index { get; init; }

    [PersonalData(DataCategory.Encrypted)]
    public required byte[] Box { get; init; }
}

/// <summary>Why a row was rejected: row, column and code, never the value.</summary>
[NotPersonal]
internal sealed class ImportError
{
    public required Guid ImportId { get; init; }

    public required long Row { get; init; }

    public string? Column { get; init; }

    public required string Code { get; init; }
}
