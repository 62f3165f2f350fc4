using System.Runtime.InteropServices;
using Gdpr.Testing;

// One broker and one database server for all test projects of a run: ./test.sh evaluates what is printed.
using var ended = new CancellationTokenSource();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);

try
{
    var starting = (RabbitMq: PrivateRabbitMq.StartAsync(ended.Token), PostgreSql: PrivatePostgreSql.StartAsync(ct: ended.Token));
    await using var broker = await OrNull(starting.RabbitMq);
    await using var database = await OrNull(starting.PostgreSql);

    Print("GDPR_TEST_RABBITMQ", broker?.ConnectionString, PrivateRabbitMq.Unavailable);
    if (broker is not null)
    {
        Print("GDPR_TEST_RABBITMQ_MANAGEMENT", $"{broker.Management}", PrivateRabbitMq.Unavailable);
    }

    Print("GDPR_TEST_POSTGRESQL", database?.ConnectionString, PrivatePostgreSql.Unavailable);
    Console.WriteLine("# ready");

    await Task.WhenAny(StandardInputEnds(), Task.Delay(Timeout.Infinite, ended.Token));
}
catch (OperationCanceledException)
{
    // Asked to end while starting.
}

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    ended.Cancel();
}

static void Print(string name, string? value, string unavailable) =>
    Console.WriteLine(value is null ? $"# {unavailable}" : $"export {name}='{value}'");

// A server that does not start must not take the other one with it: its tests then say so themselves.
static async Task<T?> OrNull<T>(Task<T?> starting)
    where T : class
{
    try
    {
        return await starting;
    }
    catch (InvalidOperationException e)
    {
        await Console.Error.WriteLineAsync(e.Message);
        return null;
    }
}

static Task StandardInputEnds() => Task.Run(() =>
{
    using var input = Console.OpenStandardInput();
    while (input.Read(new byte[64]) > 0)
    {
    }
});
