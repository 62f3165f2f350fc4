using System.Text;

namespace Gdpr.Contacts.Files;

/// <summary>The unfolded lines of a vCard file (RFC 6350, 3.2; and the older quoted-printable ones), each within bounds.</summary>
internal sealed class VCardLines(TextReader text) : IDisposable
{
    private const int LongestLine = 4 * 1024 * 1024;
    private const int LongestProperty = 256 * 1024;

    // Pictures and keys are long, and no part of a contact here.
    private static readonly string[] Skipped = ["PHOTO", "LOGO", "SOUND", "KEY"];

    private readonly char[] _buffer = new char[16 * 1024];
    private readonly StringBuilder _line = new();
    private int _at;
    private int _filled;
    private string? _ahead;
    private bool _begun;

    /// <summary>The next logical line; null at the end. What is skipped comes as its name alone.</summary>
    public async Task<string?> ReadAsync(CancellationToken ct)
    {
        if (!_begun)
        {
            _begun = true;
            _ahead = await PhysicalAsync(ct);
        }

        if (_ahead is null)
        {
            return null;
        }

        var (quoted, skipped) = (IsQuoted(_ahead), IsSkipped(_ahead));
        var line = new StringBuilder(skipped ? string.Empty : _ahead);
        DemandShort(line);
        var soft = quoted && _ahead.EndsWith('=');
        _ahead = await PhysicalAsync(ct);
        while (_ahead is not null && (soft || _ahead.StartsWith(' ') || _ahead.StartsWith('\t')))
        {
            soft = quoted && _ahead.EndsWith('=');
            if (!skipped)
            {
                Append(line, _ahead, quoted);
            }

            _ahead = await PhysicalAsync(ct);
        }

        return skipped ? "X-SKIPPED:" : line.ToString();
    }

    public void Dispose() => text.Dispose();

    private static void Append(StringBuilder line, string next, bool quoted)
    {
        if (quoted && EndsSoft(line))
        {
            line.Length--;
            line.Append(next);
        }
        else
        {
            line.Append(next, 1, next.Length - 1);
        }

        DemandShort(line);
    }

    private static void DemandShort(StringBuilder line)
    {
        if (line.Length > LongestProperty)
        {
            throw new UnreadableFile("FIELD_TOO_LONG");
        }
    }

    private static bool EndsSoft(StringBuilder line) => line.Length > 0 && line[^1] == '=';

    private static bool IsQuoted(string line) =>
        line.IndexOf(':') is > 0 and var colon && line.AsSpan(0, colon).Contains("QUOTED-PRINTABLE", StringComparison.OrdinalIgnoreCase);

    private static bool IsSkipped(string line)
    {
        var end = line.AsSpan().IndexOfAny(':', ';');
        var name = end < 0 ? line : line[..end];
        return Skipped.Contains(name[(name.LastIndexOf('.') + 1)..], StringComparer.OrdinalIgnoreCase);
    }

    private async Task<string?> PhysicalAsync(CancellationToken ct)
    {
        _line.Clear();
        while (true)
        {
            if (_at == _filled)
            {
                (_at, _filled) = (0, await text.ReadAsync(_buffer, ct));
                if (_filled == 0)
                {
                    return _line.Length == 0 ? null : _line.ToString();
                }
            }

            var rest = _buffer.AsSpan(_at, _filled - _at);
            var end = rest.IndexOf('\n');
            _line.Append(rest[..(end < 0 ? rest.Length : end)]);
            _at += end < 0 ? rest.Length : end + 1;
            if (_line.Length > LongestLine)
            {
                throw new UnreadableFile("FIELD_TOO_LONG");
            }

            if (end >= 0)
            {
                return _line.ToString().TrimEnd('\r');
            }
        }
    }
}
