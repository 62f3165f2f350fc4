using System.Reflection;
using System.Text.Json;
using Gdpr.Kernel;
using Gdpr.Messages;
using Gdpr.Platform.Messaging;
using Gdpr.Testing;

namespace Gdpr.Standalone.Tests;

/// <summary>The JSON of each message as the first version wrote it. Files are added, never changed: old rows and queues hold them.</summary>
internal static class MessageSample
{
    private static readonly JsonSerializerOptions Indented = new(MessageJson.Options) { WriteIndented = true };

    public static string Folder { get; } = Path.Combine(RepositoryRoot.Find(), "tests", "Standalone.Tests", "Samples");

    /// <summary>Messages that travel by themselves: the others are parts of them.</summary>
    public static IReadOnlyList<Type> Messages { get; } =
        [.. typeof(IAboutRequest).Assembly.GetTypes().Where(t => t is { IsClass: true, IsSealed: true } && !Parts().Contains(t) && t.GetMethod("<Clone>$") is not null).OrderBy(t => t.FullName, StringComparer.Ordinal)];

    public static string FileOf(Type message) => Path.Combine(Folder, $"{message.FullName!["Gdpr.Messages.".Length..]}.json");

    /// <summary>What today's version would write, for a message that has no sample yet.</summary>
    public static string New(Type message) => JsonSerializer.Serialize(Value(message), message, Indented) + "\n";

    private static HashSet<Type> Parts() =>
        [.. typeof(IAboutRequest).Assembly.GetTypes().SelectMany(t => t.GetProperties()).Select(p => p.PropertyType).Select(t => t.IsArray ? t.GetElementType()! : t)];

    private static object? Value(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain == typeof(Guid) ? Guid.Parse("0199c3b4-0000-7000-8000-000000000001")
            : plain == typeof(SubjectId) ? SubjectId.Parse("0199c3b4-0000-7000-8000-000000000003")
            : plain == typeof(string) ? "sample"
            : plain == typeof(DateTimeOffset) ? new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero)
            : plain == typeof(DateOnly) ? new DateOnly(2026, 11, 28)
            : plain == typeof(bool) ? true
            : plain.IsEnum ? Enum.GetValues(plain).GetValue(0)
            : plain.IsPrimitive ? Convert.ChangeType(1, plain, System.Globalization.CultureInfo.InvariantCulture)
            : plain.IsArray ? Many(plain.GetElementType()!)
            : Made(plain);
    }

    private static Array Many(Type element)
    {
        var one = Array.CreateInstance(element, 1);
        one.SetValue(Value(element), 0);
        return one;
    }

    private static object Made(Type type)
    {
        var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.Instance).MaxBy(c => c.GetParameters().Length)!;
        return constructor.Invoke([.. constructor.GetParameters().Select(p => Value(p.ParameterType))]);
    }
}
