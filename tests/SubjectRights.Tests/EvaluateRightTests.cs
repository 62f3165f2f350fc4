using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Testing;

namespace Gdpr.SubjectRights.Tests;

public sealed class EvaluateRightTests(SharedDesk shared) : IClassFixture<SharedDesk>
{
    private const string Path = "/api/subject-rights/rights/evaluate";

    [Fact]
    public async Task Every_vector_is_answered_as_the_law_says()
    {
        var vectors = JsonNode.Parse(await File.ReadAllTextAsync(Require.SharedFile("vectors/rights-matrix.json")))!["vectors"]!.AsArray();
        var desk = shared.Desk;
        Assert.NotEmpty(vectors);

        foreach (var vector in vectors)
        {
            var answer = await desk.Http.PostAsJsonAsync(Path, vector);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode, $"{vector!["id"]}: {text}");
            var result = JsonNode.Parse(text)!;
            foreach (var (name, expected) in vector!["expected"]!.AsObject())
            {
                Assert.True(JsonNode.DeepEquals(expected, result[name]), $"{vector["id"]} {name}: {text}");
            }
        }
    }

    [Theory]
    [InlineData("erasure_17", "legal_obligation", """{"fiscalYearEnd":"2015-12-31","at":"2026-11-23"}""", "outcome", "\"erase\"")]
    [InlineData("erasure_17", "legal_obligation", """{"fiscalYearEnd":"2016-12-31","at":"2026-12-31"}""", "outcome", "\"keep_restricted\"")]
    [InlineData("erasure_17", "legal_obligation", """{"fiscalYearEnd":"2016-02-29","at":"2026-02-28"}""", "until", "\"2026-02-28\"")]
    [InlineData("erasure_17", "legitimate_interests", """{"fiscalYearEnd":"2024-12-31","marketingObjection":true,"at":"2026-11-23"}""", "outcome", "\"keep_restricted\"")]
    [InlineData("erasure_17", "legal_obligation", "{}", "outcome", "\"refuse\"")]
    [InlineData("erasure_17", "public_task", "{}", "outcome", "\"refuse\"")]
    [InlineData("erasure_17", "contract", """{"contractEnded":"2024-03-01","at":"2026-11-23"}""", "until", "\"2029-03-01\"")]
    [InlineData("erasure_17", "contract", """{"contractEnded":"2020-03-01","at":"2026-11-23"}""", "outcome", "\"erase\"")]
    [InlineData("erasure_17", "contract", """{"contractEnded":"2027-03-01","at":"2026-11-23"}""", "outcome", "\"refuse\"")]
    [InlineData("erasure_17", "consent", """{"withdrawn":true}""", "outcome", "\"erase\"")]
    [InlineData("erasure_17", "consent", """{"withdrawn":true,"otherBasis":true}""", "outcome", "\"refuse\"")]
    [InlineData("erasure_17", "legitimate_interests", """{"objection":true}""", "outcome", "\"erase\"")]
    [InlineData("erasure_17", "vital", """{"objection":true}""", "outcome", "\"refuse\"")]
    [InlineData("erasure_17", "contract", """{"contractRunning":true,"marketingObjection":true}""", "outcome", "\"refuse\"")]
    [InlineData("erasure_17", "legal_obligation", """{"marketingObjection":true}""", "outcome", "\"refuse\"")]
    [InlineData("erasure_17", "consent", """{"marketingObjection":true}""", "keep", "[\"suppression_hash\"]")]
    [InlineData("erasure_17", "consent", """{"withdrawn":true,"otherBasis":false}""", "keep", "[\"consent_proof\"]")]
    [InlineData("erasure_17", "contract", """{"contractEnded":true}""", "outcome", "\"keep_restricted\"")]
    [InlineData("erasure_17", "contract", """{"contractEnded":"2021-11-23","at":"2026-11-23T22:59:59Z"}""", "outcome", "\"keep_restricted\"")]
    [InlineData("erasure_17", "contract", """{"contractEnded":"2021-11-23","at":"2026-11-23T23:00:00Z"}""", "outcome", "\"erase\"")]
    [InlineData("erasure_17", "legal_obligation", """{"fiscalYearEnd":"2024-02-29","at":"2026-11-23","withdrawn":null}""", "until", "\"2034-02-28\"")]
    [InlineData("access_15", "consent", """{"requestNumber":5,"monthsSinceLast":0.5,"dataChanged":false}""", "outcome", "\"refuse\"")]
    [InlineData("portability_20", "consent", """{"field":"typed_profile_text"}""", "include", "true")]
    [InlineData("portability_20", "consent", """{"field":"marketing_segment"}""", "include", "false")]
    [InlineData("portability_20", "consent", """{"format":"application/ld+json"}""", "compliant", "true")]
    [InlineData("portability_20", "consent", """{"format":"vCard 4.0"}""", "compliant", "true")]
    [InlineData("portability_20", "consent", """{"format":"docx"}""", "compliant", "false")]
    [InlineData("restriction_18", "public_task", """{"ground":"unlawful_opposes_erasure"}""", "outcome", "\"restrict\"")]
    [InlineData("restriction_18", "vital", """{"ground":"needed_by_person_for_claims"}""", "outcome", "\"restrict\"")]
    [InlineData("restriction_18", "contract", """{"ground":"18(1)(c)"}""", "outcome", "\"restrict\"")]
    [InlineData("notify_recipients_19", "contract", """{"action":"restricted","recipients":"printer"}""", "notify", "true")]
    [InlineData("notify_recipients_19", "contract", """{"action":"objected","recipients":["a"]}""", "notify", "false")]
    [InlineData("objection_marketing_21_2", "vital", "{}", "applies", "false")]
    [InlineData("rectification_16", "public_task", "{}", "applies", "true")]
    [InlineData("rectification_16", "public_task", """{"moonPhase":"full"}""", "ignored", "[\"moonPhase\"]")]
    [InlineData("automated_decision_22", "vital", """{"legalOrSimilarEffect":false,"humanReview":false}""", "allowed", "true")]
    [InlineData("access_15", "contract", """{"field":"note_naming_third_party"}""", "include", "\"redacted\"")]
    [InlineData("access_15", "contract", """{"requestNumber":6,"monthsSinceLast":1,"dataChanged":false}""", "outcome", "\"refuse\"")]
    [InlineData("access_15", "contract", """{"requestNumber":6,"monthsSinceLast":1,"dataChanged":true}""", "outcome", "\"answer\"")]
    [InlineData("portability_20", "legal_obligation", """{"field":"typed_address"}""", "include", "false")]
    [InlineData("portability_20", "contract", """{"format":"CSV"}""", "compliant", "true")]
    [InlineData("objection_21_1", "legitimate_interests", "{}", "applies", "true")]
    [InlineData("objection_marketing_21_2", "contract", "{}", "applies", "true")]
    [InlineData("withdraw_consent_7_3", "contract", "{}", "applies", "false")]
    [InlineData("withdraw_consent_7_3", "consent", """{"givenBy":"paper letter","withdrawBy":"one click"}""", "compliant", "true")]
    [InlineData("withdraw_consent_7_3", "consent", """{"givenBy":"1 click","withdrawBy":"login and form"}""", "compliant", "false")]
    [InlineData("notify_recipients_19", "consent", """{"action":"erased","recipients":["a","b"]}""", "notify", "true")]
    [InlineData("notify_recipients_19", "consent", """{"action":"erased","recipients":[]}""", "notify", "false")]
    [InlineData("automated_decision_22", "legitimate_interests", """{"legalOrSimilarEffect":true,"humanReview":false}""", "allowed", "false")]
    [InlineData("automated_decision_22", "legitimate_interests", """{"legalOrSimilarEffect":true,"humanReview":true}""", "allowed", "true")]
    [InlineData("automated_decision_22", "contract", """{"legalOrSimilarEffect":true,"humanReview":false}""", "allowed", "true")]
    [InlineData("withdraw_consent_7_3", "consent", """{"givenBy":"ticked box","withdrawBy":"unsubscribe link in every e-mail"}""", "compliant", "true")]
    [InlineData("withdraw_consent_7_3", "consent", """{"givenBy":"one click web form","withdrawBy":"unsubscribe link in the newsletter"}""", "compliant", "true")]
    [InlineData("withdraw_consent_7_3", "consent", """{"givenBy":"one click web form","withdrawBy":"one click, no login"}""", "compliant", "true")]
    [InlineData("withdraw_consent_7_3", "consent", """{"givenBy":"one click web form","withdrawBy":"toggle in the preference centre"}""", "compliant", "true")]
    [InlineData("withdraw_consent_7_3", "consent", """{"givenBy":"one click web form","withdrawBy":"five clicks"}""", "compliant", "false")]
    [InlineData("withdraw_consent_7_3", "consent", """{"givenBy":"newsletter form","withdrawBy":"letter"}""", "compliant", "false")]
    [InlineData("withdraw_consent_7_3", "consent", """{"givenBy":"one click","withdrawBy":"link sent to the registered e-mail"}""", "compliant", "true")]
    [InlineData("withdraw_consent_7_3", "consent", """{"givenBy":"one click","withdrawBy":"phone call"}""", "compliant", "false")]
    [InlineData("withdraw_consent_7_3", "consent", """{"givenBy":"sms reply YES","withdrawBy":"reply STOP"}""", "compliant", "true")]
    [InlineData("withdraw_consent_7_3", "consent", """{"givenBy":"in person","withdrawBy":"same way"}""", "compliant", "true")]
    [InlineData("withdraw_consent_7_3", "consent", """{"givenBy":"web form","withdrawBy":"e-mail with a copy of an identity document"}""", "compliant", "false")]
    [InlineData("erasure_17", "contract", """{"fiscalYearEnd":"2014-12-31","contractRunning":true,"at":"2026-11-23"}""", "outcome", "\"refuse\"")]
    [InlineData("erasure_17", "contract", """{"fiscalYearEnd":"2014-12-31","contractEnded":"2024-06-30","at":"2026-11-23"}""", "until", "\"2029-06-30\"")]
    [InlineData("erasure_17", "contract", """{"fiscalYearEnd":"2016-12-31","contractEnded":"2024-06-30","at":"2026-11-23"}""", "until", "\"2029-06-30\"")]
    [InlineData("erasure_17", "contract", """{"fiscalYearEnd":"2024-12-31","contractEnded":"2024-06-30","at":"2026-11-23"}""", "until", "\"2034-12-31\"")]
    [InlineData("erasure_17", "contract", """{"fiscalYearEnd":"2014-12-31","at":"2026-11-23"}""", "outcome", "\"erase\"")]
    [InlineData("erasure_17", "contract", """{"contractEnded":"2018-01-01","marketingObjection":true,"at":"2026-11-23"}""", "keep", "[\"suppression_hash\"]")]
    [InlineData("erasure_17", "legitimate_interests", """{"contractEnded":"2024-03-01","at":"2026-11-23"}""", "until", "\"2029-03-01\"")]
    [InlineData("erasure_17", "consent", """{"withdrawn":true,"otherBasis":"legal_obligation"}""", "outcome", "\"refuse\"")]
    [InlineData("portability_20", "contract", """{"field":"operating_system"}""", "include", "true")]
    [InlineData("portability_20", "contract", """{"field":"profilePhoto"}""", "include", "true")]
    [InlineData("portability_20", "contract", """{"field":"product_rating"}""", "include", "true")]
    [InlineData("portability_20", "contract", """{"field":"newspaper_subscription"}""", "include", "true")]
    [InlineData("portability_20", "contract", """{"field":"paper file"}""", "include", "false")]
    [InlineData("portability_20", "contract", """{"field":"creditScore"}""", "include", "false")]
    [InlineData("portability_20", "contract", """{"field":"risk-class"}""", "include", "false")]
    [InlineData("portability_20", "contract", """{"field":"call_note"}""", "include", "false")]
    [InlineData("access_15", "contract", """{"field":"call_note"}""", "include", "true")]
    [InlineData("access_15", "contract", """{"field":"emails_mentioning_others"}""", "include", "\"redacted\"")]
    [InlineData("access_15", "contract", """{"field":"thirdPartyName"}""", "include", "\"redacted\"")]
    [InlineData("access_15", "contract", """{"field":"delivery_recipient_address"}""", "include", "true")]
    [InlineData("access_15", "contract", """{"field":"data recipients"}""", "include", "\"named_recipients\"")]
    [InlineData("restriction_18", "legitimate_interests", """{"ground":"pending_balancing"}""", "outcome", "\"restrict\"")]
    [InlineData("restriction_18", "contract", """{"ground":"none"}""", "outcome", "\"refuse\"")]
    public async Task The_rules_hold_beyond_the_samples(string right, string basis, string facts, string field, string expected)
    {
        var desk = shared.Desk;

        var answer = await desk.Http.PostAsJsonAsync(Path, new { right, basis, facts = JsonNode.Parse(facts) });

        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        Assert.True(expected == JsonNode.Parse(text)![field]?.ToJsonString(), text);
    }

    [Theory]
    [InlineData("""{"right":"to_be_left_alone","basis":"consent","facts":{}}""", "RIGHT_UNKNOWN")]
    [InlineData("""{"right":"access_15","basis":"hope","facts":{}}""", "LEGAL_BASIS_UNKNOWN")]
    [InlineData("""{"basis":"consent"}""", "RIGHTS_FACTS_INVALID")]
    [InlineData("""{"right":"erasure_17","basis":"legal_obligation","facts":{"fiscalYearEnd":"soon"}}""", "RIGHTS_FACTS_INVALID")]
    [InlineData("""{"right":"erasure_17","basis":"legal_obligation","facts":{"at":12}}""", "RIGHTS_FACTS_INVALID")]
    [InlineData("""{"right":"restriction_18","basis":"contract","facts":{"ground":"whim"}}""", "RESTRICTION_GROUND_UNKNOWN")]
    [InlineData("""{"right":"access_15","basis":"consent","facts":"none"}""", "RIGHTS_FACTS_INVALID")]
    [InlineData("""{"right":["access_15"],"basis":"consent"}""", "RIGHTS_FACTS_INVALID")]
    [InlineData("""{"right":"erasure_17","basis":"contract","facts":{"contractEnded":"23/11/2026"}}""", "RIGHTS_FACTS_INVALID")]
    [InlineData("""{"right":"erasure_17","basis":"legal_obligation","facts":{"fiscalYearEnd":"9999-12-31"}}""", "RIGHTS_FACTS_INVALID")]
    [InlineData("""{"right":"access_15","basis":"consent","facts":{"requestNumber":99999999999}}""", "RIGHTS_FACTS_INVALID")]
    public async Task Facts_that_are_none_get_a_stable_code(string body, string code)
    {
        var desk = shared.Desk;

        var answer = await desk.Http.PostAsync(Path, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(422, (int)answer.StatusCode);
        Assert.Equal(code, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!.GetValue<string>());
    }
}
