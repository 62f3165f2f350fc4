using System.Net;
using Gdpr.Journeys.Tests.Driving;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Kernel;
using Gdpr.Messages.Contacts;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Messaging;
using Gdpr.Testing;
using MassTransit;
using Npgsql;

namespace Gdpr.Journeys.Tests;

public sealed class When_messages_come_late
{
    [Fact]
    public async Task An_event_and_a_command_from_before_the_erasure_change_nothing_in_any_room()
    {
        var suite = await SharedSuite.DistributedAsync();
        using var me = await Integrator.SignInAsync(suite);
        var subject = new SubjectId(await me.RegisterAsync("late@example.test"));
        var notice = await PurposeAsync(me);
        var id = await me.AskAsync("erasure", new { email = "late@example.test" });
        await me.ConfirmAndApproveAsync(id);
        Assert.Equal("Completed", (await me.EndAsync(id))["status"]!.GetValue<string>());

        // The end is heard a moment after it is read: what is counted below must be the three late messages.
        await Eventually.Async(async () => await HoldsAsync(suite.Database, id) == 0, TimeSpan.FromSeconds(30), "every room has heard the end");
        var before = await RowsAsync(suite.Database);
        var inbox = await InboxAsync(suite.Database);

        var bus = Bus.Factory.CreateUsingRabbitMq(cfg =>
        {
            cfg.Host(new Uri(suite.Broker));
            cfg.ConfigureJsonSerializerOptions(MessageJson.Extend);
        });
        await bus.StartAsync();
        try
        {
            await bus.Publish(new SubjectsRegistered([subject]));
            var contacts = await bus.GetSendEndpoint(new Uri("exchange:contacts-participation"));
            await contacts.Send(new LocateSubject(id, "contacts", RightRequested.Erasure, 1, subject));
            var saga = await bus.GetSendEndpoint(new Uri("exchange:subject-rights-subject-request"));
            await saga.Send(new ParticipantReported(id, "contacts", ParticipationPhase.Verify, 3, ReportStatus.Failed, Assurance.ReadBack, [], "LATE", 0, null));
            await Eventually.Async(async () => await InboxAsync(suite.Database) >= inbox + 3, TimeSpan.FromSeconds(30), "all three were handled");
        }
        finally
        {
            await bus.StopAsync();
        }

        // Said before the erasure, handed in after it by an integrator's own queue: only the tombstone knows.
        using var consent = await me.PostAsync("api/consent/events", Consent(subject, notice));
        Assert.Equal(HttpStatusCode.Conflict, consent.StatusCode);
        Assert.Contains("SUBJECT_ERASED", await consent.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        Assert.Equal("Completed", (await me.StateAsync(id))["status"]!.GetValue<string>());
        Assert.Equal(before, await RowsAsync(suite.Database));
        Assert.Empty(await me.FindAsync("late@example.test"));
    }

    private static async Task<string> PurposeAsync(Integrator me)
    {
        var name = new { fr = "Lettre", en = "Letter" };
        await me.DoAsync("api/consent/purposes", new { code = "newsletter", name, legalBasis = "consent", channels = (string[])["email"] });
        var notice = await me.DoAsync("api/consent/notices", new { purpose = "newsletter", language = "fr", text = "Oui à la lettre." });
        return notice["id"]!.GetValue<string>();
    }

    private static object Consent(SubjectId subject, string noticeId) => new
    {
        subjectId = subject, purpose = "newsletter", channel = "email", decision = "given", noticeId, method = "web-form",
        at = TimeProvider.System.GetUtcNow().AddHours(-1), evidence = new { form = "letter" },
    };

    private static async Task<Rows> RowsAsync(string database) => new(
        await CountAsync(database, """select count(*) from contacts."Identifiers" """),
        await CountAsync(database, """select count(*) from consent."SubjectHashes" """),
        await CountAsync(database, """select count(*) from consent."Events" """));

    private static async Task<long> InboxAsync(string database) => await CountAsync(
        database, """select (select count(*) from contacts."Inbox") + (select count(*) from consent."Inbox") + (select count(*) from "subject-rights"."Inbox")""");

    private static async Task<long> HoldsAsync(string database, Guid request)
    {
        var of = $"""."SubjectHolds" where "RequestId" = '{request}'""";
        return await CountAsync(database, $"select (select count(*) from contacts{of}) + (select count(*) from consent{of}) + (select count(*) from sales{of})");
    }

    private static async Task<long> CountAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private sealed record Rows(long Identifiers, long Hashes, long Events);
}
