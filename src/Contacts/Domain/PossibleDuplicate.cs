using System.Buffers.Text;

namespace Gdpr.Contacts.Domain;

/// <summary>Why two contacts may be one person.</summary>
internal enum DuplicateReason
{
    SameEmail,
    SamePhoneAndLikeName,
    SameNameAndBirthDate,
    SameNameAndPostalCode,
}

/// <summary>Two contacts that may be one person; the pair is the same whichever comes first.</summary>
internal readonly record struct ContactPair
{
    private const int IdLength = 43;

    public ContactPair(Guid one, Guid other) => (First, Second) = one.CompareTo(other) <= 0 ? (one, other) : (other, one);

    public Guid First { get; }

    public Guid Second { get; }

    public string Id => Base64Url.EncodeToString([.. First.ToByteArray(bigEndian: true), .. Second.ToByteArray(bigEndian: true)]);

    public static ContactPair? Parse(string id)
    {
        Span<byte> bytes = stackalloc byte[32];
        return id.Length == IdLength && Base64Url.IsValid(id) && Base64Url.TryDecodeFromChars(id, bytes, out var read) && read == bytes.Length
            ? new ContactPair(new Guid(bytes[..16], bigEndian: true), new Guid(bytes[16..], bigEndian: true))
            : null;
    }
}

/// <summary>How likely two contacts are one person, by all that they share.</summary>
internal static class DuplicateScore
{
    public static double Of(IEnumerable<DuplicateReason> reasons, bool namesAlike) =>
        Math.Round(1 - reasons.Aggregate(1.0, (doubt, reason) => doubt * (1 - Weight(reason, namesAlike))), 2);

    // Families share an address; who shares the name too is more likely the same.
    private static double Weight(DuplicateReason reason, bool namesAlike) => reason switch
    {
        DuplicateReason.SameEmail => namesAlike ? 0.95 : 0.5,
        DuplicateReason.SameNameAndBirthDate => 0.85,
        DuplicateReason.SamePhoneAndLikeName => 0.75,
        _ => 0.6,
    };
}
