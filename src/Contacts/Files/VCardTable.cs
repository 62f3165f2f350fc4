using System.Text;
using Gdpr.Contacts.Domain;

namespace Gdpr.Contacts.Files;

/// <summary>
/// A file of vCards (2.1, 3.0 or 4.0), one card a row: its columns have our own names of fields, and the plain properties
/// that we have no field for have theirs.
/// </summary>
internal sealed class VCardTable(TextReader text) : IFileTable
{
    private const int MostProperties = 1000;
    private const int LargestCard = 1024 * 1024;
    private readonly VCardLines _lines = new(text);
    private VCardCells _card = VCardCells.Empty;

    public static IReadOnlyList<string> Columns { get; } = [.. ImportMapping.Fields, .. VCardCells.Others];

    public IReadOnlyList<string> Header => Columns;

    public long Row { get; private set; }

    public string? Flaw => _card.Flaw;

    public IReadOnlyDictionary<string, string> Attributes => _card.Attributes;

    public string this[int column] => _card[Columns[column]];

    public async Task<bool> ReadAsync(CancellationToken ct)
    {
        try
        {
            var line = await FilledAsync(ct);
            if (line is null)
            {
                return Row > 0 ? false : throw new UnreadableFile("IMPORT_EMPTY");
            }

            if (!line.Equals("BEGIN:VCARD", StringComparison.OrdinalIgnoreCase))
            {
                throw new UnreadableFile("IMPORT_MALFORMED");
            }

            _card = VCardCells.Of(await PropertiesAsync(ct));
            Row++;
            return true;
        }
        catch (UnreadableFile broken) when (broken.Row is null && broken.Code != "IMPORT_EMPTY")
        {
            throw new UnreadableFile(broken.Code, Row + 1);
        }
        catch (DecoderFallbackException)
        {
            throw new UnreadableFile(FileErrors.EncodingWrong.Code, Row + 1);
        }
    }

    public ValueTask DisposeAsync()
    {
        _lines.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<List<VCardProperty?>> PropertiesAsync(CancellationToken ct)
    {
        var properties = new List<VCardProperty?>();
        var size = 0;
        while (await FilledAsync(ct) is { } line)
        {
            if (line.Equals("END:VCARD", StringComparison.OrdinalIgnoreCase))
            {
                return properties;
            }

            if (line.Equals("BEGIN:VCARD", StringComparison.OrdinalIgnoreCase) || properties.Count == MostProperties)
            {
                break;
            }

            if ((size += line.Length) > LargestCard)
            {
                throw new UnreadableFile("FIELD_TOO_LONG");
            }

            properties.Add(VCardProperty.Parse(line));
        }

        throw new UnreadableFile("IMPORT_MALFORMED");
    }

    private async Task<string?> FilledAsync(CancellationToken ct)
    {
        while (await _lines.ReadAsync(ct) is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                return line.Trim('\uFEFF', ' ');
            }
        }

        return null;
    }
}
