using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gdpr.Platform.Http;

/// <summary>
/// Refuses <c>null</c> among the elements of a list whose type says that there is none, as the serializer does for a
/// property: a rule that looks at every element may rely on it.
/// </summary>
internal static class WholeLists
{
    public static void Demand(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        var nullability = new NullabilityInfoContext();
        var lists = type.Properties.Where(p => p is { Get: not null, AttributeProvider: PropertyInfo property } && HoldsNoNull(nullability.Create(property))).ToArray();
        if (lists.Length > 0)
        {
            type.OnDeserialized += made => Demand(lists, made);
        }
    }

    private static void Demand(JsonPropertyInfo[] lists, object made)
    {
        if (Array.Find(lists, l => l.Get!(made) is IEnumerable items && items.Cast<object?>().Contains(null)) is { } list)
        {
            throw new JsonException($"{list.Name} holds null.");
        }
    }

    private static bool HoldsNoNull(NullabilityInfo property) =>
        typeof(IEnumerable).IsAssignableFrom(property.Type)
        && (property.ElementType ?? (property.GenericTypeArguments is [var element] ? element : null)) is { ReadState: NullabilityState.NotNull, Type.IsValueType: false };
}
