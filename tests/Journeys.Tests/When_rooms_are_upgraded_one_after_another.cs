using System.Text;
using Gdpr.Journeys.Tests.Driving;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Testing;
using Npgsql;
using RabbitMQ.Client;

namespace Gdpr.Journeys.Tests;

/// <summary>Every process is ended as an orchestrator ends it and started anew, while people go on asking.</summary>
public sealed class When_rooms_are_upgraded_one_after_another
{
    private const string Exchange = "Gdpr.Messages.SubjectRights:SubjectRequestClosed";

    private static readonly string[][] Waves =
        [["contacts", "sales", "identity"], ["consent", "governance", "campaigns", "connectors"], ["subject-rights", "breach-notification", "gateway"]];

    [Fact]
    public async Task No_request_is_lost_and_a_message_of_the_old_version_in_the_queue_is_understood()
    {
        var suite = await SharedSuite.DistributedAsync();
        using var me = await Integrator.SignInAsync(suite);
        var people = Enumerable.Range(0, 9).Select(_ => $"upgraded-{Guid.CreateVersion7():N}@example.test").ToArray();
        foreach (var email in people)
        {
            await me.RegisterAsync(email);
        }

        var old = Guid.CreateVersion7();
        var asked = new List<Task<Guid>>();
        foreach (var (wave, some) in Waves.Zip(people.Chunk(3)))
        {
            await Task.WhenAll(wave.Select(room => suite.Processes[room].TerminateAsync()));
            Assert.All(wave, room => Assert.Equal(0, suite.Processes[room].ExitCode));
            asked.AddRange(some.Select(email => me.AskAsync("erasure", new { email })));
            if (wave.Contains("contacts"))
            {
                await LeaveAsync(suite.Broker, old);
            }

            await Task.WhenAll(wave.Select(room => suite.Processes[room].RestartAsync()));
        }

        var requests = await Task.WhenAll(asked);
        Assert.Equal(people.Length, requests.Distinct().Count());
        var ends = await Task.WhenAll(requests.Select(async id =>
        {
            await me.ConfirmAndApproveAsync(id);
            return await me.EndAsync(id, 180);
        }));
        Assert.All(ends, end => Assert.Equal("Completed", end["status"]!.GetValue<string>()));
        await Eventually.Async(() => UnderstoodAsync(suite.Database, old), TimeSpan.FromSeconds(30), "Contacts has handled the old message");
    }

    // The bytes that the version of 2026-11-28 left in a queue; the id is new, or a second run would meet the inbox of the first.
    private static async Task LeaveAsync(string broker, Guid id)
    {
        var sample = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Find(), "tests", "Journeys.Tests", "Samples", "subject-request-closed.json"));
        var factory = new ConnectionFactory { Uri = new Uri(broker) };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var properties = new BasicProperties { ContentType = "application/vnd.masstransit+json", Persistent = true, MessageId = id.ToString() };
        await channel.BasicPublishAsync(
            Exchange, string.Empty, mandatory: true, properties, Encoding.UTF8.GetBytes(sample.Replace("MESSAGE-ID", id.ToString(), StringComparison.Ordinal)));
    }

    private static async Task<bool> UnderstoodAsync(string database, Guid id)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("""SELECT count(*) FROM contacts."Inbox" WHERE "MessageId" = @id""", connection);
        command.Parameters.AddWithValue("id", id);
        return (long)(await command.ExecuteScalarAsync())! > 0;
    }
}
