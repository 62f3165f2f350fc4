using Gdpr.Kernel;

namespace Gdpr.Contacts.Files;

/// <summary>
/// Looks at every piece of a file as it comes and says at the end in which encoding it is. It refuses at once what can
/// be no text, so that a stream without end is cut early.
/// </summary>
internal sealed class EncodingEvidence(string? stated = null)
{
    private const int LongestLine = 4 * 1024 * 1024;
    private readonly long[] _high = new long[256];
    private readonly Utf8Evidence _utf8 = new();
    private string? _wide;
    private bool _marked;
    private bool _begun;
    private long _line;
    private int _run;
    private long _inRuns;

    /// <summary>The file begins as a vCard does.</summary>
    public bool IsVCard { get; private set; }

    public void Look(ReadOnlySpan<byte> bytes)
    {
        if (!_begun && bytes.Length > 0)
        {
            FileNature.Demand(bytes);
            Begin(bytes);
        }

        Measure(bytes);
        if (_wide is not null)
        {
            return;
        }

        if (bytes.Contains((byte)0))
        {
            throw new RuleViolation(FileErrors.NotText);
        }

        Count(bytes);
    }

    /// <summary>The name of the encoding; <paramref name="whole"/> is false for a sample of a file.</summary>
    public string Decide(bool whole = true, string? said = null)
    {
        _utf8.End(whole);
        var statement = said ?? stated;
        if (statement is not null)
        {
            var name = TextEncodings.Named(statement);
            return (name == TextEncodings.Utf8 && _utf8.Invalid > 0) || (_wide is not null && !TextEncodings.IsWide(name))
                ? throw new RuleViolation(FileErrors.EncodingWrong)
                : name;
        }

        return _wide ?? (_utf8.Invalid == 0 ? TextEncodings.Utf8 : OneByte());
    }

    private string OneByte()
    {
        if (_utf8.LatinPairs > 0 || _marked)
        {
            throw new RuleViolation(FileErrors.EncodingMixed);
        }

        // Western texts have their accents one at a time; other alphabets have nothing else.
        var all = _high.Sum();
        return _inRuns * 4 > all && all > 8 ? throw new RuleViolation(FileErrors.EncodingUnknown) : LetterScores.Best(_high);
    }

    private void Begin(ReadOnlySpan<byte> head)
    {
        _begun = true;
        _wide = stated is not null && TextEncodings.Named(stated) is var name && TextEncodings.IsWide(name) ? name
            : head.StartsWith((byte[])[0xFF, 0xFE, 0, 0]) ? TextEncodings.Utf32
            : head.StartsWith((byte[])[0xFF, 0xFE]) ? TextEncodings.Utf16
            : head.StartsWith((byte[])[0xFE, 0xFF]) ? TextEncodings.Utf16BigEndian
            : Unmarked(head);
        _marked = head.StartsWith((byte[])[0xEF, 0xBB, 0xBF]);
        IsVCard = FileHead.IsVCard(TextEncodings.Loose(_wide ?? TextEncodings.Windows1252, head[..Math.Min(head.Length, 200)]));
    }

    // Without a mark, UTF-16 shows by the zero byte that half of each Western character is, always on the same side.
    private static string? Unmarked(ReadOnlySpan<byte> head)
    {
        var (even, odd) = (0, 0);
        for (var i = 0; i + 1 < head.Length; i += 2)
        {
            even += head[i] == 0 ? 1 : 0;
            odd += head[i + 1] == 0 ? 1 : 0;
        }

        var most = head.Length / 2;
        return odd * 2 > most && even == 0 ? TextEncodings.Utf16
            : even * 2 > most && odd == 0 ? TextEncodings.Utf16BigEndian
            : null;
    }

    private void Measure(ReadOnlySpan<byte> bytes)
    {
        var last = bytes.LastIndexOfAny((byte)'\n', (byte)'\r');
        _line = last < 0 ? _line + bytes.Length : bytes.Length - last - 1;
        if (_line > LongestLine)
        {
            throw new RuleViolation(FileErrors.LineTooLong);
        }
    }

    private void Count(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] < 0x80)
            {
                _utf8.Step(bytes[i]);
                _run = 0;
                var ascii = bytes[i..].IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
                i = ascii < 0 ? bytes.Length : i + ascii - 1;
                continue;
            }

            _utf8.Step(bytes[i]);
            _high[bytes[i]]++;
            _inRuns += ++_run >= 4 ? 1 : 0;
        }
    }
}
