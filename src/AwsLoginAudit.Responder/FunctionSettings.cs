using System.Globalization;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Responder;

/// <summary>Reads the settings of the function.</summary>
internal static class FunctionSettings
{
    /// <exception cref="LoginAuditException">InvalidConfiguration: a variable is missing or wrong.</exception>
    public static ResponseSettings FromEnvironment(Func<string, string?> variable) => new(
        new MailSettings
        {
            From = Demand(variable, ResponderFunction.SenderVariable).Trim(),
            To = Demand(variable, ResponderFunction.RecipientVariable).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            ConfigurationSetName = Given(variable, ResponderFunction.ConfigurationSetVariable),
        })
    {
        Threshold = Given(variable, ResponderFunction.ThresholdVariable) is { } threshold ? Number(threshold) : null,
        // Lambda sets this variable.
        MailTable = ResponderFunction.MailTable(Demand(variable, "AWS_LAMBDA_FUNCTION_NAME")),
    };

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0
            ? number
            : throw Wrong(ResponderFunction.ThresholdVariable, "is not a number of 0 or more");

    private static string? Given(Func<string, string?> variable, string name) => variable(name) is { } value && value.Trim().Length > 0 ? value.Trim() : null;

    private static string Demand(Func<string, string?> variable, string name) => Given(variable, name) ?? throw Wrong(name, "is not set");

    private static LoginAuditException Wrong(string name, string what) => new(
        LoginAuditError.InvalidConfiguration, $"The environment variable {name} {what}. Set it in the function's configuration.", name, remedies: [new LoginAuditRemedy(RemedyAction.InstallResponder)]);
}
