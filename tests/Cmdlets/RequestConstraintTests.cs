using System.Text.Json;
using LocalAws.Systems;

namespace AwsLoginAudit.Tests.Cmdlets;

/// <summary>What the module sends, as it is on the wire, against the constraints that AWS publishes in its service models.</summary>
public sealed class RequestConstraintTests
{
    private const string Validator = """
        import botocore, gzip, json, os, re, sys
        versions = {'logs': '2014-03-28', 'cloudwatch': '2010-08-01', 'sns': '2010-03-31', 'sqs': '2012-11-05', 'ssm': '2014-11-06', 'iam': '2010-05-08', 'ses': '2010-12-01', 'lambda': '2015-03-31'}
        found, checked = [], 0
        def look(model, name, value, path):
            global checked
            shape = model['shapes'][name]
            kind = shape['type']
            size = value if kind in ('integer', 'long', 'double', 'float') else len(value) if kind in ('string', 'list', 'map') else 0
            for bound, wrong in (('min', lambda limit: size < limit), ('max', lambda limit: size > limit)):
                if bound in shape:
                    checked += 1
                    if wrong(shape[bound]): found.append(f'{path}: {bound} {shape[bound]}: {value}')
            if 'enum' in shape and value not in shape['enum']: found.append(f'{path}: not in {shape["enum"]}: {value}')
            if 'pattern' in shape and '\\p{' not in shape['pattern']:
                checked += 1
                if not re.search(shape['pattern'], value): found.append(f'{path}: pattern {shape["pattern"]}: {value}')
            if kind == 'structure':
                for member in shape.get('required', []):
                    if member not in value: found.append(f'{path}: lacks {member}')
                for member, inner in value.items():
                    if member not in shape['members']: found.append(f'{path}: {member} is not known')
                    elif inner is not None: look(model, shape['members'][member]['shape'], inner, f'{path}.{member}')
            elif kind == 'list':
                for i, inner in enumerate(value): look(model, shape['member']['shape'], inner, f'{path}[{i}]')
            elif kind == 'map':
                for key, inner in value.items():
                    look(model, shape['key']['shape'], key, f'{path}.{key}')
                    look(model, shape['value']['shape'], inner, f'{path}[{key}]')
        models = {s: json.load(gzip.open(os.path.join(os.path.dirname(botocore.__file__), 'data', s, v, 'service-2.json.gz'))) for s, v in versions.items()}
        for action, parameters in json.load(open(sys.argv[1])):
            service, operation = action.split(':')
            model = models[service]
            if 'input' in model['operations'][operation]: look(model, model['operations'][operation]['input']['shape'], json.loads(parameters), action)
        print(json.dumps({'found': found, 'checked': checked}))
        """;

    [Theory]
    [InlineData("n", "/a")]
    [InlineData("abcdefghijklmnopqrstuvwxyz_ABCDEFGHIJKLMNOPQRSTUVWXYZ-0123456789", "/aws/SecurityAuditLogs")]
    public async Task Every_request_keeps_to_the_lengths_patterns_and_values_that_AWS_documents(string name, string logGroup)
    {
        var alarm = name[..Math.Min(name.Length, 63)];
        await using var account = await Account.OpenAsync();
        using var engine = new Engine(account.Server);
        account.Server.Systems.Add(new Machine("i-00000000000000001"));
        account.Server.Systems.Add(new Machine("mi-00000000000000002") { Tags = new Dictionary<string, string> { ["Tier"] = "web" } });
        var outcome = engine.Run($$"""
            Initialize-LoginAuditPrerequisite -RoleName {{alarm}} -From audit@corp.example -To soc@corp.example @aws
            'i-00000000000000001', 'mi-00000000000000002' | Install-LoginAuditAgent -LogGroupName {{logGroup}} -EventId 4625, 4771 -RetentionInDays 3653 @aws
            Get-LoginAuditAgent -Tag @{ Tier = 'web' } -Detailed @aws
            New-LoginAuditAlarm {{alarm}} -LogGroupName {{logGroup}} -Queue -EmailAddress soc@corp.example -KmsKeyId alias/own -EventId 4625, 6273 @aws
            New-LoginAuditAlarm {{alarm}} -LogGroupName {{logGroup}} -AllAuditFailures @aws
            New-LoginAuditAlarm {{alarm}} -LogGroupName {{logGroup}} -Threshold 2147483647 @aws
            Test-LoginAuditPrerequisite -From audit@corp.example -To soc@corp.example -RoleName {{alarm}} -AlarmName {{alarm}} -LogGroupName {{logGroup}} @aws
            Get-LoginAuditAlarm {{alarm}} @aws | Remove-LoginAuditAlarm -IncludeLogGroup -Confirm:$false @aws
            """);
        Assert.Empty(outcome.Errors);

        var requests = account.Server.Requests.All.Where(request => request.AccessKeyId == Engine.AccessKey && request.Action != "sts:GetCallerIdentity").ToList();
        Assert.True(requests.Select(request => request.Action).Distinct().Count() > 40);
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "requests.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(requests.Select(request => new[] { request.Action, request.Parameters })));
        var output = await Python.TryRunAsync(Validator, file);
        Assert.SkipWhen(output is null, "python3 with botocore is not on this machine.");
        var answer = JsonDocument.Parse(output!).RootElement;
        Assert.Empty(answer.GetProperty("found").EnumerateArray().Select(text => text.GetString()));
        Assert.True(answer.GetProperty("checked").GetInt32() > 200);
    }
}
