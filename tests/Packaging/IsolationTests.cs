using LocalAws.Logs;

namespace AwsLoginAudit.Tests.Packaging;

/// <summary>The module beside another module's AWS SDK, each in a process of its own.</summary>
public sealed class IsolationTests
{
    private const string OtherVersion = "3.3.0.0";
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly string ImportModule = $"Import-Module '{Built.Manifest}'";

    private static readonly string LoadOtherSdk =
        $"$other = [System.Runtime.Loader.AssemblyLoadContext]::Default.LoadFromAssemblyPath('{Path.Combine(Path.GetDirectoryName(Built.EngineHost)!, "OtherAwsSdk", "AWSSDK.Core.dll")}')";

    private const string UseOtherSdk = """
        [Amazon.Runtime.BasicAWSCredentials].Assembly.GetName().Version.ToString()
        [Amazon.Runtime.BasicAWSCredentials]::new('AKIAOFTHEOTHER', 'secret').GetCredentials().AccessKey
        """;

    private const string Profiles = $"""
        [profile base]
        aws_access_key_id = {Engine.AccessKey}
        aws_secret_access_key = {Engine.SecretKey}
        [profile role]
        role_arn = arn:aws:iam::123456789012:role/auditor
        source_profile = base
        [profile sso]
        sso_account_id = 123456789012
        sso_role_name = auditor
        sso_region = us-east-1
        sso_start_url = https://corp.awsapps.example/start
        """;

    // Leaves what 'aws sso login' leaves.
    private const string SignOn = """
        $cache = [System.IO.Directory]::CreateDirectory("$HOME/.aws/sso/cache").FullName
        $hash = [System.Security.Cryptography.SHA1]::HashData([System.Text.Encoding]::UTF8.GetBytes('https://corp.awsapps.example/start'))
        [System.IO.File]::WriteAllText("$cache/$([System.Convert]::ToHexString($hash).ToLowerInvariant()).json",
            '{"startUrl":"https://corp.awsapps.example/start","region":"us-east-1","accessToken":"token","expiresAt":"2999-01-01T00:00:00Z"}')
        """;

    [Fact]
    public async Task The_module_works_after_another_AWS_SDK_was_loaded()
    {
        await using var account = await LoadedAsync();
        var (output, errors) = await HostProcess.RunAsync(string.Join('\n', LoadOtherSdk, UseOtherSdk, ImportModule, Read(account), UseOtherSdk));
        Assert.Empty(errors);
        Assert.Equal([OtherVersion, "AKIAOFTHEOTHER", "i-00000000000000001 300", "i-00000000000000002 300", OtherVersion, "AKIAOFTHEOTHER"], output);
    }

    [Fact]
    public async Task Another_AWS_SDK_works_after_the_module_was_used()
    {
        await using var account = await LoadedAsync();
        var (output, errors) = await HostProcess.RunAsync(string.Join('\n', ImportModule, Read(account), LoadOtherSdk, UseOtherSdk, Read(account)));
        Assert.Empty(errors);
        Assert.Equal(
            ["i-00000000000000001 300", "i-00000000000000002 300", OtherVersion, "AKIAOFTHEOTHER", "i-00000000000000001 300", "i-00000000000000002 300"], output);
    }

    // AWS Tools bring along the clients that the SDK would look for by their names. How far the module's own get is seen by what
    // the server says it does not do.
    [Fact]
    public async Task Profiles_with_a_role_and_with_SSO_are_asked_for_by_the_modules_own_clients()
    {
        await using var account = await LoadedAsync();
        using var theirs = new TemporaryFolder();
        string[] clients = ["AWSSDK.Core.dll", "AWSSDK.SecurityToken.dll", "AWSSDK.SSO.dll", "AWSSDK.SSOOIDC.dll"];
        foreach (var file in clients)
            File.Copy(Path.Combine(Built.Binaries("net8.0"), file), theirs.File(file));
        var endpoint = account.Server.Endpoint.AbsoluteUri;
        var (output, errors) = await HostProcess.RunAsync(
            string.Join('\n', [
                .. clients.Select(file => $"$null = [System.Runtime.Loader.AssemblyLoadContext]::Default.LoadFromAssemblyPath('{theirs.File(file)}')"), SignOn, ImportModule,
                $"'role', 'sso' | ForEach-Object {{ Get-LoginAuditFailure {Account.LogGroup} -Last 1:00 -ProfileName $_ -Region us-east-1 -EndpointUrl {endpoint} }}"]),
            ("AWS_CONFIG_FILE", theirs.Write("config", Profiles)), ("AWS_ENDPOINT_URL_STS", endpoint), ("AWS_ENDPOINT_URL_SSO", endpoint));
        Assert.Empty(output);
        Assert.Contains("sts:AssumeRole is not supported by LocalAws", errors, StringComparison.Ordinal);
        Assert.Contains("GET /federation/credentials", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Types_of_the_module_resolve_and_those_of_its_AWS_SDK_do_not_leak()
    {
        await using var account = await LoadedAsync();
        var (output, errors) = await HostProcess.RunAsync(string.Join('\n', ImportModule, Read(account), """
            [AwsLoginAudit.LoginAuditFailure].FullName
            "leaked: $('Amazon.Runtime.AWSCredentials' -as [type])"
            [System.AppDomain]::CurrentDomain.GetAssemblies().Where({ $_.GetName().Name -eq 'AWSSDK.Core' }).Count
            [System.Runtime.Loader.AssemblyLoadContext]::Default.Assemblies.Where({ $_.GetName().Name -match 'AWSSDK|AwsLoginAudit' }).ForEach({ $_.GetName().Name })
            """));
        Assert.Empty(errors);
        Assert.Equal(["AwsLoginAudit.LoginAuditFailure", "leaked: ", "1", "AwsLoginAudit.Loader", "AwsLoginAudit.Core"], output.Skip(2));
    }

    internal static Task<Account> LoadedAsync() => Account.LoadedAsync(new GeneratedFailures { Count = 600, Streams = 2, Start = Start });

    internal static string Read(Account account) => $$"""
        Get-LoginAuditFailure {{Account.LogGroup}} -StartTime 2026-03-01T12:00:00Z -EndTime 2026-03-01T12:05:00Z `
            -EndpointUrl {{account.Server.Endpoint}} -Region us-east-1 -AccessKey {{Engine.AccessKey}} -SecretKey {{Engine.SecretKey}} |
            Measure-LoginAuditFailure -All | ForEach-Object { '{0} {1}' -f $_.InstanceId, $_.FailureCount }
        """;
}
