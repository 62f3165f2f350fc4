using System.Net;
using System.Net.Http.Json;
using Gdpr.Testing;
using Gdpr.Testing.Smtp;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using MimeKit.Cryptography;

namespace Gdpr.Campaigns.Tests;

/// <summary>Mails over a real socket, to a server that takes them, puts them off, refuses them, is slow or hangs up.</summary>
public sealed class SendingTests(Studio studio) : IClassFixture<Studio>
{
    [Fact]
    public async Task Each_allowed_person_gets_one_signed_mail_with_one_click_headers()
    {
        var ann = studio.Knows("each", "each-ann@example.test", given: "Ann <b>");
        var bob = studio.Knows("each", "each-bob@example.test");
        var eve = studio.Knows("each", "each-eve@example.test");
        studio.Refused[eve.Id] = "WITHDRAWN";

        var campaign = await studio.RunAsync("each");

        var sends = await studio.SendsAsync(campaign);
        Assert.Equal([("sent", "CONSENT"), ("sent", "CONSENT"), ("excluded", "WITHDRAWN")], [sends[ann.Id], sends[bob.Id], sends[eve.Id]]);
        Assert.Empty(studio.Sink.To(eve.Email));
        var mail = Mime(Assert.Single(studio.Sink.To(ann.Email)));
        var link = mail.Headers["List-Unsubscribe"]!.Trim('<', '>');
        Assert.StartsWith("https://suite.example.test/u/", link, StringComparison.Ordinal);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["List-Unsubscribe-Post"]);
        Assert.Contains("Ann &lt;b&gt;", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains(link, mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", mail.HtmlBody, StringComparison.Ordinal);
        var signature = mail.Headers["DKIM-Signature"];
        Assert.True(await new DkimVerifier(new OneKey(studio)).VerifyAsync(mail, mail.Headers[mail.Headers.IndexOf("DKIM-Signature")]));
        Assert.Contains("list-unsubscribe:list-unsubscribe-post", string.Concat(signature!.ToLowerInvariant().Where(c => !char.IsWhiteSpace(c))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_decision_is_stored_with_the_send_and_no_address_is()
    {
        var person = studio.Knows("stored", "canary-7351@example.test");

        await studio.RunAsync("stored");

        var row = await studio.ReadAsync(db => db.Sends.AsNoTracking().SingleAsync(s => s.SubjectId == person.Id));
        Assert.Equal(("CONSENT", "MK-1", person.Id.Value.ToString()), (row.Code, row.RuleId, row.Evidence));
        Assert.True(row.DecidedAt <= row.StartedAt && row.StartedAt <= row.SentAt);
        Assert.True(row.StartedAt - row.DecidedAt <= TimeSpan.FromSeconds(5));
        foreach (var file in Directory.GetFiles(studio.Host.DataFolder, "campaigns.db*"))
        {
            await using var read = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var text = new StreamReader(read, System.Text.Encoding.Latin1);
            Assert.DoesNotContain("canary-7351", await text.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_the_server_does_decides_what_becomes_of_a_mail()
    {
        var puts = 0;
        studio.Sink.Conduct = to => to switch
        {
            "fate-deferred@example.test" when Interlocked.Increment(ref puts) <= 4 => new SinkConduct(RecipientReply: "450 4.2.1 later"),
            "fate-refused@example.test" => new SinkConduct(RecipientReply: "550 5.1.1 nobody here"),
            "fate-content@example.test" => new SinkConduct(DataReply: "554 5.7.1 we do not like it"),
            "fate-dropped@example.test" => new SinkConduct(DropInData: true),
            "fate-silent@example.test" => new SinkConduct(DropAfterData: true),
            "fate-slow@example.test" => new SinkConduct(Delay: TimeSpan.FromMilliseconds(700)),
            _ => null,
        };
        var people = ((string[])["deferred", "refused", "content", "dropped", "silent", "slow", "plain"])
            .ToDictionary(w => w, w => studio.Knows("fates", $"fate-{w}@example.test"));

        var sends = await studio.SendsAsync(await studio.RunAsync("fates"));

        Assert.Equal(("sent", "sent", "sent"), (State("deferred"), State("slow"), State("plain")));
        Assert.Equal(("bounced", "SMTP_550"), sends[people["refused"].Id]);
        Assert.Equal(("failed", "SMTP_554"), sends[people["content"].Id]);
        Assert.Equal(("unknown", "CUT_OFF"), sends[people["dropped"].Id]);
        Assert.Equal(("unknown", "CUT_OFF"), sends[people["silent"].Id]);
        Assert.All(people.Values, p => Assert.True(studio.Sink.To(p.Email).Count <= 1, p.Email));
        Assert.Single(studio.Sink.To("fate-silent@example.test"));
        Assert.Single(studio.Sink.To("fate-deferred@example.test"));

        // The dead mailbox is reported to Consent, and nothing more goes there from here.
        var told = Assert.Single(await Studio.ToldAsync(studio.Host, people["refused"].Id));
        Assert.Equal(("email", null, "bounce"), (told.Channel, told.Purpose, told.Reason));
        var next = await studio.SendsAsync(await studio.RunAsync("fates"));
        Assert.Equal(("excluded", "UNDELIVERABLE"), next[people["refused"].Id]);

        string State(string who) => sends[people[who].Id].State;
    }

    [Fact]
    public async Task A_refusal_between_launch_and_send_stops_the_send()
    {
        var person = studio.Knows("between", "between@example.test");
        var campaign = await studio.CampaignAsync("between");
        var preflight = await studio.PreflightAsync(campaign);
        studio.Refused[person.Id] = "WITHDRAWN";

        await studio.DoAsync($"/{campaign}/launch", new { preflightId = preflight["id"], reason = "now" }, HttpStatusCode.Accepted);

        Assert.Equal(1, preflight["going"]!.GetValue<int>());
        Assert.Equal(("excluded", "WITHDRAWN"), (await studio.SendsAsync(await studio.EndAsync(campaign)))[person.Id]);
        Assert.Empty(studio.Sink.To(person.Email));
    }

    [Fact]
    public async Task Without_an_answer_from_consent_nothing_leaves()
    {
        var person = studio.Knows("mute", "mute@example.test");
        var campaign = await studio.CampaignAsync("mute");
        var preflight = await studio.PreflightAsync(campaign);
        studio.Host.Others.Cut("consent");
        await studio.DoAsync($"/{campaign}/launch", new { preflightId = preflight["id"], reason = "now" }, HttpStatusCode.Accepted);
        var asked = studio.Host.Others.Calls.Count(c => c.Room == "consent");
        await Eventually.Async(() => Task.FromResult(studio.Host.Others.Calls.Count(c => c.Room == "consent") > asked + 4), TimeSpan.FromSeconds(20), "asked again");

        Assert.Empty(studio.Sink.To(person.Email));
        studio.Host.Others.Mend("consent");
        await studio.EndAsync(campaign);
        Assert.Single(studio.Sink.To(person.Email));
    }

    [Fact]
    public async Task Paused_nothing_begins_to_leave_and_resumed_everybody_gets_it_once()
    {
        var people = Enumerable.Range(0, 60).Select(i => studio.Knows("pause", $"pause-{i}@slow.test")).ToList();
        studio.Sink.Conduct = to => to.EndsWith("@slow.test", StringComparison.Ordinal) ? new SinkConduct(Delay: TimeSpan.FromMilliseconds(250)) : null;
        var campaign = await studio.CampaignAsync("pause");
        await studio.LaunchAsync(campaign);
        await Eventually.Async(() => Task.FromResult(Slow() > 4), TimeSpan.FromSeconds(20), "some have left");

        await studio.DoAsync($"/{campaign}/pause", new { }, HttpStatusCode.Accepted);
        await studio.UntilAsync(campaign, c => c["sends"]!.AsArray().All(s => Studio.Text(s!, "state") != "sending"), "lanes are empty");
        var left = Slow();
        Assert.InRange(left, 5, 55);
        await studio.DoAsync($"/{campaign}/resume", new { }, HttpStatusCode.Accepted);
        await studio.EndAsync(campaign);

        Assert.All(people, p => Assert.Single(studio.Sink.To(p.Email)));

        int Slow() => studio.Sink.Mails.Count(m => m.To.EndsWith("@slow.test", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_throttled_domain_gets_so_many_a_minute_and_the_rest_later()
    {
        var people = Enumerable.Range(0, 5).Select(i => studio.Knows("throttle", $"throttle-{i}@small.test")).ToList();
        var campaign = await studio.CampaignAsync("throttle", new { perDomainPerMinute = 2 });
        await studio.LaunchAsync(campaign);
        await studio.UntilAsync(campaign, c => c["sends"]!.AsArray().Any(s => Studio.Text(s!, "state") == "sent" && s!["count"]!.GetValue<int>() == 2), "two have left");

        Assert.Equal(2, people.Sum(p => studio.Sink.To(p.Email).Count));
        for (var i = 0; i < 3; i++)
        {
            studio.Clock.Advance(TimeSpan.FromSeconds(66));
            await Eventually.Async(() => Task.FromResult(people.Sum(p => studio.Sink.To(p.Email).Count) >= Math.Min(5, (2 * i) + 4)), TimeSpan.FromSeconds(20), "two more");
        }

        await studio.EndAsync(campaign);
        Assert.All(people, p => Assert.Single(studio.Sink.To(p.Email)));
    }

    [Fact]
    public async Task Nobody_gets_more_than_the_cap_allows()
    {
        var person = studio.Knows("cap", "cap@example.test");
        await studio.RunAsync("cap", new { frequency = new { most = 1, days = 7 } });

        var second = await studio.SendsAsync(await studio.RunAsync("cap", new { frequency = new { most = 1, days = 7 } }));

        Assert.Equal(("excluded", "FREQUENCY"), second[person.Id]);
        Assert.Single(studio.Sink.To(person.Email));
    }

    [Fact]
    public async Task Outside_its_window_a_campaign_waits()
    {
        var person = studio.Knows("window", "window@example.test");
        var local = TimeZoneInfo.ConvertTimeBySystemTimeZoneId(studio.Clock.GetUtcNow(), "Europe/Paris");
        var (from, until) = (TimeOnly.FromDateTime(local.DateTime.AddHours(2)), TimeOnly.FromDateTime(local.DateTime.AddHours(4)));
        var campaign = await studio.CampaignAsync("window", new { window = new { from, until, workingDaysOnly = false } });
        await studio.LaunchAsync(campaign);
        await studio.UntilAsync(campaign, c => c["prepared"]!.GetValue<bool>(), "rows are there");

        Assert.Empty(studio.Sink.To(person.Email));
        studio.Clock.Advance(TimeSpan.FromHours(2.5));
        await studio.EndAsync(campaign);
        Assert.Single(studio.Sink.To(person.Email));
    }

    [Fact]
    public async Task A_campaign_launched_for_later_starts_then()
    {
        var person = studio.Knows("later", "later@example.test");
        var campaign = await studio.CampaignAsync("later");
        var preflight = await studio.PreflightAsync(campaign);
        await studio.DoAsync(
            $"/{campaign}/launch", new { preflightId = preflight["id"], reason = "later", startAt = studio.Clock.GetUtcNow().AddHours(5) }, HttpStatusCode.Accepted);

        Assert.Equal("scheduled", Studio.Text(await studio.GetAsync($"/{campaign}"), "state"));
        studio.Clock.Advance(TimeSpan.FromHours(5.1));
        await studio.EndAsync(campaign);
        Assert.Single(studio.Sink.To(person.Email));
    }

    [Fact]
    public async Task A_local_part_beyond_ascii_needs_smtputf8_or_is_refused_in_clear_words()
    {
        var first = studio.Knows("utf8", "josé-1@example.test");
        var second = studio.Knows("utf8-not", "josé-2@example.test");

        var with = await studio.SendsAsync(await studio.RunAsync("utf8"));
        studio.Sink.OffersUtf8 = false;
        var without = await studio.SendsAsync(await studio.RunAsync("utf8-not"));
        studio.Sink.OffersUtf8 = true;

        Assert.Equal("sent", with[first.Id].State);
        Assert.Single(studio.Sink.To("josé-1@example.test"));
        Assert.Equal(("failed", "SMTPUTF8_UNSUPPORTED"), without[second.Id]);
    }

    [Fact]
    public async Task A_test_goes_to_five_staff_addresses_at_most_and_is_marked()
    {
        var campaign = await studio.CampaignAsync("test");

        await studio.DoAsync($"/{campaign}/test", new { to = new[] { "boss@shop.test" } }, HttpStatusCode.OK);
        var stranger = await studio.Api.PostAsJsonAsync($"/api/campaigns/{campaign}/test", new { to = new[] { "someone@example.test" } });
        var six = await studio.Api.PostAsJsonAsync($"/api/campaigns/{campaign}/test", new { to = Enumerable.Range(0, 6).Select(i => $"s{i}@shop.test") });

        var mail = Mime(Assert.Single(studio.Sink.To("boss@shop.test")));
        Assert.StartsWith("[TEST] ", mail.Subject, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (stranger.StatusCode, six.StatusCode));
        Assert.Empty(studio.Sink.To("someone@example.test"));
        Assert.True(await studio.ReadAsync(db => db.AuditEntries.AnyAsync(a => a.Code == "campaign.tested:1" && a.Reference == campaign)));
    }

    [Fact]
    public async Task Two_subjects_share_the_people_and_are_counted_apart()
    {
        var people = Enumerable.Range(0, 40).Select(i => studio.Knows("ab", $"ab-{i}@example.test")).ToList();

        var campaign = await studio.RunAsync("ab", new { shareOfB = 50 });

        var variants = (await studio.GetAsync($"/{campaign["id"]}/statistics"))["variants"]!.AsArray();
        var mails = people.Select(p => Mime(Assert.Single(studio.Sink.To(p.Email))).Subject).ToList();
        Assert.Equal(mails.Count(s => s == "Autre sujet"), variants[1]!["sent"]!.GetValue<int>());
        Assert.Equal(40, variants.Sum(v => v!["sent"]!.GetValue<int>()));
        Assert.InRange(variants[1]!["sent"]!.GetValue<int>(), 5, 35);
    }

    private static MimeMessage Mime(SinkMail mail) => MimeMessage.Load(new MemoryStream(mail.Bytes));

    private sealed class OneKey(Studio studio) : IDkimPublicKeyLocator
    {
        public Org.BouncyCastle.Crypto.AsymmetricKeyParameter LocatePublicKey(string methods, string domain, string selector, CancellationToken cancellationToken = default)
        {
            Assert.Equal(("shop.test", "gdpr"), (domain, selector));
            return Org.BouncyCastle.Security.PublicKeyFactory.CreateKey(studio.DkimKey.ExportSubjectPublicKeyInfo());
        }

        public Task<Org.BouncyCastle.Crypto.AsymmetricKeyParameter> LocatePublicKeyAsync(
            string methods, string domain, string selector, CancellationToken cancellationToken = default) =>
            Task.FromResult(LocatePublicKey(methods, domain, selector, cancellationToken));
    }
}
