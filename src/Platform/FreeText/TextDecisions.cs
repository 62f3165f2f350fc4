using System.Security.Cryptography;
using System.Text;
using Gdpr.Kernel.FreeText;

namespace Gdpr.Platform.FreeText;

/// <summary>A text of a room in which the person of a case is named: where it is, what it says, the places.</summary>
/// <param name="Place">Table, column and key of the row; opaque to others.</param>
/// <param name="Fixed">Part of a chained record: it may be left with a reason, never rewritten.</param>
public sealed record TextFound(string Place, string DataClass, bool Fixed, string Text, IReadOnlyList<Mention> Mentions)
{
    public string Digest => TextDigest.Of(Text);
}

/// <summary>What staff decided about one text as they read it.</summary>
/// <param name="Digest">Of the text that was read: another text is not touched.</param>
public sealed record TextDecision(string Room, string Place, string Digest, IReadOnlyList<DecidedSpan> Spans);

/// <summary>One span to take out, or to leave.</summary>
/// <param name="Quote">Digest of the words, by which a span that was left is known again when the text around it has changed.</param>
public sealed record DecidedSpan(int Start, int Length, bool Redact, string Quote)
{
    public TextSpan Span => new(Start, Length);
}

/// <summary>How texts are compared without being told again.</summary>
public static class TextDigest
{
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
