using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Testing;

namespace Gdpr.Journeys.Tests.Driving;

/// <summary>What a person, and the staff who answer, do with a request.</summary>
internal static partial class Requests
{
    /// <summary>What staff write when they approve.</summary>
    public const string ApprovalReason = "preview read";

    private static readonly string[] Ends = ["Completed", "PartiallyCompleted", "Refused", "Cancelled"];

    public static async Task<Guid> AskAsync(this Integrator me, string right, object subject)
    {
        var key = Guid.CreateVersion7().ToString();
        var answer = await me.InsistAsync("api/subject-rights/requests", Body(right, subject), key);
        return answer["id"]!.GetValue<Guid>();
    }

    public static object Body(string right, object subject) =>
        new { right, subject, receivedAt = DateTimeOffset.UtcNow.AddMinutes(-1), channel = "email", country = "FR" };

    public static Task<JsonNode> StateAsync(this Integrator me, Guid id) => me.GetAsync($"api/subject-rights/requests/{id}");

    /// <summary>Waits for one of the states; while a process is down the reading itself may fail.</summary>
    public static Task<JsonNode> UntilAsync(this Integrator me, Guid id, TimeSpan within, params string[] states) => Eventually.Async(
        async () =>
        {
            var state = await me.StateAsync(id);
            return states.Contains(state["status"]!.GetValue<string>()) ? state : null;
        },
        within,
        $"request {id} is {string.Join(" or ", states)}; it is {Describe(me, id)}");

    public static Task<JsonNode> EndAsync(this Integrator me, Guid id, int seconds = 90) => me.UntilAsync(id, TimeSpan.FromSeconds(seconds), Ends);

    /// <summary>The code that went to the address, read from the pickup folder as the person reads the mail.</summary>
    public static Task<string> CodeAsync(ISuite suite, string address) => Eventually.Async(
        async () =>
        {
            foreach (var file in Directory.EnumerateFiles(suite.MailFolder, "*.eml").OrderDescending())
            {
                var mail = await File.ReadAllTextAsync(file);
                if (mail.Contains($"To: {address}", StringComparison.OrdinalIgnoreCase) && Code().Match(mail) is { Success: true } code)
                {
                    return code.Groups[1].Value;
                }
            }

            return null;
        },
        TimeSpan.FromSeconds(30),
        "the mail with the code");

    public static Task ConfirmByCodeAsync(this Integrator me, Guid id, string code) =>
        me.DoAsync($"api/subject-rights/requests/{id}/identity", new { method = "code", outcome = "confirmed", code });

    /// <summary>Staff confirm, then approve the preview; both steps may be repeated while processes die.</summary>
    public static async Task ConfirmAndApproveAsync(this Integrator me, Guid id)
    {
        await me.StepAsync(id, "AwaitingIdentity", "identity", new { method = "staff", outcome = "confirmed", reason = "called back" });
        await me.StepAsync(id, "AwaitingReview", "approval", new { reason = ApprovalReason });
    }

    /// <summary>Staff take whatever step is theirs, from any state, until the request has ended.</summary>
    public static Task<JsonNode> CarryThroughAsync(this Integrator me, Guid id, TimeSpan within) => Eventually.Async(
        async () =>
        {
            var state = await me.StateAsync(id);
            var status = state["status"]!.GetValue<string>();
            if (StaffStep(status) is ({ } step, var body))
            {
                using var answer = await me.PostAsync($"api/subject-rights/requests/{id}/{step}", body);
                return null;
            }

            return Ends.Contains(status) ? state : null;
        },
        within,
        $"request {id} has ended; it is {Describe(me, id)}");

    /// <summary>What waits for staff in a state: the path and the body; nothing where the machines work.</summary>
    public static (string? Step, object Body) StaffStep(string status) => status switch
    {
        "AwaitingIdentity" => ("identity", new { method = "staff", outcome = "confirmed", reason = "called back" }),
        "AwaitingReview" => ("approval", new { reason = ApprovalReason }),
        "PartiallyCompleted" => ("retry", new { }),
        _ => (null, new { }),
    };

    /// <summary>Takes a step until the request has left the state that allows it.</summary>
    public static async Task StepAsync(this Integrator me, Guid id, string state, string step, object body, bool leaves = true)
    {
        await me.UntilAsync(id, TimeSpan.FromMinutes(5), [state, .. Ends]);
        await Eventually.Async(
            async () =>
            {
                var now = (await me.StateAsync(id))["status"]!.GetValue<string>();
                if (now != state)
                {
                    return true;
                }

                using var answer = await me.PostAsync($"api/subject-rights/requests/{id}/{step}", body);
                return answer.IsSuccessStatusCode && (!leaves || await LeftAsync(me, id, state));
            },
            TimeSpan.FromMinutes(5),
            $"{step} of {id}");
    }

    public static JsonNode Target(JsonNode state, string name) =>
        state["targets"]!.AsArray().Single(t => t!["name"]!.GetValue<string>() == name)!;

    private static async Task<bool> LeftAsync(Integrator me, Guid id, string state)
    {
        var left = await Eventually.Async(
            async () => (await me.StateAsync(id))["status"]!.GetValue<string>() is { } s && s != state ? s : null,
            TimeSpan.FromMinutes(2),
            $"{id} has left {state}");
        return left is not null;
    }

    private static string Describe(Integrator me, Guid id)
    {
        try
        {
            return me.StateAsync(id).GetAwaiter().GetResult().ToJsonString();
        }
        catch (Exception e) when (e is HttpRequestException or Xunit.Sdk.XunitException)
        {
            return "out of reach";
        }
    }

    [GeneratedRegex(@"<strong>(\d{8})</strong>")]
    private static partial Regex Code();
}
