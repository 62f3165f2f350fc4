namespace Gdpr.Platform.Privacy;

/// <summary>What kind of data a stored property holds: the words of the register of Art. 30(1)(c).</summary>
public enum DataCategory
{
    /// <summary>Says nothing about a person (ids, states, times of the system).</summary>
    NotPersonal,

    /// <summary>A random id or keyed hash: personal only to whoever holds the key (Art. 4(5)).</summary>
    Pseudonym,

    /// <summary>Names and dates that identify somebody.</summary>
    Identity,

    /// <summary>Addresses by which somebody is reached.</summary>
    Contact,

    /// <summary>What somebody chose: consents, refusals, objections.</summary>
    Choice,

    /// <summary>What somebody did with us.</summary>
    Interaction,

    /// <summary>Words written by people about people: anything may be in it.</summary>
    FreeText,

    /// <summary>Secrets that open an account or a system.</summary>
    Credential,

    /// <summary>Sealed bytes whose key lives elsewhere.</summary>
    Encrypted,
}

/// <summary>Classifies a stored property as personal data; an unclassified property fails the build.</summary>
/// <param name="category">Its kind, as the data map shows it.</param>
/// <param name="dataClass">The coded name used in reports to a person, e.g. <c>contacts.email</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalDataAttribute(DataCategory category, string? dataClass = null) : Attribute
{
    public DataCategory Category { get; } = category;

    public string? DataClass { get; } = dataClass;
}

/// <summary>Says that a stored property (or every property of a type that has no class of its own) is not personal.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public sealed class NotPersonalAttribute : Attribute;

/// <summary>Says that a stored text is part of a chained record: rewriting it would break the proof that nobody did.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UnalterableAttribute : Attribute;
