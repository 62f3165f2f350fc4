using System.Reflection;
using Gdpr.Kernel;
using MassTransit;

namespace Gdpr.Architecture.Tests;

/// <summary>What may travel between rooms: sealed positional records of ids and coded facts.</summary>
internal static class MessageRules
{
    private static readonly string[] Suffixes = ["Event", "Command", "Dto", "Message", "Integration", "Notification"];

    private static readonly string[] Identifying =
        ["Email", "Mail", "Phone", "Name", "Address", "Birth", "Text", "Note", "Comment", "Iban", "Street", "City", "Postcode", "Password", "Secret", "Token", "Body", "Html"];

    private static readonly Type[] Plain =
        [typeof(Guid), typeof(SubjectId), typeof(int), typeof(long), typeof(decimal), typeof(bool), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeSpan)];

    /// <summary>Every record of a namespace and below; interfaces and enums are not sent.</summary>
    public static IReadOnlyList<Type> Records(Assembly assembly, string root) =>
        [.. assembly.GetTypes()
            .Where(t => t is { IsClass: true, IsNested: false } && t.Namespace is { } n && (n == root || n.StartsWith(root + ".", StringComparison.Ordinal)))
            .OrderBy(t => t.FullName, StringComparer.Ordinal)];

    public static string WireName(Type record) => MessageUrn.ForTypeString(record);

    public static IEnumerable<string> ShapeViolations(Type record)
    {
        if (!record.IsSealed || !record.IsPublic)
        {
            yield return $"{record.Name} is not public and sealed";
        }

        var properties = Properties(record);
        var positions = record.GetConstructors().Select(c => c.GetParameters()).MaxBy(p => p.Length) ?? [];
        if (record.GetMethod("<Clone>$") is null || !properties.Select(p => p.Name).Order().SequenceEqual(positions.Select(p => p.Name!).Order()))
        {
            yield return $"{record.Name} is not a positional record";
        }

        if (Suffixes.FirstOrDefault(s => record.Name.EndsWith(s, StringComparison.Ordinal)) is { } suffix)
        {
            yield return $"{record.Name} ends in {suffix}";
        }
    }

    public static IEnumerable<string> ContentViolations(Type record, string root)
    {
        foreach (var property in Properties(record))
        {
            var full = $"{record.Name}.{property.Name}";
            var type = Element(property.PropertyType);
            var coded = RoomMap.CodedStrings.ContainsKey(property.Name) || RoomMap.CodedStrings.ContainsKey(full);
            var counts = type == typeof(int) || type == typeof(Guid);
            if (!counts && Identifying.Any(i => property.Name.Contains(i, StringComparison.Ordinal)) && !RoomMap.CodedStrings.ContainsKey(full))
            {
                yield return $"{full} may identify somebody";
            }
            else if (type == typeof(string) && !coded)
            {
                yield return $"{full} is a string that RoomMap does not know as a code";
            }
            else if (type != typeof(string) && !type.IsEnum && !Plain.Contains(type) && type.Namespace?.StartsWith(root, StringComparison.Ordinal) is not true)
            {
                yield return $"{full} is a {type.Name}";
            }
        }
    }

    private static PropertyInfo[] Properties(Type record) => record.GetProperties(BindingFlags.Public | BindingFlags.Instance);

    private static Type Element(Type type)
    {
        var one = type.IsArray ? type.GetElementType()!
            : type.IsGenericType && type.GetGenericTypeDefinition() != typeof(Nullable<>) && type.IsAssignableTo(typeof(System.Collections.IEnumerable)) ? type.GetGenericArguments()[0]
            : type;
        return Nullable.GetUnderlyingType(one) ?? one;
    }
}
