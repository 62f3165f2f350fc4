using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Gdpr.Simulators;
using Gdpr.Simulators.Contract;

namespace Gdpr.Testing.Tests;

/// <summary>Speaks the in-house contract as the suite would.</summary>
internal sealed class InHouseCaller : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public InHouseCaller(Uri address, string token = InHouseOptions.DefaultToken)
    {
        Http = new HttpClient { BaseAddress = address };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public HttpClient Http { get; }

    public static SubjectRequest About(RequestType type, string email, string id = "0197f0c0-0000-7000-8000-000000000001") =>
        new(Guid.Parse(id), type, [new Identifier("email", email)], new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));

    public Task<HttpResponseMessage> PostAsync(SubjectRequest request) =>
        Http.PostAsJsonAsync("subject-requests", request, Json);

    public async Task<RequestAnswer> AskAsync(SubjectRequest request)
    {
        using var answer = await PostAsync(request);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<RequestAnswer>(Json))!;
    }

    public async Task<RequestAnswer> PollAsync(Guid id) =>
        (await Http.GetFromJsonAsync<RequestAnswer>($"subject-requests/{id}", Json))!;

    public void Dispose() => Http.Dispose();
}
