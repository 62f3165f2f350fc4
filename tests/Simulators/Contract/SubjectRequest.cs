using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gdpr.Simulators.Contract;

/// <summary>What a request asks for.</summary>
[JsonConverter(typeof(CamelCase<RequestType>))]
public enum RequestType
{
    Locate,
    Access,
    Verify,
    Erase,
    Rectify,
    Restrict,
    Unsubscribe,

    /// <summary>Tells a recipient what became of data it was given (Art. 19); what it does is its own decision.</summary>
    Inform,
}

internal static class RequestTypes
{
    /// <summary>Whether the request is to change what is stored; the others only read.</summary>
    public static bool Changes(this RequestType type) =>
        type is RequestType.Erase or RequestType.Rectify or RequestType.Restrict or RequestType.Unsubscribe;
}

/// <summary>One identifier of the person: <c>email</c>, <c>phone</c> or <c>externalId</c>.</summary>
public sealed record Identifier(string Kind, string Value);

/// <summary>The body of <c>POST /subject-requests</c>; its id is the idempotency key.</summary>
public sealed record SubjectRequest(
    Guid Id,
    RequestType Type,
    IReadOnlyList<Identifier> Identifiers,
    DateTimeOffset SubmittedAt,
    IReadOnlyDictionary<string, string>? Changes = null)
{
    /// <summary>The same request however its JSON was laid out.</summary>
    internal string Fingerprint() => JsonSerializer.Serialize(
        this with
        {
            SubmittedAt = SubmittedAt.ToUniversalTime(),
            Changes = Changes is null ? null : new SortedDictionary<string, string>(Changes.ToDictionary()),
        });
}
