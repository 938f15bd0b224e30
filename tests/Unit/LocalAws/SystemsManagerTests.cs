using System.Globalization;
using System.Text.Json.Nodes;
using LocalAws;
using LocalAws.Http;
using LocalAws.Systems;

namespace AwsLoginAudit.Tests.LocalAws;

/// <summary>Run Command and Parameter Store, as strict as AWS documents them.</summary>
public sealed class SystemsManagerTests : IAsyncLifetime
{
    private readonly TestClock clock = new(new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private LocalAwsServer server = null!;
    private LocalAwsCaller caller = null!;

    public async ValueTask InitializeAsync() => (server, caller) = await LocalAwsCaller.StartAsync(clock);

    public async ValueTask DisposeAsync()
    {
        caller.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task An_invocation_is_pending_then_in_progress_then_done()
    {
        Add(1, new CommandOutcome("Success") { Listings = 2 });
        var command = await Send(Install(1));
        Assert.Equal(["Pending/Pending"], await Statuses(command));
        Assert.Equal(["InProgress/InProgress"], await Statuses(command));
        Assert.Equal(["Success/Success"], await Statuses(command));
    }

    [Fact]
    public async Task One_machine_that_is_not_managed_refuses_the_whole_call()
    {
        Add(1);
        (await caller.Systems("SendCommand", Install(1, 2))).Refused("InvalidInstanceId", $"Instances [[{Id(2)}]] not in a valid state for account 123456789012");
        Assert.Empty((await caller.Systems("ListCommands", new { })).Succeeded()["Commands"]!.AsArray());
        (await caller.Systems("DescribeInstanceInformation", new { Filters = new[] { new { Key = "InstanceIds", Values = new[] { Id(2) } } } })).Refused("InvalidInstanceId");
    }

    [Fact]
    public async Task A_machine_out_of_reach_is_waited_for_until_the_timeout()
    {
        Add(1).PingStatus = "ConnectionLost";
        var command = await Send(With(Install(1), "TimeoutSeconds", 60));
        clock.Now += TimeSpan.FromSeconds(59);
        Assert.Equal(["Pending/Pending"], await Statuses(command));
        clock.Now += TimeSpan.FromSeconds(2);
        Assert.Equal(["TimedOut/DeliveryTimedOut"], await Statuses(command));
    }

    [Theory]
    [InlineData(null, "Success/Success Failed/Failed Cancelled/Terminated Cancelled/Terminated")]
    [InlineData("1", "Success/Success Failed/Failed Failed/Failed Cancelled/Terminated")]
    [InlineData("100%", "Success/Success Failed/Failed Failed/Failed Success/Success")]
    public async Task More_errors_than_allowed_end_what_has_not_begun(string? maxErrors, string expected)
    {
        Add(1);
        Add(2, new CommandOutcome("Failed"));
        Add(3, new CommandOutcome("Failed"));
        Add(4);
        var request = Install(1, 2, 3, 4);
        Assert.Equal(expected.Split(' '), await Statuses(await Send(maxErrors is null ? request : With(request, "MaxErrors", maxErrors))));
    }

    [Fact]
    public async Task What_a_document_does_not_take_is_refused()
    {
        Add(1);
        (await caller.Systems("SendCommand", With(Install(1), "DocumentName", "AWS-Unknown"))).Refused("InvalidDocument");
        (await caller.Systems("SendCommand", With(Install(1), "Parameters", new JsonObject { ["action"] = new JsonArray("Install") }))).Refused("InvalidParameters");
        (await caller.Systems("SendCommand", With(Install(1), "Parameters", new JsonObject { ["action"] = new JsonArray("Explode"), ["name"] = new JsonArray("AmazonCloudWatchAgent") }))).Refused("InvalidParameters");
        (await caller.Systems("SendCommand", With(Install(1), "Parameters", new JsonObject { ["other"] = new JsonArray("x") }))).Refused("InvalidParameters");
        (await caller.Systems("SendCommand", With(Install(1), "TimeoutSeconds", 29))).Refused("ValidationException");
        (await caller.Systems("SendCommand", With(Install(1), "MaxErrors", "101%"))).Refused("ValidationException");
        (await caller.Systems("SendCommand", Install([.. Enumerable.Range(1, 51)]))).Refused("ValidationException");
        (await caller.Systems("SendCommand", Install(1, 1))).Refused("DuplicateInstanceId");
    }

    [Fact]
    public async Task Listings_come_in_pages()
    {
        for (var i = 0; i < 12; i++)
            Add(i);
        var first = (await caller.Systems("DescribeInstanceInformation", new { MaxResults = 10 })).Succeeded();
        Assert.Equal(10, first["InstanceInformationList"]!.AsArray().Count);
        var second = (await caller.Systems("DescribeInstanceInformation", new { MaxResults = 10, NextToken = (string)first["NextToken"]! })).Succeeded();
        Assert.Equal(2, second["InstanceInformationList"]!.AsArray().Count);
        Assert.Null(second["NextToken"]);
        (await caller.Systems("DescribeInstanceInformation", new { NextToken = "made-up" })).Refused("InvalidNextToken");
        (await caller.Systems("DescribeInstanceInformation", new { MaxResults = 51 })).Refused("ValidationException");
        (await caller.Systems("ListCommandInvocations", new { CommandId = "00000000-0000-0000-0000-000000000000" })).Refused("InvalidCommandId");
    }

    [Fact]
    public async Task Tag_filters_stand_alone()
    {
        Add(1);
        (await caller.Systems("DescribeInstanceInformation", """{"Filters":[{"Key":"tag:Team","Values":["a"]},{"Key":"PingStatus","Values":["Online"]}]}"""))
            .Refused("InvalidFilterKey");
    }

    [Fact]
    public async Task Parameters_have_rules()
    {
        (await Put("AmazonCloudWatch-A", new string('é', 2049))).Refused("ValidationException");
        (await Put("AmazonCloudWatch-A", new string('e', 8193), tier: "Advanced")).Refused("ValidationException");
        (await Put("aws-A", "v")).Refused("ValidationException");
        (await Put("with space", "v")).Refused("ValidationException");
        (await Put("AmazonCloudWatch-A", new string('e', 4096))).Succeeded();
        (await Put("AmazonCloudWatch-A", "v")).Refused("ParameterAlreadyExists");
        (await caller.Systems("PutParameter", new { Name = "AmazonCloudWatch-A", Value = "v", Overwrite = true, Tags = new[] { new { Key = "k", Value = "v" } } })).Refused("ValidationException");
        (await caller.Systems("GetParameter", new { Name = "AmazonCloudWatch-B" })).Refused("ParameterNotFound");
        (await caller.Systems("ListTagsForResource", new { ResourceType = "Parameter", ResourceId = "AmazonCloudWatch-B" })).Refused("InvalidResourceId");
    }

    [Fact]
    public async Task A_machine_outside_EC2_cannot_be_configured_as_one_of_EC2()
    {
        var machine = new Machine("mi-00000000000000001") { AgentVersion = "1.0" };
        server.Systems.Add(machine);
        (await Put("AmazonCloudWatch-A", "{}")).Succeeded();
        foreach (var (mode, status) in new[] { ("ec2", "Failed/Failed"), ("onPremise", "Success/Success") })
        {
            var command = await Send(new JsonObject
            {
                ["DocumentName"] = "AmazonCloudWatch-ManageAgent",
                ["InstanceIds"] = new JsonArray(machine.InstanceId),
                ["Parameters"] = new JsonObject { ["mode"] = new JsonArray(mode), ["optionalConfigurationLocation"] = new JsonArray("AmazonCloudWatch-A") },
            });
            Assert.Equal([status], await Statuses(command));
        }
    }

    [Fact]
    public async Task Every_second_call_of_an_action_is_throttled_where_the_plan_says_so()
    {
        server.Faults = new FaultPlan { ThrottleEvery = new Dictionary<string, int> { ["ssm:ListCommands"] = 2 } };
        (await caller.Systems("ListCommands", new { })).Succeeded();
        (await caller.Systems("ListCommands", new { })).Refused("ThrottlingException");
        (await caller.Systems("ListCommands", new { })).Succeeded();
        (await caller.Systems("DescribeInstanceInformation", new { })).Succeeded();
    }

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"i-{number:x17}");

    private Machine Add(int number, CommandOutcome? install = null)
    {
        var machine = new Machine(Id(number));
        if (install is not null)
            machine.Outcomes["Install"] = install;
        server.Systems.Add(machine);
        return machine;
    }

    private static JsonObject Install(params int[] machines) => new()
    {
        ["DocumentName"] = "AWS-ConfigureAWSPackage",
        ["InstanceIds"] = new JsonArray([.. machines.Select(machine => JsonValue.Create(Id(machine)))]),
        ["Parameters"] = new JsonObject { ["action"] = new JsonArray("Install"), ["name"] = new JsonArray("AmazonCloudWatchAgent") },
    };

    private static JsonObject With(JsonObject request, string name, JsonNode? value)
    {
        request[name] = value;
        return request;
    }

    private Task<Answer> Put(string name, string value, string tier = "Standard") => caller.Systems("PutParameter", new { Name = name, Value = value, Type = "String", Tier = tier });

    private async Task<string> Send(JsonObject request) => (string)(await caller.Systems("SendCommand", request)).Succeeded()["Command"]!["CommandId"]!;

    private async Task<List<string>> Statuses(string command) =>
    [
        .. (await caller.Systems("ListCommandInvocations", new { CommandId = command, Details = true })).Succeeded()["CommandInvocations"]!.AsArray()
            .Select(invocation => $"{invocation!["Status"]}/{invocation["StatusDetails"]}"),
    ];
}
