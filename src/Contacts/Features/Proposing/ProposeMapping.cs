using Gdpr.Contacts.Domain;
using Gdpr.Contacts.Files;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Gdpr.Contacts.Features.Proposing;

/// <summary>Looks at the beginning of a file and says how it is written and what its columns seem to be; nothing is stored, no value is shown.</summary>
internal static class ProposeMapping
{
    private const int Sample = 1024 * 1024;
    private const int LargestBody = 8 * Sample;

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/imports/proposal", Handle)
            .ReadsOnly()
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .WithName(nameof(ProposeMapping))
            .WithSummary("Propose a mapping for a file from its first mebibyte");

    internal static async Task<Ok<ProposeMappingResponse>> Handle(HttpContext http, CancellationToken ct)
    {
        var (head, whole, stated) = await TakeAsync(http, ct);
        try
        {
            var evidence = new EncodingEvidence(stated.File.Encoding);
            evidence.Look(head);
            var encoding = evidence.Decide(whole);
            var text = Text(head, encoding, whole);
            var format = await FileHead.FormatAsync(new StringReader(text), encoding, stated.File, ct);
            await using var table = await format.OpenAsync(new StringReader(text), ct);
            return TypedResults.Ok(await ProposeMappingResponse.OfAsync(format, table, stated, ct));
        }
        catch (UnreadableFile broken)
        {
            throw ProposeMappingResponse.Refuse(broken);
        }
    }

    private static async Task<(byte[] Head, bool Whole, ImportMapping Stated)> TakeAsync(HttpContext http, CancellationToken ct)
    {
        var (head, whole, stated) = (default(byte[]), true, ImportMapping.Nothing);
        var reader = new MultipartReader(ImportForm.Boundary(http.Request), http.Request.Body);
        while (await reader.ReadNextSectionAsync(ct) is { } section)
        {
            switch (section.GetContentDispositionHeader()?.Name.Value?.Trim('"'))
            {
                case "file" when head is null:
                    var buffer = new byte[Sample + 1];
                    var read = await section.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
                    (head, whole) = (buffer[..Math.Min(read, Sample)], read <= Sample);
                    break;
                case "mapping":
                    stated = MappingJson.Read(await ImportForm.MappingAsync(section.Body, ct));
                    break;
            }
        }

        return (head ?? throw new RuleViolation(ImportForm.FileMissing), whole, stated);
    }

    // What the border of the sample cuts is left out: a letter, and the line that it stands in.
    private static string Text(byte[] head, string encoding, bool whole)
    {
        var text = TextEncodings.Loose(encoding, head);
        var end = whole ? -1 : text.LastIndexOf('\n');
        return end < 0 ? text : text[..(end + 1)];
    }
}
