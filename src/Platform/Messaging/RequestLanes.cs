using Gdpr.Messages;
using MassTransit;

namespace Gdpr.Platform.Messaging;

/// <summary>
/// One lane per request on a saga's endpoint: its messages are handled one after another, different requests side by
/// side. What queues up behind a message may be taken along by it, so that twelve answers at once cost one load and one
/// commit instead of twelve (docs/adr/0013-speed.md).
/// </summary>
internal sealed class RequestLanes
{
    /// <summary>Few leaders let more messages gather behind each.</summary>
    private const int Leaders = 8;

    private readonly Dictionary<Guid, RequestLane> _lanes = [];
    private readonly SemaphoreSlim _leaders = new(Leaders, Leaders);

    public async Task PassAsync<T>(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
        where T : class, IAboutRequest
    {
        var waiting = new LaneMessage(context);
        var lane = Enter(context.Message.RequestId, waiting);
        if (!await waiting.Turn.Task)
        {
            return;
        }

        // Whatever ends this message, also a stop before its turn, the next in the lane is called.
        var handled = false;
        try
        {
            await LeadAsync(context, lane, next);
            handled = true;
        }
        finally
        {
            Leave(context.Message.RequestId, lane, handled);
        }
    }

    private async Task LeadAsync<T>(ConsumeContext<T> context, RequestLane lane, IPipe<ConsumeContext<T>> next)
        where T : class, IAboutRequest
    {
        await _leaders.WaitAsync(context.CancellationToken);
        try
        {
            context.AddOrUpdatePayload(() => lane, _ => lane);
            await next.Send(context);
        }
        finally
        {
            _leaders.Release();
        }
    }

    private RequestLane Enter(Guid request, LaneMessage message)
    {
        lock (_lanes)
        {
            if (_lanes.TryGetValue(request, out var lane))
            {
                lane.Add(message);
                return lane;
            }

            message.Turn.SetResult(true);
            return _lanes[request] = new RequestLane();
        }
    }

    private void Leave(Guid request, RequestLane lane, bool handled)
    {
        lock (_lanes)
        {
            lane.Settle(handled);
            if (!lane.Next())
            {
                _lanes.Remove(request);
            }
        }
    }
}

/// <summary>A message in a lane; its turn comes as true, or as false when another has handled it on the way.</summary>
internal sealed record LaneMessage(ConsumeContext Context)
{
    public TaskCompletionSource<bool> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Going along has failed once: it goes by itself.</summary>
    public bool Alone { get; set; }
}

/// <summary>Those who wait behind the message at work, and those it has taken along.</summary>
internal sealed class RequestLane
{
    private readonly LinkedList<LaneMessage> _waiting = [];
    private readonly List<LaneMessage> _taken = [];

    public void Add(LaneMessage message)
    {
        lock (_waiting)
        {
            _waiting.AddLast(message);
        }
    }

    /// <summary>Takes along the messages of the same type that are next in the lane.</summary>
    public IReadOnlyList<ConsumeContext<T>> TakeAlong<T>()
        where T : class
    {
        lock (_waiting)
        {
            var along = new List<ConsumeContext<T>>();
            while (_waiting.First?.Value is { Alone: false, Context: ConsumeContext<T> context } message)
            {
                _waiting.RemoveFirst();
                _taken.Add(message);
                along.Add(context);
            }

            return along;
        }
    }

    public bool HasTaken
    {
        get
        {
            lock (_waiting)
            {
                return _taken.Count > 0;
            }
        }
    }

    /// <summary>Puts those taken along back to the front, each to go by itself.</summary>
    public void GiveBack()
    {
        lock (_waiting)
        {
            foreach (var message in Enumerable.Reverse(_taken))
            {
                message.Alone = true;
                _waiting.AddFirst(message);
            }

            _taken.Clear();
        }
    }

    internal void Settle(bool handled)
    {
        if (!handled)
        {
            GiveBack();
        }

        lock (_waiting)
        {
            _taken.ForEach(m => m.Turn.SetResult(false));
            _taken.Clear();
        }
    }

    internal bool Next()
    {
        lock (_waiting)
        {
            if (_waiting.First is not { } first)
            {
                return false;
            }

            _waiting.RemoveFirst();
            first.Value.Turn.SetResult(true);
            return true;
        }
    }
}

/// <summary>Sends the messages of a type through the lanes of their endpoint.</summary>
internal sealed class RequestLaneFilter<T>(RequestLanes lanes) : IFilter<ConsumeContext<T>>
    where T : class, IAboutRequest
{
    public Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next) => lanes.PassAsync(context, next);

    public void Probe(ProbeContext context) => context.CreateFilterScope("requestLane");
}
