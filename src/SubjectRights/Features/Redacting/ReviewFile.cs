using System.Text.Json;
using Gdpr.Platform.FreeText;
using Gdpr.Platform.Http;
using Gdpr.SubjectRights.Features.CaseFiles;

namespace Gdpr.SubjectRights.Features.Redacting;

/// <summary>One span of a cell or of a text: taken out, or left for a reason.</summary>
internal sealed record SpanDecision(int Start, int Length, bool Redact, string? Reason);

/// <summary>What is decided about one cell of what would be handed out; another content of the cell is not touched.</summary>
internal sealed record CellDecision(string Source, string Table, string Column, string Digest, IReadOnlyList<SpanDecision> Spans);

/// <summary>What is decided about one text in which the person is named.</summary>
internal sealed record MentionDecision(string Room, string Place, string Digest, IReadOnlyList<DecidedSpan> Spans, IReadOnlyList<string?> Reasons);

/// <summary>Every decision of a review, sealed with the case: where others are named is personal data of theirs.</summary>
internal sealed record ReviewFile(IReadOnlyList<CellDecision> Cells, IReadOnlyList<MentionDecision> Mentions)
{
    public const string Kind = "review";

    private static readonly ReviewFile Empty = new([], []);

    public static async Task<ReviewFile> ReadAsync(CaseVault vault, Guid requestId, CancellationToken ct) =>
        await vault.ReadFileAsync(requestId, Kind, ct) is { } file ? JsonSerializer.Deserialize<ReviewFile>(file, RoomJson.Options)! : Empty;

    /// <summary>Replaces the file; runs in the caller's transaction.</summary>
    public Task WriteAsync(CaseVault vault, Guid requestId, CancellationToken ct) =>
        vault.WriteFileAsync(requestId, Kind, JsonSerializer.SerializeToUtf8Bytes(this, RoomJson.Options), ct);

    /// <summary>A later decision about a cell replaces the earlier one.</summary>
    public ReviewFile With(IReadOnlyList<CellDecision> cells) =>
        this with { Cells = [.. Cells.Where(c => !cells.Any(n => Key(n) == Key(c))), .. cells] };

    public ReviewFile With(IReadOnlyList<MentionDecision> texts) =>
        this with { Mentions = [.. Mentions.Where(m => !texts.Any(n => n.Room == m.Room && n.Place == m.Place)), .. texts] };

    private static (string, string, string, string) Key(CellDecision cell) => (cell.Source, cell.Table, cell.Column, cell.Digest);
}
