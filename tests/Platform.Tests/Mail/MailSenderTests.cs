using Gdpr.Platform.Mail;
using Gdpr.Platform.Tests.Messaging;
using Gdpr.Platform.Tests.Rooms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Gdpr.Platform.Tests.Mail;

public sealed class MailSenderTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.Parse("2026-03-01T08:00:00Z"));
    private readonly Canary _canary = new();

    [Fact]
    public async Task Without_a_server_a_mail_is_a_file_and_its_row_forgets_whom_it_was_for()
    {
        await using var host = await StartAsync(null);
        var id = await WriteAsync(host);

        var sent = await UntilAsync(host, m => m.SentAt != null);

        Assert.Equal((null, null, null), (sent.To, sent.Subject, sent.Html));
        var file = await File.ReadAllTextAsync(Path.Combine(host.DataFolder, "mail", $"{id:N}.eml"));
        Assert.Contains(Canary.Text, file, StringComparison.Ordinal);
        Assert.Contains("Your answer", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_is_rolled_back_is_not_sent()
    {
        await using var host = await StartAsync(null);
        await Assert.ThrowsAsync<TimeoutException>(() => host.DoAsync(db => db.InTransactionAsync(
            async ct =>
            {
                db.Mails.Add(New(db));
                await db.SaveChangesAsync(ct);
                throw new TimeoutException();
            },
            CancellationToken.None)));
        var second = await WriteAsync(host);

        await UntilAsync(host, m => m.Id == second && m.SentAt != null);

        Assert.Single(Directory.GetFiles(Path.Combine(host.DataFolder, "mail")));
    }

    [Theory]
    [InlineData(SmtpMood.Accepts)]
    [InlineData(SmtpMood.DropsAfterAccepting)]
    public async Task A_mail_that_the_server_took_is_sent_once(SmtpMood mood)
    {
        await using var sink = new SmtpSink(mood);
        await using var host = await StartAsync(sink);
        await WriteAsync(host);

        var sent = await UntilAsync(host, m => m.SentAt != null);
        await AnotherAsync(host, sink);

        Assert.Null(sent.To);
        Assert.Equal(2, sink.Bodies.Count);
        Assert.Contains("To: " + Canary.Text, sink.Bodies.First(), StringComparison.Ordinal);
        Assert.Empty(_canary.Sightings());
    }

    [Fact]
    public async Task A_mail_whose_server_hung_up_after_the_body_is_unknown_and_not_repeated()
    {
        await using var sink = new SmtpSink(SmtpMood.DropsAfterData);
        await using var host = await StartAsync(sink);
        var id = await WriteAsync(host);

        await UntilAsync(host, m => m.LastError == MailErrors.Unknown);
        sink.Mood = SmtpMood.Accepts;
        _clock.AdjustTime(_clock.GetUtcNow().AddHours(2));
        await AnotherAsync(host, sink);

        Assert.Null((await host.AlphaAsync(db => db.Mails.SingleAsync(m => m.Id == id))).SentAt);
        Assert.Equal(2, sink.Bodies.Count);
        Assert.Empty(_canary.Sightings());
    }

    [Fact]
    public async Task A_mail_cut_off_by_a_crash_is_unknown_and_not_repeated()
    {
        await using var sink = new SmtpSink(SmtpMood.Accepts);
        await using var host = await StartAsync(sink);
        await host.DoAsync(async db =>
        {
            var mail = New(db);
            mail.StartedAt = db.Now.AddMinutes(-10);
            db.Mails.Add(mail);
            await db.SaveChangesAsync();
        });

        await UntilAsync(host, m => m.LastError == MailErrors.Unknown);
        await AnotherAsync(host, sink);

        Assert.Single(sink.Bodies);
    }

    [Theory]
    [InlineData(SmtpMood.RefusesRecipient, 0)]
    [InlineData(SmtpMood.DropsAtRecipient, 0)]
    [InlineData(SmtpMood.RefusesAfterData, 1)]
    public async Task A_mail_that_was_refused_is_tried_again(SmtpMood mood, int bodies)
    {
        await using var sink = new SmtpSink(mood);
        await using var host = await StartAsync(sink);
        await WriteAsync(host);

        var refused = await UntilAsync(host, m => m.Attempts == 1);
        Assert.NotEqual(MailErrors.Unknown, refused.LastError);
        Assert.Equal(bodies, sink.Bodies.Count);
        sink.Mood = SmtpMood.Accepts;
        _clock.AdjustTime(_clock.GetUtcNow().AddMinutes(1));
        await UntilAsync(host, m => m.SentAt != null);

        Assert.Equal(bodies + 1, sink.Bodies.Count);
        Assert.Empty(_canary.Sightings());
    }

    [Fact]
    public async Task A_mail_that_is_refused_for_ever_is_given_up()
    {
        await using var sink = new SmtpSink(SmtpMood.RefusesRecipient);
        await using var host = await StartAsync(sink);
        await WriteAsync(host);

        for (var attempt = 1; attempt <= 12; attempt++)
        {
            await UntilAsync(host, m => m.Attempts == attempt);
            _clock.AdjustTime(_clock.GetUtcNow().AddHours(2));
        }

        await UntilAsync(host, m => m.LastError == MailErrors.GivenUp);
        sink.Mood = SmtpMood.Accepts;
        await AnotherAsync(host, sink);
        Assert.Single(sink.Bodies);
    }

    // A later mail that was sent proves that the sender has looked at the earlier one again.
    private async Task AnotherAsync(PlayHost host, SmtpSink sink)
    {
        sink.Mood = SmtpMood.Accepts;
        var id = await WriteAsync(host);
        await UntilAsync(host, m => m.Id == id && m.SentAt != null);
    }

    private async Task<MailMessage> UntilAsync(PlayHost host, System.Linq.Expressions.Expression<Func<MailMessage, bool>> expected)
    {
        await PlayHost.UntilAsync(
            async () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                return await host.AlphaAsync(db => db.Mails.AnyAsync(expected));
            },
            "the mail gets there");
        return await host.AlphaAsync(db => db.Mails.AsNoTracking().FirstAsync(expected));
    }

    private static async Task<Guid> WriteAsync(PlayHost host)
    {
        var id = Guid.Empty;
        await host.DoAsync(async db =>
        {
            var mail = New(db);
            id = mail.Id;
            db.Mails.Add(mail);
            await db.SaveChangesAsync();
        });
        return id;
    }

    private static MailMessage New(AlphaDbContext db) => new()
    {
        Id = db.NewId(),
        Kind = "test",
        To = Canary.Text,
        Subject = "Your answer",
        Html = "<p>Hello</p>",
        CreatedAt = db.Now,
        AvailableAt = db.Now,
    };

    private Task<PlayHost> StartAsync(SmtpSink? sink) => PlayHost.StartAsync(o =>
    {
        o.Clock = _clock;
        o.Settings["Mail:Smtp"] = sink?.Address;
        o.Modules = [new PlayModule<AlphaDbContext>("alpha") { WithMail = true }];
        _canary.Listen(o);
    });
}
