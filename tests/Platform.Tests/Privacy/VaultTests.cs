using System.Security.Cryptography;
using Gdpr.Platform.Privacy;

namespace Gdpr.Platform.Tests.Privacy;

public sealed class VaultTests
{
    private static readonly byte[] Key = Vault.NewKey();
    private static readonly byte[] Context = [1, 2, 3];
    private static readonly byte[] Plain = [.. "person@example.test"u8];

    [Fact]
    public void What_was_sealed_opens_with_its_key_and_context()
    {
        var box = Vault.Seal(Key, Plain, Context);

        Assert.Equal(Plain, Vault.Open(Key, box, Context));
        Assert.True(box.AsSpan().IndexOf(Plain) < 0);
        Assert.NotEqual(box, Vault.Seal(Key, Plain, Context));
    }

    [Fact]
    public void Another_key_context_or_box_opens_nothing()
    {
        var box = Vault.Seal(Key, Plain, Context);
        byte[] changed = [.. box];
        changed[^1] ^= 1;

        Assert.ThrowsAny<CryptographicException>(() => Vault.Open(Vault.NewKey(), box, Context));
        Assert.ThrowsAny<CryptographicException>(() => Vault.Open(Key, box, [1, 2]));
        Assert.ThrowsAny<CryptographicException>(() => Vault.Open(Key, changed, Context));
        Assert.ThrowsAny<CryptographicException>(() => Vault.Open(Key, box.AsSpan(0, 20), Context));
    }
}
