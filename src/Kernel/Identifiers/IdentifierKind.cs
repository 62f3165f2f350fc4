namespace Gdpr.Kernel.Identifiers;

/// <summary>The kinds of identifier by which a person is looked up and recognised.</summary>
public enum IdentifierKind
{
    Email,
    Phone,

    /// <summary>An id given by another system, written <c>system:id</c>.</summary>
    ExternalId,

    Name,

    /// <summary>A full name and a birth date, written <c>name|yyyy-MM-dd</c>: together they recognise a person.</summary>
    NameAndBirthDate,
}
