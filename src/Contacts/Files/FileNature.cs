using Gdpr.Kernel;

namespace Gdpr.Contacts.Files;

/// <summary>Knows by its first bytes what is no text, whatever its name says.</summary>
internal static class FileNature
{
    private static readonly byte[][] Archives =
        [[0x50, 0x4B, 3, 4], [0x50, 0x4B, 5, 6], [0x1F, 0x8B], [.. "7z"u8, 0xBC, 0xAF], [.. "Rar!"u8], [.. "BZh"u8], [0xFD, .. "7zXZ"u8], [0x28, 0xB5, 0x2F, 0xFD]];

    private static readonly byte[][] Binaries =
        [[0xD0, 0xCF, 0x11, 0xE0], [.. "%PDF"u8], [0x89, .. "PNG"u8], [.. "GIF8"u8], [0xFF, 0xD8, 0xFF], [0x7F, .. "ELF"u8], [.. "SQLite format 3"u8], [.. "Obj\x01"u8], [.. "PAR1"u8]];

    public static void Demand(ReadOnlySpan<byte> head)
    {
        if (Begins(head, Archives))
        {
            throw new RuleViolation(FileErrors.Compressed);
        }

        if (Begins(head, Binaries))
        {
            throw new RuleViolation(FileErrors.NotText);
        }
    }

    private static bool Begins(ReadOnlySpan<byte> head, byte[][] marks)
    {
        foreach (var mark in marks)
        {
            if (head.StartsWith(mark))
            {
                return true;
            }
        }

        return false;
    }
}
