using Gdpr.Kernel;
using Gdpr.Platform.Privacy;

namespace Gdpr.Consent.Data;

/// <summary>What data are used for (Art. 5(1)(b)); its code is the word by which every room and integrator names it.</summary>
[NotPersonal]
internal sealed class Purpose
{
    public required string Code { get; init; }

    public required string NameFr { get; init; }

    public required string NameEn { get; init; }

    public required LegalBasis LegalBasis { get; init; }

    /// <summary>Names of its channels, separated by commas.</summary>
    public required string Channels { get; init; }

    public int? RetentionMonths { get; init; }

    /// <summary>How long a consent to it lives; null leaves it to the law of the channel.</summary>
    public int? ConsentMonths { get; init; }

    /// <summary>Classes of data that are held for it, separated by commas, such as <c>contacts.birthDate</c>; null where nobody has said.</summary>
    public string? DataClasses { get; init; }

    /// <summary>The legal entity; null for the deployment's controller.</summary>
    public string? ControllerId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What a contract or a duty asks for is no marketing.</summary>
    public bool IsService => LegalBasis is LegalBasis.Contract or LegalBasis.LegalObligation or LegalBasis.VitalInterests;

    public IReadOnlyList<string> NamedClasses => DataClasses?.Split(',') ?? [];

    public bool Uses(string channel) => channel == "all" || Channels.Split(',').Contains(channel);
}
