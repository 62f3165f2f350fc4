using Gdpr.Kernel;
using Gdpr.Kernel.Rights;

namespace Gdpr.Platform.Participation;

/// <summary>
/// What exactly is asked, besides the right. Sealed in the case file and read by participants over internal HTTP: it may
/// name the person, so it never travels in a message.
/// </summary>
public sealed record RequestDetails
{
    public static readonly RequestDetails None = new();

    /// <summary>The person's own words.</summary>
    public string? Text { get; init; }

    /// <summary>What is to be corrected or completed (Art. 16).</summary>
    public IReadOnlyList<DatumChange> Changes { get; init; } = [];

    /// <summary>Why processing is restricted (Art. 18(1)(a) to (d)).</summary>
    public RestrictionGround? Ground { get; init; }

    /// <summary>Classes of data that a restriction or an erasure covers, e.g. <c>contacts.email</c>; none covers the whole person.</summary>
    public IReadOnlyList<string> DataClasses { get; init; } = [];

    /// <summary>Against what a person objects (Art. 21).</summary>
    public ObjectionScope? Scope { get; init; }

    /// <summary>The purpose objected to, when <see cref="Scope"/> is a purpose.</summary>
    public string? Purpose { get; init; }
}
