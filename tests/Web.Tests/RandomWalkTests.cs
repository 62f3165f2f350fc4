using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Gdpr.Testing;
using Gdpr.Web.Tests.Walking;

namespace Gdpr.Web.Tests;

/// <summary>
/// A walk at random over every operation of the documents, with bodies that are made up, by every kind of caller: no answer
/// of 500, every refusal a problem with a code, no stack trace and nobody's data in it. <c>GDPR_SEED</c> repeats a walk,
/// <c>GDPR_WALK</c> is its length.
/// </summary>
public sealed class RandomWalkTests
{
    private static readonly string[] Callers = ["Administrator", "DPO", "Agent", "Marketer", "Sales", "Auditor"];
    private static readonly string[] Innards = ["   at ", "Exception", "System.", "Microsoft.", "SQLite", ".cs:line"];

    // A quick run guards what is known, the same for everybody; a soak looks for what is not.
    private static readonly int Seed = Number("GDPR_SEED", Require.IsSoak ? Random.Shared.Next(1_000_000) : 1);
    private static readonly int Steps = Number("GDPR_WALK", Require.IsSoak ? 10_000 : 2_000);

    [Fact]
    public async Task Nothing_that_is_sent_makes_a_room_fail_or_tell()
    {
        await using var host = new PortalHost();
        await host.InitializeAsync();
        var operations = await OperationsAsync(host);
        var (tokens, planned) = (await TokensAsync(host), await AccessTests.PlannedAsync());
        var inventor = new Inventor(new Random(Seed));
        var answers = new SortedDictionary<int, int>();
        var accepted = new HashSet<Operation>();
        var wrong = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var step = 0; step < Steps; step++)
        {
            var operation = inventor.Pick(operations);
            var caller = inventor.Pick(inventor.OneIn(3) ? tokens : Allowed(tokens, planned, operation));
            using var request = Request(inventor, operation, caller.Token, out var said);
            using var answer = await host.Api.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            answers[(int)answer.StatusCode] = answers.GetValueOrDefault((int)answer.StatusCode) + 1;
            if (answer.IsSuccessStatusCode)
            {
                accepted.Add(operation);
                inventor.Learn(operation, text);
            }
            else if (!IsOfTheServer(answer, said) && Wrong(answer, text) is { } what)
            {
                wrong.TryAdd($"{operation.Method} {operation.Path}: {what}", $"step {step} by {caller.Who}: {Short(text)}\n    {Short(said)}");
            }
        }

        Notes.Write(string.Create(CultureInfo.InvariantCulture, $"random walk: seed {Seed}, {Steps} requests over {operations.Count} operations, {accepted.Count} of which accepted one; answers {string.Join(", ", answers.Select(a => $"{a.Key} {a.Value}"))}"));
        Assert.True(wrong.Count == 0, $"seed {Seed}, {wrong.Count} kinds:\n{string.Join("\n", wrong.Select(w => $"{w.Key}\n    {w.Value}"))}");
        Assert.True(accepted.Count > operations.Count / 3, $"seed {Seed}: hardly anything was accepted");
        using var ready = await host.Api.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }

    // The web server refuses a NUL in a path, and an address of thousands of letters, before any of our code runs.
    private static bool IsOfTheServer(HttpResponseMessage answer, string said) => answer.StatusCode == HttpStatusCode.RequestUriTooLong
        || (answer.StatusCode == HttpStatusCode.BadRequest && said.Split('?', ' ')[0].Contains("%00", StringComparison.Ordinal));

    private static string? Wrong(HttpResponseMessage answer, string text)
    {
        if ((int)answer.StatusCode >= 500)
        {
            return $"answered {(int)answer.StatusCode}";
        }

        if (text.Contains(Inventor.Person, StringComparison.OrdinalIgnoreCase))
        {
            return "repeats a person's data";
        }

        return Innards.FirstOrDefault(i => text.Contains(i, StringComparison.Ordinal)) is { } inside ? $"shows {inside.Trim()}" : CodeOf(answer, text) ? null : $"answered {(int)answer.StatusCode} without a code";
    }

    private static bool CodeOf(HttpResponseMessage answer, string text)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return false;
        }

        using var problem = JsonDocument.Parse(text);
        return problem.RootElement.TryGetProperty("code", out var code) && code.GetString() is { Length: > 0 };
    }

    private static HttpRequestMessage Request(Inventor inventor, Operation operation, string? token, out string said)
    {
        var request = new HttpRequestMessage(new HttpMethod(operation.Method), inventor.PathOf(operation) + inventor.QueryOf(operation));
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", inventor.OneIn(10) ? new string('k', 400) : $"walk-{Guid.CreateVersion7()}");
        if (inventor.OneIn(4))
        {
            request.Headers.TryAddWithoutValidation("If-Match", inventor.OneIn(2) ? "\"1\"" : "nothing");
        }

        said = request.RequestUri!.ToString();
        if (operation.Media == "application/json")
        {
            var body = inventor.BodyOf(operation);
            said += " " + body;
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            // Who is refused before the body is read would else break off in the midst of sending a large one.
            request.Headers.ExpectContinue = body.Length > 16_000;
        }
        else if (operation.Media is { } media)
        {
            request.Content = media == "multipart/form-data" ? Form(inventor.Noise()) : new ByteArrayContent(inventor.Noise()) { Headers = { ContentType = new MediaTypeHeaderValue(media) } };
        }

        return request;
    }

    private static MultipartFormDataContent Form(byte[] file) => new() { { new ByteArrayContent(file), "file", "file.csv" } };

    private static async Task<IReadOnlyList<Operation>> OperationsAsync(PortalHost host)
    {
        var found = new List<Operation>();
        foreach (var room in Gdpr.Standalone.Suite.Modules.Where(m => m.PartOf is null))
        {
            found.AddRange(Operation.Of(JsonDocument.Parse(await host.Api.GetStringAsync($"/openapi/{room.Name}.json")).RootElement));
        }

        return found;
    }

    // Refusals of access are met soon enough: whoever gets through meets the rest.
    private static IReadOnlyList<(string Who, string? Token)> Allowed(
        IReadOnlyList<(string Who, string? Token)> callers, IReadOnlyDictionary<string, string> planned, Operation operation)
    {
        var words = planned[$"{operation.Method} {operation.Path}"].Split(' ');
        return [.. callers.Where(c => c.Who == "integrator" || words.Contains(c.Who))];
    }

    private static async Task<IReadOnlyList<(string Who, string? Token)>> TokensAsync(PortalHost host)
    {
        var tokens = new List<(string, string?)> { ("anybody", null) };
        foreach (var role in Callers)
        {
            using var staff = new StaffBrowser(host.Address);
            tokens.Add((role, await staff.AccessTokenAsync(host, role)));
        }

        return [.. tokens, ("person", await AccessTests.PersonAsync(host)), ("integrator", host.Token)];
    }

    private static string Short(string text) => text.Length <= 600 ? text : text[..600] + "…";

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var given) ? given : otherwise;
}
