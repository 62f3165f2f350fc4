using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Gdpr.Messages;
using Gdpr.Platform.Data;
using Gdpr.Platform.Messaging;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Data.Sqlite;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Sagas;
using Gdpr.Platform.Modules;
using MassTransit;
using MassTransit.Context;
using MassTransit.Saga;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.SubjectRights.Tests.Model;

/// <summary>
/// Puts one message to the real state machine and the real road: saga row in, saga row and outgoing messages out, as the
/// inbox would commit them together. Nothing of the machine is imitated here.
/// </summary>
internal sealed class RealRoad : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 2, 10, 0, 0, TimeSpan.Zero);
    public static readonly TimeSpan Wait = TimeSpan.FromSeconds(60);

    private static readonly JsonSerializerOptions Options = RowOptions();

    private readonly SubjectRequestStateMachine _machine = new();
    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly SubjectRightsDbContext _db;
    private readonly ServiceProvider _services;
    private readonly Dictionary<Type, Func<object, SubjectRequest, Task>> _raise = [];

    public RealRoad()
    {
        _connection.Open();
        var options = new DbContextOptionsBuilder<SqliteSubjectRightsDbContext>();
        options.UseSqlite(_connection);
        _db = new SqliteSubjectRightsDbContext(options.Options, new RoomContextServices(new Still(), new WriteGates(), new NoOutboxSignal()));
        _db.Database.EnsureCreated();
        _services = new ServiceCollection()
            .AddSingleton(new RoadSettings(Wait, [Wait], [Wait], AutoApprove: false) { CheckAgainAfter = TimeSpan.FromDays(30), NoticeStands = TimeSpan.FromHours(48) })
            .BuildServiceProvider();
    }

    public static string Write(SubjectRequest row) => JsonSerializer.Serialize(row, Options);

    public static SubjectRequest Read(string row) => JsonSerializer.Deserialize<SubjectRequest>(row, Options)!;

    /// <summary>Raises the message as the bus would; what it leaves behind.</summary>
    public async Task<(SubjectRequest Row, IReadOnlyList<object> Sent)> TakeAsync(SubjectRequest row, IAboutRequest message)
    {
        row.Took = false;
        if (!_raise.TryGetValue(message.GetType(), out var raise))
        {
            var method = typeof(RealRoad).GetMethod(nameof(Raise), BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(message.GetType());
            _raise[message.GetType()] = raise = method.CreateDelegate<Func<object, SubjectRequest, Task>>(this);
        }

        await raise(message, row);
        List<object> sent = [.. _db.Unwritten.Select(p => p.Message)];
        await _db.AbandonAsync();
        return (row, sent);
    }

    public void Dispose()
    {
        _db.Dispose();
        _services.Dispose();
        _connection.Dispose();
    }

    private async Task Raise<T>(object message, SubjectRequest row)
        where T : class
    {
        var @event = _machine.Events.OfType<Event<T>>().Single();
        var bus = new MessageOf<T>(DispatchProxy.Create<ConsumeContext, Silence>(), (T)message);
        var scope = new ConsumeContextScope<T>(bus, _db, _services);
        var saga = await new SagaConsumeContextFactory<SubjectRightsDbContext, SubjectRequest>().CreateSagaConsumeContext(_db, scope, row, SagaConsumeContextMode.Load);
        StateMachine<SubjectRequest> machine = _machine;
        await machine.RaiseEvent(new MassTransitStateMachine<SubjectRequest>.BehaviorContextProxy<T>(_machine, saga, saga, @event));
    }

    // What can be set is stored; what is computed from it is not.
    private static JsonSerializerOptions RowOptions()
    {
        var stored = new DefaultJsonTypeInfoResolver();
        stored.Modifiers.Add(type =>
        {
            for (var i = type.Properties.Count - 1; i >= 0; i--)
            {
                if (type.Properties[i] is { Set: null, Name: not nameof(SubjectRequest.Targets) } && type.Type.Namespace == typeof(SubjectRequest).Namespace)
                {
                    type.Properties.RemoveAt(i);
                }
            }
        });
        return new JsonSerializerOptions(MessageJson.Options)
        {
            PropertyNamingPolicy = null,
            TypeInfoResolver = stored,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            PreferredObjectCreationHandling = JsonObjectCreationHandling.Populate,
        };
    }

    private sealed class Still : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class MessageOf<T>(ConsumeContext context, T message) : ConsumeContextProxy(context), ConsumeContext<T>
        where T : class
    {
        public T Message => message;

        public Task NotifyConsumed(TimeSpan duration, string consumerType) => Task.CompletedTask;

        public Task NotifyFaulted(TimeSpan duration, string consumerType, Exception exception) => Task.CompletedTask;
    }
}

/// <summary>A bus that says nothing: the machine must not need it.</summary>
internal class Silence : DispatchProxy
{
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.ReturnType switch
    {
        { IsValueType: true } type when type != typeof(void) => Activator.CreateInstance(type),
        var type when type == typeof(Task) => Task.CompletedTask,
        { IsInterface: true, IsGenericType: false } type => Create(type, typeof(Silence)),
        _ => null,
    };
}
