using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.BreachNotification.Domain;

/// <summary>A person named in the file of a breach. That the person was concerned is documented (Art. 33(5)); the note about them is not needed for that.</summary>
internal sealed class NamedSubject : IAboutSubject
{
    public const string DataClass = "breachNotification.subjects";
    public const string NoteClass = "breachNotification.notes";

    public static readonly IReadOnlyList<string> Capacities = ["affected", "reporter", "involved"];

    [NotPersonal]
    public required Guid Id { get; init; }

    [NotPersonal]
    public required Guid BreachId { get; init; }

    [PersonalData(DataCategory.Pseudonym, DataClass)]
    public required SubjectId SubjectId { get; init; }

    /// <summary><c>affected</c>, <c>reporter</c> or <c>involved</c>.</summary>
    [PersonalData(DataCategory.Interaction, DataClass)]
    public required string Capacity { get; init; }

    [PersonalData(DataCategory.FreeText, NoteClass)]
    public string? Note { get; set; }

    [NotPersonal]
    public required DateTimeOffset NamedAt { get; init; }

    /// <summary>After the file's end: not before this is it asked again whether a claim or a request still needs the name.</summary>
    [NotPersonal]
    public DateTimeOffset? LookAgainAt { get; set; }
}
