using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gdpr.Kernel.Identifiers;

/// <summary>Turns normalised identifiers into keyed hashes, so that refusals and erasures are recognised without keeping the address.</summary>
public sealed class IdentifierHasher(IdentifierKeyRing keys)
{
    /// <summary>Hashes with the current key: the only form in which new hashes are stored.</summary>
    public IdentifierHash Hash(Identifier normalised) => Hash(normalised, keys.CurrentKeyId);

    /// <summary>Hashes with every key ever used, current first, to match what was stored before the key changed.</summary>
    public IReadOnlyList<IdentifierHash> HashWithEveryKey(Identifier normalised) =>
        [.. keys.Keys.Keys
            .OrderBy(id => id != keys.CurrentKeyId)
            .ThenBy(id => id, StringComparer.Ordinal)
            .Select(id => Hash(normalised, id))];

    private IdentifierHash Hash(Identifier normalised, string keyId)
    {
        var input = Encoding.UTF8.GetBytes($"{Prefix(normalised.Kind)}\0{normalised.Value}");
        return new IdentifierHash(keyId, Base64Url.EncodeToString(HMACSHA256.HashData(keys.Keys[keyId], input)));
    }

    // Written out: renaming a member of the enum must not change hashes already stored.
    private static string Prefix(IdentifierKind kind) => kind switch
    {
        IdentifierKind.Email => "email",
        IdentifierKind.Phone => "phone",
        IdentifierKind.ExternalId => "externalId",
        IdentifierKind.Name => "name",
        IdentifierKind.NameAndBirthDate => "nameAndBirthDate",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
