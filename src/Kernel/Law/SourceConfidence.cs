namespace Gdpr.Kernel.Law;

/// <summary>How sure the suite is of a rule it shows: lawyers confirm everything below <see cref="Read"/>.</summary>
public enum SourceConfidence
{
    /// <summary>Read in the text itself.</summary>
    Read,

    /// <summary>Read in a report of the text.</summary>
    Secondary,

    /// <summary>General knowledge.</summary>
    General,

    /// <summary>A choice of the product, not law.</summary>
    Policy,
}
