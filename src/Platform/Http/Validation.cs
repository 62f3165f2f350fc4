using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Platform.Http;

/// <summary>
/// Runs the nested <c>Rules</c> of each <c>Request</c>. It fails closed: an endpoint whose Request has no validator
/// stops the host while endpoints are built.
/// </summary>
public static class Validation
{
    public static TBuilder WithRules<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoints.AddEndpointFilterFactory((context, next) =>
        {
            var body = context.MethodInfo.GetParameters().FirstOrDefault(p => p.ParameterType.Name == "Request");
            if (body is null)
            {
                return next;
            }

            var type = body.ParameterType;
            var rules = type.DeclaringType?.GetNestedType("Rules", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public)
                ?? throw new InvalidOperationException($"{type.FullName} has no Rules beside it.");
            var validator = new Lazy<IValidator>(() => (IValidator)ActivatorUtilities.CreateInstance(context.ApplicationServices, rules));
            return async invocation =>
            {
                var request = invocation.Arguments[body.Position];
                var problem = request is null
                    ? Problems.Create(400, "BODY_MISSING", "The path needs a body.")
                    : Check(validator.Value, request);
                return problem ?? await next(invocation);
            };
        });
        return endpoints;
    }

    private static IResult? Check(IValidator validator, object request)
    {
        var result = validator.Validate(new ValidationContext<object>(request));
        if (result.IsValid)
        {
            return null;
        }

        var errors = result.Errors
            .Select(e => new { field = Camel(e.PropertyName), code = IsOurs(e.ErrorCode) ? e.ErrorCode : UpperSnake(e.ErrorCode) })
            .Distinct()
            .ToArray();
        var code = result.Errors.Select(e => e.ErrorCode).FirstOrDefault(IsOurs) ?? "VALIDATION_FAILED";
        return Problems.Create(422, code, "The request breaks the rules of the contract.", new Dictionary<string, object?> { ["errors"] = errors });
    }

    // FluentValidation's own codes end in "Validator"; ours are upper snake case and go to the top.
    private static bool IsOurs(string code) => code.Length > 0 && code.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_');

    // An integrator depends on the word, not on the class of the library that found the fault.
    private static string UpperSnake(string code) =>
        string.Concat((code.EndsWith("Validator", StringComparison.Ordinal) ? code[..^"Validator".Length] : code)
            .Select((c, i) => i > 0 && char.IsAsciiLetterUpper(c) ? $"_{c}" : $"{char.ToUpperInvariant(c)}"));

    private static string Camel(string path) =>
        string.Join('.', path.Split('.').Select(p => p.Length == 0 ? p : char.ToLowerInvariant(p[0]) + p[1..]));
}
