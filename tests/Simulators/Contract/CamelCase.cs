using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gdpr.Simulators.Contract;

/// <summary>Enumerations in the words of the contract, such as <c>nothingFound</c>; numbers are refused.</summary>
public sealed class CamelCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
