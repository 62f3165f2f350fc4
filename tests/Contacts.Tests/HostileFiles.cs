using System.IO.Compression;
using System.Text;

namespace Gdpr.Contacts.Tests;

/// <summary>A file that nobody should send, and the one clear answer to it.</summary>
/// <param name="Refused">Code of the answer to the upload; null when it is accepted and the job has to say.</param>
/// <param name="Status">How the job ends.</param>
/// <param name="Errors">Code of the rows that are rejected, one after the other.</param>
internal sealed record HostileFile(byte[] Bytes, string? Refused = null, string Status = "failed", string? Code = null, int Contacts = 0, string[]? Errors = null)
{
    public object Mapping { get; init; } = new { externalId = "id", givenName = "name" };
}

internal static class HostileFiles
{
    private const string Card = "BEGIN:VCARD\nVERSION:4.0\nFN:Ann\nUID:1\n";

    public static IReadOnlyDictionary<string, HostileFile> All { get; } = new Dictionary<string, HostileFile>
    {
        ["nothing"] = new([], Code: "IMPORT_EMPTY"),
        ["a byte order mark alone"] = new([0xEF, 0xBB, 0xBF], Code: "IMPORT_EMPTY"),
        ["blank lines"] = Text("\r\n\n\r\n\n", "IMPORT_EMPTY"),
        ["a header and no rows"] = Text("id,name\n", null) with { Status = "completed" },
        ["a header of blanks"] = Text(";;;\n1;2;3;4\n", "IMPORT_EMPTY"),
        ["noise"] = new([.. Enumerable.Range(0, 5000).Select(i => (byte)(i * i * 31))], Refused: "IMPORT_NOT_TEXT"),
        ["a zip named csv"] = new(Zip(), Refused: "IMPORT_COMPRESSED"),
        ["a gzip"] = new(Gzip(), Refused: "IMPORT_COMPRESSED"),
        ["an old workbook"] = new([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]], Refused: "IMPORT_NOT_TEXT"),
        ["a pdf"] = new("%PDF-1.7\n1 0 obj\n"u8.ToArray(), Refused: "IMPORT_NOT_TEXT"),
        ["a picture"] = new([0x89, .. "PNG\r\n"u8, .. new byte[100]], Refused: "IMPORT_NOT_TEXT"),
        ["zero bytes in a name"] = new("id,name\n1,A\0B\n"u8.ToArray(), Refused: "IMPORT_NOT_TEXT"),
        ["a zero byte far behind"] = new([.. Encoding.ASCII.GetBytes("id,name\n" + Rows(60_000)), 0, (byte)'\n'], Refused: "IMPORT_NOT_TEXT"),
        ["one name for two columns"] = Text("id,name,name\n1,A,B\n", "IMPORT_HEADER_DUPLICATE"),
        ["a quote that is never closed"] = Text("id,name\n1,A\n2,\"B\n3,C\n", "IMPORT_MALFORMED"),
        ["a quote that swallows two megabytes"] = Text("id,name\n1,\"A\n" + Rows(250_000), "FIELD_TOO_LONG"),
        ["quotes where none belong"] = Text("id,name\n1,A\"B\n2,5\" pipe\n", null) with { Status = "completed", Contacts = 2 },
        ["a cell of two megabytes"] = Text($"id,name\n1,{new string('x', 2 * 1024 * 1024)}\n", "FIELD_TOO_LONG"),
        ["a line of six megabytes"] = new(Encoding.ASCII.GetBytes($"id,name\n1,{new string('x', 6 * 1024 * 1024)}\n"), Refused: "IMPORT_LINE_TOO_LONG"),
        ["ten thousand columns"] = Text(string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"c{i}")) + "\n1,2\n", "IMPORT_COLUMNS_TOO_MANY"),
        ["half utf-8 and half windows"] = new([.. "id,name\n1,Zoé\n"u8, .. Encoded.Bytes("2,Léo\n", "windows-1252")], Refused: "IMPORT_ENCODING_MIXED"),
        ["a utf-8 mark and other bytes"] = new([0xEF, 0xBB, 0xBF, .. Encoded.Bytes("id,name\n2,Léo\n", "windows-1252")], Refused: "IMPORT_ENCODING_MIXED"),
        ["cyrillic without a mark"] = new(Encoded.Bytes("id,name\n1,Александр Пушкин\n2,Достоевский\n", "windows-1251"), Refused: "IMPORT_ENCODING_UNKNOWN"),
        ["utf-16 cut in a letter"] = new(Encoded.Bytes("id,name\n1,Ann\n", "utf-16", marked: true)[..^1], Code: "IMPORT_ENCODING_WRONG"),
        ["half a surrogate"] = new([.. Encoded.Bytes("id,name\n1,", "utf-16", marked: true), 0x00, 0xD8, .. Encoded.Bytes("B\n", "utf-16")], Code: "IMPORT_ENCODING_WRONG"),
        ["old line ends"] = Text("id,name\r1,A\r2,B\r", null) with { Status = "completed", Contacts = 2 },
        ["rows of every length"] = Text("id,name\n1\n2,B\n3,C,D\n,,,\n", null) with
        {
            Status = "completed", Contacts = 1, Errors = ["ROW_FIELD_COUNT", "ROW_FIELD_COUNT", "ROW_FIELD_COUNT"],
        },
        ["separators alone"] = Text("id,name\n,\n,\n", null) with { Status = "completed", Errors = ["KEY_MISSING", "KEY_MISSING"] },
        ["formulas"] = Text("id,name\n1,=cmd|' /C calc'!A0\n2,@SUM(1)\n3,-1+1\n", null) with { Status = "completed", Contacts = 3 },
        ["ids that are none"] = Text($"id,name\n{new string('9', 300)},A\nb\u0007c,B\n", null) with
        {
            Status = "completed", Errors = ["EXTERNAL_ID_INVALID", "EXTERNAL_ID_INVALID"],
        },
        ["one key two thousand times"] = Text("id,name\n" + string.Concat(Enumerable.Range(0, 2000).Select(i => $"1,N{i}\n")), null) with { Status = "completed", Contacts = 1 },
        ["one address two thousand times"] = Text("mail\n" + string.Concat(Enumerable.Repeat("a@example.test\n", 2000)), null) with
        {
            Status = "completed", Contacts = 1, Mapping = new { email = "mail" },
        },
        ["a separator that is no ascii"] = Text("sep=§\nid§name\n1§A\n", "IMPORT_COLUMN_MISSING"),
        ["a web page"] = Text("<!DOCTYPE html>\n<html><body>Sign in</body></html>\n", "IMPORT_COLUMN_MISSING"),
        ["json"] = Text("[{\"id\": 1, \"name\": \"A\"}]\n", "IMPORT_COLUMN_MISSING"),
        ["another delimiter than stated"] = Text("id;name\n1;A\n", "IMPORT_COLUMN_MISSING") with { Mapping = new { externalId = "id", file = new { delimiter = "," } } },
        ["a card without an end"] = Text(Card, "IMPORT_MALFORMED") with { Mapping = "{}" },
        ["a card in a card"] = Text(Card + Card + "END:VCARD\nEND:VCARD\n", "IMPORT_MALFORMED") with { Mapping = "{}" },
        ["a card with a picture of three megabytes"] =
            Text($"{Card}PHOTO;ENCODING=b:{new string('A', 3 * 1024 * 1024)}\nEND:VCARD\n", null) with { Status = "completed", Contacts = 1, Mapping = "{}" },
        ["a card of four megabytes"] =
            Text(Card + string.Concat(Enumerable.Repeat($"X-WORDS:{new string('x', 300 * 1024)}\n", 14)) + "END:VCARD\n", "FIELD_TOO_LONG") with { Mapping = "{}" },
        ["a card with a zero byte in disguise"] =
            Text(Card + "TITLE;ENCODING=QUOTED-PRINTABLE:a=00b\nORG;ENCODING=QUOTED-PRINTABLE:a=00b\nEND:VCARD\n", null) with { Status = "completed", Mapping = "{}", Errors = ["TEXT_INVALID"] },
        ["a card whose picture is quoted over many lines"] =
            Text($"{Card}PHOTO;ENCODING=QUOTED-PRINTABLE:A=\n{new string('B', 70)}=\nC\nEND:VCARD\n", null) with { Status = "completed", Contacts = 1, Mapping = "{}" },
        ["a card with a hundred addresses"] =
            Text(Card + string.Concat(Enumerable.Range(0, 100).Select(i => $"EMAIL:p{i}@example.test\n")) + "END:VCARD\n", null) with
            {
                Status = "completed", Mapping = "{}", Errors = ["ADDRESSES_TOO_MANY"],
            },
        ["lines that are no properties"] = Text(Card + "what is this\nEND:VCARD\n", null) with { Status = "completed", Mapping = "{}", Errors = ["CARD_MALFORMED"] },
        ["a card that never stops folding"] =
            Text(Card + "NOTE:" + string.Concat(Enumerable.Repeat(" " + new string('x', 70) + "\n", 6000)) + "END:VCARD\n", "FIELD_TOO_LONG") with { Mapping = "{}" },
    };

    private static HostileFile Text(string text, string? code) => new(Encoding.UTF8.GetBytes(text), Code: code);

    private static string Rows(int count) => string.Concat(Enumerable.Range(1, count).Select(i => $"{i},N\n"));

    private static byte[] Zip()
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry("people.csv").Open();
            entry.Write("id,name\n1,A\n"u8);
        }

        return memory.ToArray();
    }

    private static byte[] Gzip()
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
        {
            gzip.Write("id,name\n1,A\n"u8);
        }

        return memory.ToArray();
    }
}
