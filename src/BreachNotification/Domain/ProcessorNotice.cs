using Gdpr.Kernel.Law;
using Gdpr.Platform.Privacy;

namespace Gdpr.BreachNotification.Domain;

/// <summary>What a processor told us and when (Art. 33(2)); never changed.</summary>
internal sealed class ProcessorNotice
{
    [NotPersonal]
    public required Guid Id { get; init; }

    [NotPersonal]
    public required Guid BreachId { get; init; }

    [NotPersonal]
    public required string Processor { get; init; }

    /// <summary>Shown, never the start of our clock.</summary>
    [NotPersonal]
    public required DateTimeOffset ProcessorAwareAt { get; init; }

    [NotPersonal]
    public required DateTimeOffset ToldAt { get; init; }

    /// <summary>Hours that the contract gives; the default is a dated parameter.</summary>
    [NotPersonal]
    public required int ContractHours { get; init; }

    [NotPersonal]
    public required DateTimeOffset RecordedAt { get; init; }

    public DateTimeOffset DueAt() => ProcessorAwareAt.AddHours(ContractHours);

    public bool Late() => ToldAt > DueAt();

    public static int DefaultHours(DateOnly on) => LawParameters.Number("processor.noticeHours", on);
}
