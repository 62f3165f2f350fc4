using System.Globalization;
using Gdpr.Kernel.Calendars;
using Microsoft.AspNetCore.Http;

namespace Gdpr.Web.BackOffice;

/// <summary>A form as the room wants it: what is empty is not said, hours are those of the country, and what nobody can read is refused here.</summary>
internal sealed class Posted(IFormCollection form, string? country)
{
    public const string MomentFormat = "yyyy-MM-dd'T'HH:mm";

    private readonly Jurisdiction? _place = Jurisdiction.TryFind(country, out var found) ? found : null;

    /// <summary>The code of what could not be read; asked once everything was.</summary>
    public string? Unreadable { get; private set; }

    public string? Text(string name) => form[name].ToString().Trim() is { Length: > 0 } text ? text : null;

    /// <summary>An empty one takes away what stood there.</summary>
    public string Said(string name) => form[name].ToString().Trim();

    public bool Ticked(string name) => Text(name) is not null;

    public string[] Ticks(string name) => [.. form[name].OfType<string>()];

    /// <summary>One entry a line.</summary>
    public string[] Lines(string name) => Said(name).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>One id a line.</summary>
    public Guid[] Ids(string name)
    {
        List<Guid> ids = [];
        foreach (var line in Lines(name))
        {
            if (Guid.TryParse(line, out var id))
            {
                ids.Add(id);
            }
            else
            {
                Unreadable ??= "ID_UNREADABLE";
            }
        }

        return [.. ids];
    }

    public long? Number(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : Refuse<long>("NUMBER_UNREADABLE");
    }

    public DateTimeOffset? Moment(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return !DateTime.TryParseExact(text, [MomentFormat, "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || local.Year is < 1900 or > 9000
            ? Refuse<DateTimeOffset>("DATE_UNREADABLE")
            : _place?.At(local) ?? Refuse<DateTimeOffset>("COUNTRY_UNKNOWN");
    }

    private T? Refuse<T>(string code)
        where T : struct
    {
        Unreadable ??= code;
        return null;
    }
}
