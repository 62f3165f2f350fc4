using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Tests;

public sealed class HostileFileTests
{
    private const long MostMemory = 64 * 1024 * 1024;

    public static TheoryData<string> Names => [.. HostileFiles.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_hostile_file_has_one_clear_answer_and_leaves_nothing_half_done(string name)
    {
        var file = HostileFiles.All[name];
        await using var contacts = await ContactsHost.StartAsync();
        var memory = GC.GetTotalMemory(forceFullCollection: true);

        if (file.Refused is { } code)
        {
            var answer = await ContactsHost.CodeOfAsync(await contacts.TryUploadAsync(file.Bytes, file.Mapping));
            Assert.Equal((HttpStatusCode.UnprocessableEntity, code), answer);
            Assert.Equal(0, await contacts.ReadAsync(db => db.Imports.CountAsync()));
        }
        else
        {
            var import = await contacts.ImportAsync(file.Bytes, file.Mapping);
            Assert.Equal((file.Status, file.Code), (import.Status, import.Code));
            Assert.Equal(file.Errors ?? [], import.Status == "completed" ? import.Errors.Select(e => e.Code) : []);
            Assert.Equal(import.RowsRead, import.Created + import.Updated + import.Unchanged + import.Rejected + import.Suppressed);
        }

        Assert.Equal(file.Contacts, await contacts.ReadAsync(db => db.Contacts.CountAsync()));
        Assert.Equal(file.Contacts, await contacts.ReadAsync(db => db.Identifiers.Select(i => i.ContactId).Distinct().CountAsync()));
        await ReadyAndEmptyAsync(contacts);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - memory, long.MinValue, MostMemory);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_proposal_for_a_hostile_file_is_an_answer_too(string name)
    {
        var file = HostileFiles.All[name].Bytes;
        await using var contacts = await ContactsHost.StartAsync();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "people.csv" } };

        using var answer = await contacts.Api.PostAsync("/api/contacts/imports/proposal", form);
        var body = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;

        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.UnprocessableEntity, $"{answer.StatusCode}");
        Assert.NotNull(answer.IsSuccessStatusCode ? body["mapping"] : body["code"]);
        await ReadyAndEmptyAsync(contacts);
    }

    [Fact]
    public async Task A_line_without_end_is_cut_while_it_comes()
    {
        await using var contacts = await ContactsHost.StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(contacts.Api.BaseAddress!.Host, contacts.Api.BaseAddress.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            "POST /api/contacts/imports HTTP/1.1\r\nHost: localhost\r\nX-Test-Scopes: contacts.write\r\nX-Test-Sub: test\r\n"
            + "Content-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\n\r\n"));
        await ChunkAsync(stream, Encoding.ASCII.GetBytes("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nid,"));
        var line = new byte[64 * 1024];
        Array.Fill(line, (byte)'x');

        var sent = 0L;
        while (!stream.DataAvailable && sent < 1024L * 1024 * 1024)
        {
            await ChunkAsync(stream, line);
            sent += line.Length;
        }

        var answer = new byte[4096];
        var read = await stream.ReadAsync(answer);
        Assert.InRange(sent, 4L * 1024 * 1024, 100L * 1024 * 1024);
        Assert.Contains("IMPORT_LINE_TOO_LONG", Encoding.ASCII.GetString(answer, 0, read));
        Assert.Equal(0, await contacts.ReadAsync(db => db.Imports.CountAsync()));
        await ReadyAndEmptyAsync(contacts);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing()
    {
        await using var contacts = await ContactsHost.StartAsync();
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(contacts.Api.BaseAddress!.Host, contacts.Api.BaseAddress.Port);
            await using var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                "POST /api/contacts/imports HTTP/1.1\r\nHost: localhost\r\nX-Test-Scopes: contacts.write\r\nX-Test-Sub: test\r\n"
                + "Content-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\n\r\n"));
            await ChunkAsync(stream, Encoding.ASCII.GetBytes("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nid,name\n"));
            await ChunkAsync(stream, Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("1,Ann\n", 100_000))));
            await Eventually.Async(() => contacts.ReadAsync(db => db.ImportChunks.AnyAsync()), TimeSpan.FromSeconds(20), "a piece has come");
        }

        await Eventually.Async(() => contacts.ReadAsync(async db => !await db.Imports.AnyAsync()), TimeSpan.FromSeconds(20), "the upload is forgotten");
        await ReadyAndEmptyAsync(contacts);
    }

    private static async Task ReadyAndEmptyAsync(ContactsHost contacts)
    {
        await Eventually.Async(() => contacts.ReadAsync(async db => !await db.ImportChunks.AnyAsync()), TimeSpan.FromSeconds(20), "the pieces are gone");
        using var ready = await contacts.Api.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }

    private static async Task ChunkAsync(NetworkStream stream, byte[] bytes)
    {
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{bytes.Length:X}\r\n"));
            await stream.WriteAsync(bytes);
            await stream.WriteAsync("\r\n"u8.ToArray());
        }
        catch (IOException)
        {
            // The other side has had enough; what it said is read afterwards.
        }
    }
}
