namespace Gdpr.BreachNotification.Domain;

/// <summary>Where the file of a breach stands.</summary>
internal enum BreachState
{
    /// <summary>Something was seen; nobody has decided yet that personal data were compromised.</summary>
    Detected,

    /// <summary>The clock of Art. 33(1) runs.</summary>
    Aware,

    /// <summary>A named person said that a risk is unlikely: registered, not notified (Art. 33(5)).</summary>
    RegisterOnly,

    /// <summary>The authority has the initial notification and waits for the rest (Art. 33(4)).</summary>
    Notified,

    /// <summary>The authority has everything that Art. 33(3) asks.</summary>
    FullyNotified,

    Closed,
}

/// <summary>What may happen to the file of a breach.</summary>
internal enum BreachStep
{
    AwarenessDecided,
    ProcessorTold,
    Assessed,
    RiskUnlikely,
    RiskStated,
    InitialNotified,
    CompleteInitialNotified,
    ComplementNotified,
    ClosingNotified,
    FactsChanged,
    SubjectsNamed,
    Closed,
}
