using Gdpr.Kernel.Deadlines;

namespace Gdpr.Kernel.Tests.Deadlines;

internal static class Ask
{
    internal static DeadlineQuestion That(string kind, string receivedAt, string country = "FR") =>
        new() { Kind = kind, ReceivedAt = DateTimeOffset.Parse(receivedAt), Country = country };

    internal static DeadlineAnswer Answer(this DeadlineQuestion question) => StatutoryDeadline.Evaluate(question);

    internal static string? Due(this DeadlineQuestion question) => question.Answer().DueAt?.ToString("yyyy-MM-ddTHH:mm:sszzz");

    internal static DateOnly DueDay(this DeadlineQuestion question) => DateOnly.FromDateTime(question.Answer().DueAt!.Value.DateTime);
}
