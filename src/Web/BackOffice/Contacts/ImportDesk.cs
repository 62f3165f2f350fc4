using System.Text;
using Gdpr.Web.BackOffice.Requests;
using Gdpr.Web.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using static Gdpr.Web.BackOffice.StaffFrames;

namespace Gdpr.Web.BackOffice.Contacts;

/// <summary>A file of contacts in three steps: it comes in, its columns are named by a person, its rows are followed to the end.</summary>
internal static class ImportDesk
{
    private const string Room = "contacts";
    private const string Imports = "/staff/contacts/imports";

    // Twice what the room takes: whoever sends too much is told so by the room, in words.
    private const long LargestBody = 2048L * 1024 * 1024;
    private const int PageSize = 20;
    private const string TakenBack = "IMPORT_TAKEN_BACK";

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Imports, Open((visit, ct) => ListAsync(visit, null, ct)));
        pages.MapPost(Imports, OpenStreamed(TakeAsync)).WithMetadata(new RequestSizeLimitAttribute(LargestBody));
        pages.MapGet($"{Imports}/{{id:guid}}", Open((visit, ct) => ShowAsync(visit, null, ct)));
        pages.MapPost($"{Imports}/{{id:guid}}", Open(MapAsync));
        pages.MapPost($"{Imports}/{{id:guid}}/removal", Open(TakeBackAsync));
        pages.MapGet($"{Imports}/{{id:guid}}/errors", Open(ErrorsAsync));
    }

    private static bool May(StaffVisit visit) => visit.May("contacts.write");

    private static async Task<IResult> ListAsync(StaffVisit visit, string? wrong, CancellationToken ct)
    {
        if (!May(visit))
        {
            return Nothing(visit);
        }

        var after = Uri.EscapeDataString(visit.Query("after") ?? "");
        var found = await visit.Calls.GetAsync<Listed<ImportItem>>(Room, $"imports?limit={PageSize}&after={after}", visit.Token, ct);
        return Page<ImportListPage>(visit, wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity, ("Found", found), ("Wrong", wrong));
    }

    private static async Task<IResult> TakeAsync(StaffVisit visit, CancellationToken ct)
    {
        if (!May(visit))
        {
            return Nothing(visit);
        }

        if (await StreamedForm.Of(visit.Http).FileAsync(ct) is not { } file)
        {
            return await ListAsync(visit, "IMPORT_FILE_MISSING", ct);
        }

        var files = visit.Http.RequestServices.GetRequiredService<FileCalls>();
        var (answer, taken) = await files.SendAsync<Taken>(Room, "imports", [("mapping", "later")], file, visit.Token, ct);
        return taken is null ? await ListAsync(visit, answer.Code ?? "REFUSED", ct) : SeeOther(visit, $"{Imports}/{taken.Id}");
    }

    private static async Task<IResult> ShowAsync(StaffVisit visit, Refusal? refusal, CancellationToken ct)
    {
        if (!May(visit) || await FindAsync(visit, ct) is not { } import)
        {
            return Nothing(visit);
        }

        var status = refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        if (import.Status == "awaitingMapping")
        {
            var (proposal, problem) = await ProposalAsync(visit, import.Id, ct);
            return Page<ImportMappingPage>(visit, status, ("Import", import), ("Proposal", proposal), ("Problem", problem), ("Refused", refusal));
        }

        var follows = visit.Query("follow") is not null && import.IsUnderWay;
        if (follows)
        {
            visit.Http.Response.Headers["Refresh"] = "5";
        }

        return Page<ImportPage>(visit, status, ("Import", import), ("Follows", follows), ("Late", visit.Query("late") is not null));
    }

    private static async Task<IResult> MapAsync(StaffVisit visit, CancellationToken ct)
    {
        if (!May(visit) || await FindAsync(visit, ct) is not { } import)
        {
            return Nothing(visit);
        }

        var form = await visit.Http.Request.ReadFormAsync(ct);
        var (proposal, _) = await ProposalAsync(visit, import.Id, ct);
        var said = new SaidMapping(form, visit.HomeCountry, proposal?.Columns ?? []);
        if (said.Wrong is { } wrong)
        {
            return await ShowAsync(visit, new Refusal("mapping", wrong, form), ct);
        }

        var (answer, _) = await visit.Calls.PostOnceAsync<Taken>(Room, $"imports/{import.Id}/mapping", said.Body, form["once"].ToString(), visit.Token, ct);
        return answer.Succeeded || answer.Code is "IMPORT_NOT_WAITING" or "CHANGED_MEANWHILE"
            ? SeeOther(visit, $"{Imports}/{import.Id}?follow=1")
            : await ShowAsync(visit, new Refusal("mapping", answer.Code ?? "REFUSED", form), ct);
    }

    private static async Task<IResult> TakeBackAsync(StaffVisit visit, CancellationToken ct)
    {
        if (!May(visit) || await FindAsync(visit, ct) is not { } import)
        {
            return Nothing(visit);
        }

        var (answer, _) = await visit.Calls.DeleteAsync(Room, $"imports/{import.Id}", visit.Token, ct);
        return SeeOther(visit, $"{Imports}/{import.Id}{(answer.Succeeded || import.Code == TakenBack ? "" : "?late=1")}");
    }

    /// <summary>Row, column and reason of each that was not taken; whoever mends the file needs no value of it.</summary>
    private static async Task<IResult> ErrorsAsync(StaffVisit visit, CancellationToken ct)
    {
        if (!May(visit) || await FindAsync(visit, ct) is not { } import)
        {
            return Nothing(visit);
        }

        // The room keeps the first thousand; the count of all stands on the page.
        var text = new StringBuilder(visit.Say("ligne,colonne,code,raison\r\n", "row,column,code,reason\r\n"));
        foreach (var error in import.Errors)
        {
            text.Append(visit.Language.Culture, $"{error.Row},{Cell(error.Column)},{error.Code},{Cell(ImportWords.Code(visit.Language, error.Code))}\r\n");
        }

        return TypedResults.File(Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(text.ToString())).ToArray(), "text/csv; charset=utf-8", "errors.csv");
    }

    // The names of columns are the file's: none may begin a formula.
    private static string Cell(string? text) =>
        $"\"{(text is { Length: > 0 } && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" : "")}{text?.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static async Task<(ImportProposal? Proposal, string? Problem)> ProposalAsync(StaffVisit visit, Guid id, CancellationToken ct)
    {
        using var answer = await visit.Calls.FileAsync(Room, $"imports/{id}/proposal", visit.Token, ct);
        if ((int)answer.StatusCode >= 500)
        {
            throw new HttpRequestException("A room does not answer.");
        }

        return answer.IsSuccessStatusCode
            ? (await RoomCalls.ReadAsync<ImportProposal>(answer, ct), null)
            : (null, await RoomCalls.CodeOfAsync(answer, ct) ?? "REFUSED");
    }

    private static Task<ImportView?> FindAsync(StaffVisit visit, CancellationToken ct) =>
        visit.Calls.GetAsync<ImportView>(Room, $"imports/{(string)visit.Http.GetRouteValue("id")!}", visit.Token, ct);

    private static IResult Nothing(StaffVisit visit) => Page<StaffNothingPage>(visit, StatusCodes.Status404NotFound);

    private sealed record Taken(Guid Id);
}
