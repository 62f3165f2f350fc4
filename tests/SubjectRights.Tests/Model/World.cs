using System.Text.Json;
using Gdpr.Kernel;
using Gdpr.Messages;
using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Messaging;
using Gdpr.SubjectRights.Domain;

namespace Gdpr.SubjectRights.Tests.Model;

/// <summary>How much may go wrong on one path, and how much a person does: what keeps the exploration finite.</summary>
/// <param name="Repeats">Messages delivered once more.</param>
/// <param name="Losses">Messages that are set aside, as dead letters are.</param>
/// <param name="Crashes">Participants that die after the effect and before their commit.</param>
/// <param name="Failures">Rounds that a participant fails, or for which it wants a person.</param>
/// <param name="Lies">Times that a participant says done and has not done it.</param>
/// <param name="Rounds">Searches that bring new identifiers.</param>
/// <param name="Steps">Refusals, cancellations and retries by staff.</param>
/// <param name="Returns">Times that erased data is brought back, by a late sync or an import.</param>
/// <param name="Others">Copies with words about others that nobody has decided about.</param>
/// <param name="Early">Wake-ups before their time, as a second replica's sweeper or a clock set back sends them.</param>
internal sealed record Budget(int Repeats = 0, int Losses = 0, int Crashes = 0, int Failures = 0, int Lies = 0, int Rounds = 0, int Steps = 0, int Returns = 0, int Others = 0, int Early = 0);

/// <summary>What a participant answered to a phase and round: the same question again gets the same answer.</summary>
internal sealed record Answered(string Target, ParticipationPhase Phase, int Round, string Report);

/// <summary>
/// Everything outside the saga row: messages under way in no order, what each participant holds and has said, the ledger,
/// and what was told to the person.
/// </summary>
internal sealed record World
{
    public required Budget Left { get; init; }

    /// <summary>Under way, by content: the order of a bus means nothing.</summary>
    public IReadOnlyList<string> UnderWay { get; init; } = [];

    /// <summary>Targets whose deed is done in truth.</summary>
    public IReadOnlyList<string> DoneInTruth { get; init; } = [];

    /// <summary>Targets where something was done.</summary>
    public IReadOnlyList<string> Effects { get; init; } = [];

    public IReadOnlyList<Answered> Said { get; init; } = [];

    public bool InLedger { get; init; }

    /// <summary>Numbers of the answers the person has had.</summary>
    public IReadOnlyList<int> Letters { get; init; } = [];

    public int Closings { get; init; }

    /// <summary>Erased data was brought back after the answer.</summary>
    public bool CameBack { get; init; }

    public bool Asked { get; init; }

    public static string Pack(object message) => $"{message.GetType().Name}|{JsonSerializer.Serialize(message, message.GetType(), MessageJson.Options)}";

    public static IAboutRequest Unpack(string packed)
    {
        var cut = packed.IndexOf('|');
        var type = Types[packed[..cut]];
        return (IAboutRequest)JsonSerializer.Deserialize(packed[(cut + 1)..], type, MessageJson.Options)!;
    }

    public World Without(string packed) => this with { UnderWay = [.. UnderWay.Where(m => m != packed)] };

    public World With(params IEnumerable<object> messages)
    {
        var all = new SortedSet<string>(UnderWay, StringComparer.Ordinal);
        var closings = Closings;
        foreach (var message in messages)
        {
            switch (message)
            {
                case SubjectRequestClosed:
                    closings++;
                    break;
                case HoldSubjects or SubjectsRestricted or RestrictionLifted or RecordRestriction or ErasureCameBack:
                    break;
                default:
                    all.Add(Pack(message));
                    break;
            }
        }

        return this with { UnderWay = [.. all], Closings = closings };
    }

    public string Key() => string.Join('\n', [
        Left.ToString(), .. UnderWay, "-", .. DoneInTruth, "-", .. Effects, "-", .. Said.Select(s => s.ToString()), $"{InLedger} {Closings} {CameBack} {Asked} {string.Join(',', Letters)}"]);

    private static readonly Dictionary<string, Type> Types = typeof(RequestReceived).Assembly.GetTypes()
        .Where(t => t.IsAssignableTo(typeof(IAboutRequest)) && t.IsClass).ToDictionary(t => t.Name);
}

/// <summary>One state of the whole: the saga row as it is stored, and the world around it.</summary>
internal sealed record Whole(SubjectRequest Row, World World)
{
    /// <summary>Counters that decide nothing are left out, or the same state would look new for ever.</summary>
    public string Key()
    {
        var (version, attempts) = (Row.Version, Row.Targets.Select(t => t.Attempts).ToList());
        Row.Version = 0;
        Row.Targets.ForEach(t => t.Attempts = 0);
        var key = $"{RealRoad.Write(Row)}\n{World.Key()}";
        Row.Version = version;
        for (var i = 0; i < attempts.Count; i++)
        {
            Row.Targets[i].Attempts = attempts[i];
        }

        return key;
    }
}
