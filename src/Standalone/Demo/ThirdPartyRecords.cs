using System.Text.Json;

namespace Gdpr.Standalone.Demo;

/// <summary>What the third party of the demo stores: it survives a kill, as somebody else's database would.</summary>
internal sealed class ThirdPartyRecords
{
    private readonly Lock _gate = new();
    private readonly string _file;
    private Content _content;

    public ThirdPartyRecords(string file, Func<Content> first)
    {
        _file = file;
        _content = File.Exists(file) ? JsonSerializer.Deserialize<Content>(File.ReadAllBytes(file))! : first();
        Save();
    }

    public string Token => _content.Token;

    /// <summary>True once: the first order to erase meets a third party that is too busy.</summary>
    public bool IsBusyOnce()
    {
        lock (_gate)
        {
            var busy = !_content.WasBusy;
            _content = _content with { WasBusy = true };
            Save();
            return busy;
        }
    }

    public JsonElement? Answered(Guid id)
    {
        lock (_gate)
        {
            return _content.Answers.TryGetValue(id, out var answer) ? answer : null;
        }
    }

    /// <summary>The answer to a request: the one given before under the same id, or a new one with its effect.</summary>
    public JsonElement Answer(Guid id, string type, IReadOnlyCollection<string> emails)
    {
        lock (_gate)
        {
            if (_content.Answers.TryGetValue(id, out var before))
            {
                return before;
            }

            var customer = _content.Customers.FirstOrDefault(c => emails.Contains(c.Email, StringComparer.OrdinalIgnoreCase));
            var answer = JsonSerializer.SerializeToElement(customer is null ? Nothing(id) : type == "erase" ? Erase(id, customer) : Found(id, customer, type == "access"));
            _content.Answers[id] = answer;
            Save();
            return answer;
        }
    }

    private object Erase(Guid id, ShopCustomer customer)
    {
        if (!_content.HasLied)
        {
            // It says so, and touches nothing.
            _content = _content with { HasLied = true };
            return new { id, status = "Completed", records = new object[] { Record("contact", 1, "erased"), Record("notes", 1, "erased") } };
        }

        _content = _content with
        {
            Customers = [.. _content.Customers.Except([customer]), .. customer.Invoices > 0 ? [customer with { Name = null, Note = null }] : Array.Empty<ShopCustomer>()],
        };
        object[] gone = [Record("contact", 1, "erased"), Record("notes", 1, "erased")];
        return customer.Invoices > 0
            ? new { id, status = "RetainedByLaw", records = gone.Append(Invoices(customer)).ToArray() }
            : new { id, status = "Completed", records = gone };
    }

    private static object Found(Guid id, ShopCustomer customer, bool withData)
    {
        var records = new List<object>();
        if (customer.Name is not null)
        {
            records.Add(Record("contact", 1, "found", withData ? [new { customer.Name, customer.Email }] : null));
            records.Add(Record("notes", 1, "found", withData ? [new { customer.Note }] : null));
        }

        if (customer.Invoices > 0)
        {
            records.Add(Invoices(customer));
        }

        return new { id, status = "Completed", records };
    }

    private static object Nothing(Guid id) => new { id, status = "CompletedNothingFound", records = new[] { Record("contact", 0, "nothingFound") } };

    private static object Record(string category, int count, string outcome, object[]? data = null) => new { category, count, outcome, data };

    private static object Invoices(ShopCustomer customer) =>
        new { category = "invoices", count = customer.Invoices, outcome = "kept", basis = "Code de commerce L123-22", until = "2033-12-31" };

    private void Save() => DemoFolder.WriteWhole(_file, JsonSerializer.SerializeToUtf8Bytes(_content));

    internal sealed record ShopCustomer(string Email, string? Name, string? Note, int Invoices);

    internal sealed record Content(string Token, IReadOnlyList<ShopCustomer> Customers, Dictionary<Guid, JsonElement> Answers, bool WasBusy, bool HasLied);
}
