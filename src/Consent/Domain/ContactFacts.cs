using Gdpr.Kernel.Marketing;

namespace Gdpr.Consent.Domain;

/// <summary>A refusal recorded against the person, whatever its origin.</summary>
internal sealed record RefusalFact(Guid Id, Channel Scope, string? Purpose, SuppressionReason Reason, DateTimeOffset At);

/// <summary>A consent given for the purpose asked.</summary>
/// <param name="Proven">A notice was shown.</param>
/// <param name="OwnAct">False for what an import brought: it never reopens what the person closed.</param>
internal sealed record ConsentFact(Guid Id, Channel Channel, DateTimeOffset At, bool Proven, bool OwnAct)
{
    /// <summary>By the term of its purpose, or by an event that said so.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public bool OutOfHours { get; init; }

    public bool Prechecked { get; init; }

    /// <summary>Somebody else collected it.</summary>
    public bool Partner { get; init; }

    public bool RecipientsNamed { get; init; }

    /// <summary>Ends a refusal: the person's own clear act, with proof (MK-21).</summary>
    public bool Reopens => OwnAct && Proven && !Prechecked && (!Partner || RecipientsNamed);
}

/// <summary>Everything recorded about one person that bears on one purpose.</summary>
internal sealed record ContactFacts(bool Known, IReadOnlyList<RefusalFact> Refusals, IReadOnlyList<ConsentFact> Consents)
{
    public static readonly ContactFacts Nobody = new(false, [], []);

    /// <summary>The data may only be stored, except with the person's consent (Art. 18(2)).</summary>
    public bool Restricted { get; init; }

    /// <summary>What is known of the person in the words of the law; moment and channel are those of the question.</summary>
    public MarketingQuestion? Person { get; init; }

    /// <summary>The version of the facts stated, as evidence.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>It is known where the data came from.</summary>
    public bool HasOrigin { get; init; }

    /// <summary>A consent was asked for already, for this purpose.</summary>
    public bool Asked { get; init; }

    /// <summary>Calls in the last thirty days, as whoever calls counts them.</summary>
    public int Calls { get; init; }

    /// <summary>The last thing the person said here.</summary>
    public DateTimeOffset? LastAct { get; init; }
}

/// <summary>What is asked about a person.</summary>
/// <param name="IsService">The purpose serves a contract or a duty: no marketing, so no marketing refusal stands in its way.</param>
/// <param name="Home">Where nothing is known of the person, the country of the controller.</param>
internal sealed record DecisionQuestion(string Purpose, Channel Channel, DateTimeOffset At, bool IsService, string Home)
{
    public MessageStated? Message { get; init; }
}
