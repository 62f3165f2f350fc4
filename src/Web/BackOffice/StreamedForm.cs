using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Gdpr.Web.BackOffice;

/// <summary>A form in parts that is read as it comes: its token first, so that nothing of a forged one is taken, its file last.</summary>
internal sealed class StreamedForm(MultipartReader parts)
{
    private const int LongestField = 4096;

    /// <summary>Puts the form's token where it is looked for, and nothing in its place where none comes first; what follows is left to the page. False for another kind of form.</summary>
    public static async Task<bool> OpenAsync(HttpContext http)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 100 } boundary)
        {
            return false;
        }

        var form = new StreamedForm(new MultipartReader(boundary, http.Request.Body));
        var options = http.RequestServices.GetRequiredService<IOptions<AntiforgeryOptions>>().Value;
        var token = await form.NextAsync(http.RequestAborted) is { } first && first.Name == options.FormFieldName ? await TextAsync(first.Body, http.RequestAborted) : "none";

        // Without a header the whole form would be read for it.
        http.Request.Headers[options.HeaderName!] = token.Length > 0 ? token : "none";
        http.Features.Set(form);
        return true;
    }

    public static StreamedForm Of(HttpContext http) => http.Features.GetRequiredFeature<StreamedForm>();

    /// <summary>The file, once the fields before it have been passed by; null where none was chosen.</summary>
    public async Task<Stream?> FileAsync(CancellationToken ct)
    {
        while (await NextAsync(ct) is { } part)
        {
            if (part.IsFile)
            {
                return part.Body;
            }
        }

        return null;
    }

    private async Task<(string? Name, bool IsFile, Stream Body)?> NextAsync(CancellationToken ct)
    {
        if (await parts.ReadNextSectionAsync(ct) is not { } section)
        {
            return null;
        }

        var said = section.GetContentDispositionHeader();
        return (said?.Name.Value?.Trim('"'), said is not null && said.IsFileDisposition() && said.FileName.Value?.Trim('"') is { Length: > 0 }, section.Body);
    }

    private static async Task<string> TextAsync(Stream body, CancellationToken ct)
    {
        using var reader = new StreamReader(body, leaveOpen: true);
        var buffer = new char[LongestField];
        return new string(buffer, 0, await reader.ReadBlockAsync(buffer, ct));
    }
}
