using System.Text.Json.Serialization;

namespace Gdpr.Contacts.Domain;

internal enum ContactKind
{
    Person,
    Organisation,
}

/// <summary>Whether the law of consumers or of business contacts applies to marketing.</summary>
internal enum Audience
{
    [JsonStringEnumMemberName("B2C")]
    B2C,

    [JsonStringEnumMemberName("B2B")]
    B2B,
}

/// <summary>What a person did that brought their data to us; only an own act lets an erased person come back.</summary>
internal enum OwnAct
{
    None,
    Order,
    Form,
    Call,
    Visit,
}

/// <summary>Coded names of our data, as reports to a person use them.</summary>
internal static class DataClasses
{
    public const string Identity = "contacts.identity";
    public const string Email = "contacts.email";
    public const string Phone = "contacts.phone";
    public const string Address = "contacts.address";
    public const string ExternalId = "contacts.externalId";
    public const string Identifier = "contacts.identifier";
    public const string Attributes = "contacts.attributes";
    public const string Notes = "contacts.notes";
    public const string Origin = "contacts.origin";

    public static readonly IReadOnlyList<string> All = [Identity, Email, Phone, Address, ExternalId, Identifier, Attributes, Notes, Origin];
}

/// <summary>Limits of what one contact may hold; beyond them the answer is 422.</summary>
internal static class ContactLimits
{
    public const int Text = 200;
    public const int Addresses = 20;
    public const int Attributes = 50;
    public const int AttributeName = 100;
    public const int AttributeValue = 500;
    public const int Note = 4000;
    public const int Identifier = 300;
    public const int NameKey = 800;
}
