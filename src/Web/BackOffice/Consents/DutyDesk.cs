using System.Buffers.Binary;
using Gdpr.Web.BackOffice.Requests;
using Gdpr.Web.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Gdpr.Web.BackOffice.StaffFrames;

namespace Gdpr.Web.BackOffice.Consents;

/// <summary>
/// What a person decides about consents: erasures that are proposed, people who were never told where their data come from,
/// and asking for consents that have no proof. Nothing is erased, written or asked before somebody here says so.
/// </summary>
internal static class DutyDesk
{
    private const string Room = "consent";
    private const string Proposals = "/staff/consents/proposals";
    private const string Information = "/staff/consents/information";
    private const string Runs = "/staff/consents/requalifications";
    private const string NotConfirmed = "CONFIRMATION_MISSING";

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Proposals, Open((visit, ct) => ProposalsAsync(visit, null, ct)));
        pages.MapPost($"{Proposals}/{{id:guid}}/keep", Step(ProposalsAsync, Keep));
        pages.MapPost($"{Proposals}/{{id:guid}}/erase", Step(ProposalsAsync, EraseAsync));
        pages.MapGet(Information, Open((visit, ct) => InformationAsync(visit, null, ct)));
        pages.MapPost($"{Information}/send", Step(InformationAsync, SendAsync));
        pages.MapPost($"{Information}/texts", Step(InformationAsync, Publish));
        pages.MapPost($"{Information}/{{id:guid}}/exemption", Step(InformationAsync, Exempt));
        pages.MapGet(Runs, Open((visit, ct) => RunsAsync(visit, null, ct)));
        pages.MapPost(Runs, Step(RunsAsync, PlanAsync));
        pages.MapGet($"{Runs}/{{id:guid}}", Open((visit, ct) => RunAsync(visit, null, ct)));
        pages.MapPost($"{Runs}/{{id:guid}}/approval", Step(RunAsync, Approve, "consent.approve"));
        pages.MapPost($"{Runs}/{{id:guid}}/stop", Step(RunAsync, Stop));
        pages.MapPost($"{Runs}/{{id:guid}}/letters", Step(RunAsync, LettersAsync));
    }

    private static async Task<IResult> ProposalsAsync(StaffVisit visit, Refusal? refused, CancellationToken ct) =>
        await ReadAsync<Listed<ProposalItem>>(visit, $"erasure-proposals?open=true&limit=50&after={After(visit)}", ct) is not { } found
            ? Nothing(visit)
            : Shown<ProposalsPage>(visit, refused, ("Found", found));

    private static async Task<IResult> InformationAsync(StaffVisit visit, Refusal? refused, CancellationToken ct)
    {
        var overdue = visit.Query("overdue") == "true";
        if (await ReadAsync<Listed<OwedItem>>(visit, $"information/owed?limit=50&after={After(visit)}{(overdue ? "&overdue=true" : "")}", ct) is not { } owed)
        {
            return Nothing(visit);
        }

        var texts = await ReadAsync<Listed<InformationWords>>(visit, "information/texts?limit=500", ct);
        return Shown<InformationPage>(visit, refused, ("Owed", owed), ("Texts", texts?.Items ?? []), ("Overdue", overdue));
    }

    private static async Task<IResult> RunsAsync(StaffVisit visit, Refusal? refused, CancellationToken ct)
    {
        if (await ReadAsync<Listed<RunItem>>(visit, "requalifications?limit=500", ct) is not { } runs)
        {
            return Nothing(visit);
        }

        var purposes = await ReadAsync<Listed<RatedPurpose>>(visit, "purposes", ct);
        return Shown<RunListPage>(visit, refused, ("Runs", runs.Items.Reverse().ToList()), ("Purposes", purposes?.Items.Where(p => p.LegalBasis == "consent").ToList() ?? []));
    }

    private static async Task<IResult> RunAsync(StaffVisit visit, Refusal? refused, CancellationToken ct)
    {
        if (await ReadAsync<RunView>(visit, $"requalifications/{Id(visit)}", ct) is not { } run)
        {
            return Nothing(visit);
        }

        var waiting = await ReadAsync<Listed<RunPerson>>(visit, $"requalifications/{Id(visit)}/people?asked=false&waiting=true&limit=100&after={After(visit)}", ct);
        return Shown<RunPage>(visit, refused, ("Run", run), ("Waiting", waiting));
    }

    private static async Task<(ApiAnswer, string)> Keep(StaffVisit visit, Posted said) =>
        (await visit.Once(said, $"erasure-proposals/{Id(visit)}/decision", new { outcome = "keep", reason = said.Said("reason") }), $"{Proposals}?done=kept");

    // The request does the erasing, and is seen through like any other. Whom and what, the proposal says and not the form.
    private static async Task<(ApiAnswer, string)> EraseAsync(StaffVisit visit, Posted said)
    {
        if (!said.Ticked("confirmed"))
        {
            return (Refuse(NotConfirmed), "");
        }

        var (proposal, once) = (await ProposalAsync(visit), said.Said("once"));
        if (proposal is null or { Outcome: not null, RequestId: null })
        {
            return (Refuse("PROPOSAL_DECIDED"), "");
        }

        var body = new
        {
            right = "erasure", subject = new { subjectId = proposal.SubjectId }, receivedAt = Opened(visit, once), channel = "api",
            details = proposal.DataClasses is null ? null : new { scope = proposal.DataClasses },
        };
        var (answer, made) = await visit.Calls.PostOnceAsync<MadeRequest>("subject-rights", "requests", body, once, visit.Token, visit.Http.RequestAborted);
        if (made is null || made.Joined)
        {
            return (made is null ? answer : Refuse("REQUEST_OPEN"), "");
        }

        var then = $"{Proposals}?done=erased&request={made.Id}";
        if (proposal.RequestId == made.Id)
        {
            return (answer, then);
        }

        var identity = new { method = "staff", outcome = "confirmed", reason = $"Proposed erasure {proposal.Id}: {said.Said("reason")}", subjectId = proposal.SubjectId };
        var known = await visit.Calls.PostAsync<object>("subject-rights", $"requests/{made.Id}/identity", identity, visit.Token, visit.Http.RequestAborted);
        var decided = known.Answer is { Succeeded: false, Code: not "REQUEST_STATE" }
            ? known.Answer
            : await visit.Once(said, $"erasure-proposals/{Id(visit)}/decision", new { outcome = "erase", reason = said.Said("reason"), requestId = made.Id });
        return decided.Succeeded || (await ProposalAsync(visit))?.RequestId == made.Id ? (answer, then) : (await TakeBackAsync(visit, made.Id, decided), "");
    }

    // When the form was shown, which its key tells: sent twice it says the same.
    private static DateTimeOffset Opened(StaffVisit visit, string once)
    {
        var now = visit.Now.ToUnixTimeMilliseconds();
        var at = Guid.TryParse(once, out var key) ? BinaryPrimitives.ReadInt64BigEndian(key.ToByteArray(bigEndian: true)) >>> 16 : now;
        return at > now - (long)TimeSpan.FromDays(1).TotalMilliseconds && at <= now ? DateTimeOffset.FromUnixTimeMilliseconds(at) : visit.Now;
    }

    // Somebody else has decided meanwhile, or a reason was wanting: nothing is erased against that.
    private static async Task<ApiAnswer> TakeBackAsync(StaffVisit visit, Guid request, ApiAnswer why)
    {
        await visit.Calls.PostAsync<object>("subject-rights", $"requests/{request}/cancellation", new { reason = $"The proposed erasure was not decided: {why.Code}" }, visit.Token, visit.Http.RequestAborted);
        return why;
    }

    private static Task<ProposalItem?> ProposalAsync(StaffVisit visit) => ReadAsync<ProposalItem>(visit, $"erasure-proposals/{Id(visit)}", visit.Http.RequestAborted);

    private static async Task<(ApiAnswer, string)> SendAsync(StaffVisit visit, Posted said)
    {
        var body = new { limit = said.Number("limit") ?? 100, after = said.Text("after") };
        if (said.Unreadable is { } unreadable)
        {
            return (Refuse(unreadable), "");
        }

        var (answer, sent) = await visit.Calls.PostOnceAsync<SentInformation>(Room, "information/sendings", body, said.Said("once"), visit.Token, visit.Http.RequestAborted);
        return (answer, $"{Information}?done=sent&count={sent?.Written}&left={sent?.Left.Count}&after={Uri.EscapeDataString(sent?.Next ?? "")}");
    }

    private static async Task<(ApiAnswer, string)> Publish(StaffVisit visit, Posted said) => (
        await visit.Once(said, "information/texts", new { language = said.Said("language"), subject = said.Said("subject"), text = said.Said("text") }), $"{Information}?done=published");

    private static async Task<(ApiAnswer, string)> Exempt(StaffVisit visit, Posted said) => (
        await visit.Once(said, $"subjects/{Id(visit)}/information/exemption", new { ground = said.Said("ground"), reason = said.Said("reason") }), $"{Information}?done=exempted");

    private static async Task<(ApiAnswer, string)> PlanAsync(StaffVisit visit, Posted said)
    {
        var body = new { purpose = said.Said("purpose"), answerDays = said.Number("answerDays") };
        if (said.Unreadable is { } unreadable)
        {
            return (Refuse(unreadable), "");
        }

        var (answer, made) = await visit.Calls.PostOnceAsync<MadeRun>(Room, "requalifications", body, said.Said("once"), visit.Token, visit.Http.RequestAborted);
        return (answer, $"{Runs}/{made?.Id}?done=planned");
    }

    private static async Task<(ApiAnswer, string)> Approve(StaffVisit visit, Posted said) => said.Ticked("confirmed")
        ? (await visit.Once(said, $"requalifications/{Id(visit)}/approval", new { reason = said.Said("reason") }), $"{Runs}/{Id(visit)}?done=approval")
        : (Refuse(NotConfirmed), "");

    private static async Task<(ApiAnswer, string)> Stop(StaffVisit visit, Posted said) =>
        ((await visit.Calls.PostAsync<object>(Room, $"requalifications/{Id(visit)}/stop", new { }, visit.Token, visit.Http.RequestAborted)).Answer, $"{Runs}/{Id(visit)}?done=stop");

    private static async Task<(ApiAnswer, string)> LettersAsync(StaffVisit visit, Posted said)
    {
        var (answer, recorded) = await visit.Calls.PostOnceAsync<RecordedLetters>(
            Room, $"requalifications/{Id(visit)}/letters", new { subjectIds = said.Ticks("people") }, said.Said("once"), visit.Token, visit.Http.RequestAborted);
        return (answer, $"{Runs}/{Id(visit)}?done=letters&count={recorded?.Recorded}&left={recorded?.Left.Count}");
    }

    private static async Task<ApiAnswer> Once(this StaffVisit visit, Posted said, string path, object body) =>
        (await visit.Calls.PostOnceAsync<object>(Room, path, body, said.Said("once"), visit.Token, visit.Http.RequestAborted)).Answer;

    private static ApiAnswer Refuse(string code) => new(StatusCodes.Status422UnprocessableEntity, code);

    private static Delegate Step(
        Func<StaffVisit, Refusal?, CancellationToken, Task<IResult>> page, Func<StaffVisit, Posted, Task<(ApiAnswer Answer, string Then)>> say, string scope = "consent.write") => Open(async (visit, ct) =>
    {
        if (!visit.May(scope))
        {
            return Nothing(visit);
        }

        var form = await visit.Http.Request.ReadFormAsync(ct);
        var said = new Posted(form, visit.HomeCountry);
        var (answer, then) = await say(visit, said);
        return answer.Succeeded
            ? SeeOther(visit, then)
            : await page(visit, new Refusal(visit.Http.Request.Path.Value!, answer.Code ?? "REFUSED", form), ct);
    });

    private static IResult Shown<T>(StaffVisit visit, Refusal? refused, params (string Name, object? Value)[] more)
        where T : Microsoft.AspNetCore.Components.IComponent =>
        Page<T>(visit, refused is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity, [.. more, ("Refused", refused)]);

    private static Task<T?> ReadAsync<T>(StaffVisit visit, string path, CancellationToken ct)
        where T : class => visit.May("consent.read") ? visit.Calls.GetAsync<T>(Room, path, visit.Token, ct) : Task.FromResult<T?>(null);

    private static string After(StaffVisit visit) => Uri.EscapeDataString(visit.Query("after") ?? "");

    private static string Id(StaffVisit visit) => (string)visit.Http.GetRouteValue("id")!;

    private static IResult Nothing(StaffVisit visit) => Page<StaffNothingPage>(visit, StatusCodes.Status404NotFound);

    private sealed record MadeRequest(Guid Id, bool Joined);

    private sealed record MadeRun(Guid Id);
}
