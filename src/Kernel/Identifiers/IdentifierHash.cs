using System.Diagnostics.CodeAnalysis;

namespace Gdpr.Kernel.Identifiers;

/// <summary>A keyed hash of a normalised identifier: pseudonymous data (GDPR Art. 4(5)) that can be matched, not read.</summary>
public readonly record struct IdentifierHash(string KeyId, string Value)
{
    public static bool TryParse([NotNullWhen(true)] string? text, out IdentifierHash hash)
    {
        hash = default;
        if (text?.Split(':') is not [{ Length: > 0 } keyId, { Length: > 0 } value])
        {
            return false;
        }

        hash = new IdentifierHash(keyId, value);
        return true;
    }

    /// <summary>The stored form, <c>keyId:base64url</c>.</summary>
    public override string ToString() => $"{KeyId}:{Value}";
}
