using System.IO.Compression;
using System.Text.Json.Nodes;
using Gdpr.Journeys.Tests.Driving;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Testing;

namespace Gdpr.Journeys.Tests;

/// <summary>
/// A person's data went to an integrator and into a file for a printer, stands in a note about somebody else, and the person's
/// own file names a third: each of them is dealt with, and the authority can be shown it.
/// </summary>
public sealed class When_data_has_gone_further
{
    [Theory]
    [InlineData(HostedAs.Standalone)]
    [InlineData(HostedAs.Distributed)]
    public async Task Recipients_are_named_and_told_others_are_redacted_and_words_about_the_person_go_span_by_span(HostedAs hosting)
    {
        await using var suite = await Suites.BorrowAsync(hosting);
        using var me = await Integrator.SignInAsync(suite);
        var family = "Q" + string.Concat(Guid.NewGuid().ToString("N").Select(c => (char)('a' + (c % 26))));
        var email = $"{family}@example.test".ToLowerInvariant();
        var person = await me.RegisterAsync(email, familyName: family);
        await me.DoAsync($"api/contacts/{person}/notes", new { text = "Her neighbour bob@elsewhere.test complained" });
        var friend = await me.RegisterAsync($"f-{email}");
        await me.DoAsync($"api/contacts/{friend}/notes", new { text = $"Ann {family} sent him; not Ann {family} the elder" });
        await me.GetAsync($"api/contacts/{person}");
        using (var export = await me.PostAsync("api/contacts/exports", new { format = "csv", recipient = $"Imprimerie {family}" }))
        {
            Assert.Contains(email, await export.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        var access = await CopyAsync(me, email);
        var letter = System.Net.WebUtility.HtmlDecode(await me.Http.GetStringAsync($"api/subject-rights/requests/{access}/letter"));
        Assert.Contains($"<li>Imprimerie {family}</li>", letter, StringComparison.Ordinal);
        Assert.Contains($"<li>{Suites.ClientId}</li>", letter, StringComparison.Ordinal);

        var erasure = await EraseAsync(me, email);
        var note = (await me.GetAsync($"api/contacts/{friend}/notes"))["items"]![0]!["text"]!.GetValue<string>();
        Assert.Equal($"[…] sent him; not Ann {family} the elder", note);
        await TellAsync(me, erasure, person, family);
        using var zip = new ZipArchive(await me.Http.GetStreamAsync($"api/subject-rights/requests/{erasure}/hand-over"));
        Assert.NotNull(zip.GetEntry("certificate.json"));
    }

    private static async Task<Guid> CopyAsync(Integrator me, string email)
    {
        var access = await me.AskAsync("access", new { email });
        await me.StepAsync(access, "AwaitingIdentity", "identity", new { method = "staff", outcome = "confirmed", reason = "called back" });
        await me.UntilAsync(access, TimeSpan.FromSeconds(60), "AwaitingReview");
        var suspect = Assert.Single((await me.GetAsync($"api/subject-rights/requests/{access}/disclosure"))["undecided"]!.AsArray())!;
        await me.DoAsync($"api/subject-rights/requests/{access}/redactions", new
        {
            decisions = new[]
            {
                new { source = suspect["source"], table = suspect["table"], column = suspect["column"], digest = suspect["digest"], spans = new[] { new { start = suspect["start"], length = suspect["length"], redact = true } } },
            },
        });
        await me.StepAsync(access, "AwaitingReview", "approval", new { reason = "others redacted" });
        Assert.Equal("Completed", (await me.EndAsync(access))["status"]!.GetValue<string>());
        using var zip = new ZipArchive(await me.Http.GetStreamAsync($"api/subject-rights/requests/{access}/package"));
        using var data = new StreamReader(zip.GetEntry("data.json")!.Open());
        var text = await data.ReadToEndAsync();
        Assert.Contains("Her neighbour […] complained", text, StringComparison.Ordinal);
        Assert.DoesNotContain("bob@elsewhere.test", text, StringComparison.Ordinal);
        return access;
    }

    private static async Task<Guid> EraseAsync(Integrator me, string email)
    {
        var erasure = await me.AskAsync("erasure", new { email });
        await me.StepAsync(erasure, "AwaitingIdentity", "identity", new { method = "staff", outcome = "confirmed", reason = "called back" });
        await me.UntilAsync(erasure, TimeSpan.FromSeconds(60), "AwaitingReview");
        var found = Assert.Single((await me.GetAsync($"api/subject-rights/requests/{erasure}/mentions"))["items"]!.AsArray())!;
        var spans = found["spans"]!.AsArray();
        Assert.Equal(2, spans.Count);
        await me.DoAsync($"api/subject-rights/requests/{erasure}/mentions", new
        {
            decisions = new[]
            {
                new
                {
                    room = found["room"], place = found["place"], digest = found["digest"],
                    spans = new object[]
                    {
                        new { start = spans[0]!["start"], length = spans[0]!["length"], redact = true },
                        new { start = spans[1]!["start"], length = spans[1]!["length"], redact = false, reason = "Her aunt of the same name" },
                    },
                },
            },
        });
        await me.StepAsync(erasure, "AwaitingReview", "approval", new { reason = "preview and words read" });
        var end = await me.EndAsync(erasure);
        Assert.True(end["status"]!.GetValue<string>() == "Completed", end.ToJsonString());
        return erasure;
    }

    // The integrator learns it where it read the person, staff tell the printer; then everybody was told.
    private static async Task TellAsync(Integrator me, Guid erasure, Guid person, string family)
    {
        var notice = (await me.GetAsync("api/contacts/notices?limit=500"))["items"]!.AsArray().Single(n => n!["subjectId"]?.GetValue<Guid>() == person)!;
        Assert.Equal("erasure", notice["right"]!.GetValue<string>());
        await me.DoAsync($"api/contacts/notices/{notice["id"]!.GetValue<Guid>()}/acknowledgement", new { });
        await me.DoAsync($"api/subject-rights/tasks/{erasure}/end", new { code = "RECIPIENT_TO_TELL", about = $"export:Imprimerie {family}", reason = "Letter of today" });
        var recipients = (await me.GetAsync($"api/subject-rights/requests/{erasure}/recipients"))["items"]!.AsArray();
        Assert.Equal(2, recipients.Count);
        Assert.All(recipients, r => Assert.NotNull(r!["toldAt"]));
    }
}
