namespace Gdpr.Testing.Servers;

/// <summary>Where a broker listens and who may use it.</summary>
internal sealed record RabbitMqEndpoint(string User, string Password, string Host, int Port, Uri Management)
{
    public string ConnectionString => $"amqp://{User}:{Password}@{Host}:{Port}";

    public static RabbitMqEndpoint OnLoopback() => new(
        "gdpr", Secret.Next(), "127.0.0.1", FreePort.Next(), new Uri($"http://127.0.0.1:{FreePort.Next()}"));

    /// <summary>Reads what the environment names; its management API is asked with the same user.</summary>
    public static RabbitMqEndpoint Parse(string amqp, string? management)
    {
        var address = new Uri(amqp);
        var user = address.UserInfo.Split(':', 2);
        var port = address.IsDefaultPort ? 5672 : address.Port;
        return new RabbitMqEndpoint(
            user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : "guest",
            user.Length > 1 ? Uri.UnescapeDataString(user[1]) : "guest",
            address.Host,
            port,
            new Uri(management ?? $"http://{address.Host}:15672"));
    }
}
