using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using AwsLoginAudit.Aws;

namespace AwsLoginAudit.Commands;

/// <summary>The parameters in the command line that is being completed.</summary>
internal sealed class TypedParameters
{
    private readonly Dictionary<string, object?> values = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="command">The command.</param>
    /// <param name="bound">Its parameters whose values PowerShell knows without executing code.</param>
    public TypedParameters(CommandAst command, IDictionary bound)
    {
        // PowerShell does not include splatted variables.
        foreach (var splatted in command.CommandElements.OfType<VariableExpressionAst>().Where(element => element.Splatted && element.VariablePath.IsVariable))
        {
            if (Variable(splatted.VariablePath.UserPath) is IDictionary parameters)
                Add(parameters);
        }
        Add(bound);
    }

    /// <summary>The value of a parameter as text, or the first of several values; null if there is none.</summary>
    public string? Text(string parameter)
    {
        values.TryGetValue(parameter, out var value);
        var first = Unwrap(value) is IEnumerable several and not string ? several.Cast<object?>().FirstOrDefault() : value;
        return LanguagePrimitives.TryConvertTo<string>(first, CultureInfo.InvariantCulture, out var text) && !string.IsNullOrEmpty(text) ? text : null;
    }

    /// <summary>The connection settings that the cmdlet would use.</summary>
    public AwsConnection Connection() => new()
    {
        Region = Text(nameof(AwsCmdlet.Region)),
        ProfileName = Text(nameof(AwsCmdlet.ProfileName)),
        AccessKey = Text(nameof(AwsCmdlet.AccessKey)),
        SecretKey = Text(nameof(AwsCmdlet.SecretKey)),
        SessionToken = Text(nameof(AwsCmdlet.SessionToken)),
        EndpointUrl = Text(nameof(AwsCmdlet.EndpointUrl)),
        SessionCredentials = AwsToolsSession.Credentials(Variable("StoredAWSCredentials")),
        SessionRegion = AwsToolsSession.Region(Variable("StoredAWSRegion")),
    };

    private void Add(IDictionary parameters)
    {
        foreach (DictionaryEntry parameter in parameters)
            values[parameter.Key.ToString() ?? ""] = parameter.Value;
    }

    // SessionState.PSVariable throws an exception while a command runs, and completion is a command.
    private static object? Variable(string name)
    {
        try
        {
            return Unwrap(ScriptBlock.Create("${" + name.Replace("`", "``").Replace("}", "`}").Replace("{", "`{") + "}").InvokeReturnAsIs());
        }
        catch (RuntimeException)
        {
            // The variable does not exist in strict mode.
            return null;
        }
    }

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
