using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Gdpr.Testing;
using Microsoft.Playwright;

namespace Gdpr.Web.Tests;

/// <summary>A file of contacts at the desk: sent, its columns named by a person, followed to the end, its rejected rows taken home.</summary>
public sealed partial class ImportPagesTests(PortalHost host, Chromium chromium) : IDisposable
{
    private const string Imports = "/staff/contacts/imports";
    private readonly StaffBrowser _staff = new(host.Address);

    public void Dispose() => _staff.Dispose();

    [Fact]
    public async Task A_file_is_sent_mapped_and_followed_to_its_end_and_its_errors_name_no_value()
    {
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Agent"));
        var (name, mail) = ($"N{Guid.NewGuid():n}"[..12], $"i{Guid.NewGuid():n}@example.test");
        var path = await SendAsync($"=Nom;Courriel;Prénom\n{name};{mail};Zoé\n{name};zz9secret;Anna\n");

        var columns = await _staff.Browser.TextAsync(path);
        using var twice = await SayAsync(path, columns, ("c0", "familyName"), ("c1", "email"), ("c2", "email"), ("provenance", "form"));
        using var keyless = await SayAsync(path, columns, ("c0", "familyName"), ("c1", ""), ("c2", "givenName"), ("provenance", "form"));
        using var bought = await SayAsync(path, columns, ("c0", "familyName"), ("c1", "email"), ("c2", "givenName"), ("provenance", "purchased"));
        using var begun = await SayAsync(path, columns, ("c0", "familyName"), ("c1", "email"), ("c2", "givenName"), ("provenance", "form"), ("country", "FR"), ("audience", "B2C"));
        var ended = await Eventually.Async(
            async () => await _staff.Browser.TextAsync(path) is var page && page.Contains("completed", StringComparison.Ordinal) ? page : null, TimeSpan.FromSeconds(60), "the import ends");
        using var errors = await _staff.Browser.GetAsync($"{path}/errors");
        var rows = await errors.Content.ReadAsStringAsync();

        Assert.Contains("<option value=\"email\" selected", columns, StringComparison.Ordinal);
        Assert.DoesNotContain(mail, columns, StringComparison.Ordinal);
        Assert.Contains("Two columns cannot be the same thing.", await TextAsync(twice), StringComparison.Ordinal);
        Assert.Contains("One column has to be the e-mail", await TextAsync(keyless), StringComparison.Ordinal);
        Assert.Contains("names its supplier", await TextAsync(bought), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.SeeOther, $"{path}?follow=1"), (begun.StatusCode, begun.Headers.Location!.OriginalString));
        Assert.Contains("2 of 2 rows", ended, StringComparison.Ordinal);
        Assert.Contains("2,\"Courriel\",EMAIL_INVALID,\"This is no e-mail address.\"", rows, StringComparison.Ordinal);
        Assert.DoesNotContain("zz9secret", rows + ended, StringComparison.Ordinal);
        Assert.Single((await host.PostAsync("contacts/search", new { query = mail })).GetProperty("items").EnumerateArray());
        Assert.Contains(path, await _staff.Browser.TextAsync(Imports), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_taken_back_is_gone_and_what_is_no_table_is_refused_with_a_reason()
    {
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Agent"));
        var path = await SendAsync("mail\na@example.test\n");

        using var back = await SayAsync($"{path}/removal", string.Empty);
        var gone = await _staff.Browser.TextAsync(path);
        using var zipped = await _staff.Browser.PostFileAsync(Imports, await _staff.Browser.FormTokenAsync(Imports), [0x50, 0x4b, 3, 4, .. new byte[20_000_000]]);
        using var none = await _staff.Browser.PostFileAsync(Imports, await _staff.Browser.FormTokenAsync(Imports), file: null);

        Assert.Equal(path, back.Headers.Location!.OriginalString);
        Assert.Contains("taken back and destroyed", gone, StringComparison.Ordinal);
        Assert.Contains("an archive or a workbook", await TextAsync(zipped), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (zipped.StatusCode, none.StatusCode));
    }

    [Fact]
    public async Task A_forged_form_and_who_may_only_read_bring_nothing_in()
    {
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Marketer"));
        using var agent = new StaffBrowser(host.Address);
        await agent.EnterAsync(await agent.JoinAsync(host, "Agent"));
        var file = Encoding.UTF8.GetBytes("mail\na@example.test\n");

        using var list = await _staff.Browser.GetAsync(Imports);
        using var reader = await _staff.Browser.PostFileAsync(Imports, await _staff.Browser.FormTokenAsync("/staff"), file);
        using var forged = await agent.Browser.PostFileAsync(Imports, "forged", file);
        using var plain = await agent.Browser.PostAsync(Imports, await agent.Browser.FormTokenAsync(Imports));
        using var tokenless = await agent.Browser.PostPartsAsync(Imports, ("other", "x"), ("__RequestVerificationToken", await agent.Browser.FormTokenAsync(Imports)));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (list.StatusCode, reader.StatusCode));
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (forged.StatusCode, plain.StatusCode, tokenless.StatusCode));
    }

    [Fact]
    public async Task A_file_larger_than_any_form_comes_in()
    {
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Agent"));
        var text = new StringBuilder("mail,note\n");
        for (var i = 0; text.Length < 6_000_000; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"l{i}@example.test,{new string('x', 4000)}\n");
        }

        var path = await SendAsync(text.ToString());

        Assert.Contains("It is", await _staff.Browser.TextAsync(path), StringComparison.Ordinal);
        using var back = await SayAsync($"{path}/removal", string.Empty);
        Assert.Equal(HttpStatusCode.SeeOther, back.StatusCode);
    }

    [Theory]
    [InlineData("fr-FR", ColorScheme.Light)]
    [InlineData("en-GB", ColorScheme.Dark)]
    public async Task The_pages_pass_axe_and_fit_320_pixels(string language, ColorScheme colours)
    {
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Agent"));
        var waiting = await SendAsync("Nom,Courriel,Une colonne au nom bien long que personne ne connaît\nA,a@example.test,x\n");
        var ended = await SendAsync("Nom,Courriel\nA,zz9\n");
        using var begun = await SayAsync(ended, string.Empty, ("c0", "familyName"), ("c1", "email"), ("provenance", "legacy"));
        await Eventually.Async(
            async () => (await _staff.Browser.TextAsync(ended)).Contains($"{ended}/errors", StringComparison.Ordinal), TimeSpan.FromSeconds(60), "the import ends");

        Assert.Empty(await Judge.DeskAsync(chromium, host, _staff, language, colours, Imports, waiting, ended));
    }

    private async Task<string> SendAsync(string csv)
    {
        using var sent = await _staff.Browser.PostFileAsync(Imports, await _staff.Browser.FormTokenAsync(Imports), Encoding.UTF8.GetBytes(csv));
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        return sent.Headers.Location!.OriginalString;
    }

    private async Task<HttpResponseMessage> SayAsync(string path, string page, params (string Name, string Value)[] fields) =>
        await _staff.Browser.PostAsync(path, await _staff.Browser.FormTokenAsync("/staff"), [("once", Once().Match(page).Groups[1].Value), .. fields]);

    private static async Task<string> TextAsync(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

    [GeneratedRegex("name=\"once\" value=\"([^\"]*)\"")]
    private static partial Regex Once();
}
