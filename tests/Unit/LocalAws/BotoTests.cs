using System.Text.Json.Nodes;
using AwsLoginAudit.Tests.AwsSdk;
using LocalAws;

namespace AwsLoginAudit.Tests.LocalAws;

/// <summary>LocalAws as boto3 sees it: a client that AWS wrote, and not the author of LocalAws.</summary>
public sealed class BotoTests : IAsyncLifetime
{
    private const string Connect = """
        import boto3, botocore.config, botocore.exceptions, botocore.model, datetime, json, sys
        endpoint, protocol = sys.argv[1], sys.argv[2]
        if protocol:
            botocore.model.ServiceModel.resolved_protocol = property(lambda model: protocol)
        def client(service):
            return boto3.client(service, endpoint_url=endpoint, region_name='us-east-1', aws_access_key_id='AKIDEXAMPLE', aws_secret_access_key='example',
                config=botocore.config.Config(retries={'total_max_attempts': 1}))
        def code(call):
            try:
                call()
                return 'none'
            except botocore.exceptions.ClientError as error:
                return error.response['Error']['Code']

        """;

    private LocalAwsServer server = null!;

    public async ValueTask InitializeAsync() => server = await LocalAwsServer.StartAsync(new LocalAwsOptions { Lifetime = TimeSpan.FromMinutes(5) });

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("query")]
    [InlineData("json")]
    [InlineData("smithy-rpc-v2-cbor")]
    public async Task CloudWatch_answers_in_each_of_its_protocols(string protocol)
    {
        var said = await RunAsync(
            """
            cloudwatch = client('cloudwatch')
            cloudwatch.put_metric_alarm(AlarmName='a<b', MetricName='m', Namespace='n', Statistic='Sum', Period=300, EvaluationPeriods=3, DatapointsToAlarm=2, Threshold=5.5,
                ComparisonOperator='GreaterThanThreshold', TreatMissingData='notBreaching', ActionsEnabled=False, AlarmActions=['arn:aws:sns:us-east-1:123456789012:t'],
                Dimensions=[{'Name': 'd', 'Value': 'v & w'}], Tags=[{'Key': 'k', 'Value': 'v'}])
            cloudwatch.set_alarm_state(AlarmName='a<b', StateValue='ALARM', StateReason='because', StateReasonData='{"version":"1.0"}')
            alarm = cloudwatch.describe_alarms(AlarmNames=['a<b'])['MetricAlarms'][0]
            soon = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=1)
            history = cloudwatch.describe_alarm_history(AlarmName='a<b', HistoryItemType='StateUpdate', StartDate=soon - datetime.timedelta(hours=1), EndDate=soon)['AlarmHistoryItems']
            print(json.dumps({
                'alarm': {name: alarm[name] for name in ['AlarmName', 'Threshold', 'Period', 'EvaluationPeriods', 'DatapointsToAlarm', 'ActionsEnabled', 'AlarmActions', 'OKActions',
                    'Dimensions', 'StateValue', 'StateReason', 'StateReasonData', 'TreatMissingData']},
                'updated': abs((alarm['StateUpdatedTimestamp'] - soon).total_seconds()) < 300,
                'history': [item['HistorySummary'] for item in history],
                'when': abs((history[0]['Timestamp'] - soon).total_seconds()) < 300,
                'tags': cloudwatch.list_tags_for_resource(ResourceARN=alarm['AlarmArn'])['Tags'],
                'later': cloudwatch.describe_alarm_history(StartDate=soon)['AlarmHistoryItems'],
                'absent': code(lambda: cloudwatch.set_alarm_state(AlarmName='b', StateValue='OK', StateReason='r')),
                'invalid': code(lambda: cloudwatch.describe_alarms(MaxRecords=1000)),
                'deleted': cloudwatch.delete_alarms(AlarmNames=['a<b'])['ResponseMetadata']['HTTPStatusCode'],
                'left': cloudwatch.describe_alarms()['MetricAlarms'],
            }))
            """,
            protocol);

        Assert.Equal(
            """
            {"alarm":{"AlarmName":"a<b","Threshold":5.5,"Period":300,"EvaluationPeriods":3,"DatapointsToAlarm":2,"ActionsEnabled":false,"AlarmActions":["arn:aws:sns:us-east-1:123456789012:t"],"OKActions":[],"Dimensions":[{"Name":"d","Value":"v & w"}],"StateValue":"ALARM","StateReason":"because","StateReasonData":"{\"version\":\"1.0\"}","TreatMissingData":"notBreaching"},"updated":true,"history":["Alarm updated from INSUFFICIENT_DATA to ALARM"],"when":true,"tags":[{"Key":"k","Value":"v"}],"later":[],"absent":"ResourceNotFound","invalid":"ValidationError","deleted":200,"left":[]}
            """.Trim(),
            said.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Fact]
    public async Task The_other_services_answer_boto3()
    {
        var said = await RunAsync(
            """
            logs, sns, sqs, ssm, events, ses, iam = [client(name) for name in ['logs', 'sns', 'sqs', 'ssm', 'events', 'ses', 'iam']]
            now = int(datetime.datetime.now().timestamp() * 1000)
            logs.create_log_group(logGroupName='g')
            logs.create_log_stream(logGroupName='g', logStreamName='s')
            logs.put_log_events(logGroupName='g', logStreamName='s', logEvents=[{'timestamp': now, 'message': 'one'}])
            topic = sns.create_topic(Name='t')['TopicArn']
            queue = sqs.create_queue(QueueName='q')['QueueUrl']
            print(json.dumps({
                'messages': [event['message'] for event in logs.filter_log_events(logGroupName='g', filterPattern='one', startTime=now - 1000)['events']],
                'again': code(lambda: logs.create_log_group(logGroupName='g')),
                'topic': topic,
                'attributes': sns.get_topic_attributes(TopicArn=topic)['Attributes']['TopicArn'],
                'queue': sqs.get_queue_url(QueueName='q')['QueueUrl'] == queue,
                'no queue': code(lambda: sqs.get_queue_url(QueueName='r')),
                'no parameter': code(lambda: ssm.get_parameter(Name='p')),
                'no rule': code(lambda: events.describe_rule(Name='r')),
                'no role': code(lambda: iam.get_role(RoleName='r')),
                'quota': ses.get_send_quota()['MaxSendRate'] > 0,
            }))
            """);

        Assert.Equal(
            """{"messages":["one"],"again":"ResourceAlreadyExistsException","topic":"arn:aws:sns:us-east-1:123456789012:t","attributes":"arn:aws:sns:us-east-1:123456789012:t","queue":true,"no queue":"AWS.SimpleQueueService.NonExistentQueue","no parameter":"ParameterNotFound","no rule":"ResourceNotFoundException","no role":"NoSuchEntity","quota":true}""",
            said.ToJsonString());
    }

    [Fact]
    public async Task DynamoDB_answers_boto3()
    {
        var said = await RunAsync(
            """
            import time
            tables = client('dynamodb')
            made = tables.create_table(TableName='mail', BillingMode='PAY_PER_REQUEST', Tags=[{'Key': 'k', 'Value': 'v'}],
                AttributeDefinitions=[{'AttributeName': 'F', 'AttributeType': 'S'}, {'AttributeName': 'R', 'AttributeType': 'S'}],
                KeySchema=[{'AttributeName': 'F', 'KeyType': 'HASH'}, {'AttributeName': 'R', 'KeyType': 'RANGE'}])['TableDescription']
            tables.get_waiter('table_exists').wait(TableName='mail', WaiterConfig={'Delay': 1})
            tables.update_time_to_live(TableName='mail', TimeToLiveSpecification={'Enabled': True, 'AttributeName': 'E'})
            def put(state):
                tables.put_item(TableName='mail', Item={'F': {'S': 'f'}, 'R': {'S': 'r'}, 'D': {'S': state}, 'E': {'N': '1'}}, ConditionExpression='attribute_not_exists(#f) OR #d = :d',
                    ExpressionAttributeNames={'#f': 'F', '#d': 'D'}, ExpressionAttributeValues={':d': {'S': 'refused'}}, ReturnValuesOnConditionCheckFailure='ALL_OLD')
            put('sending')
            try:
                put('sent')
            except tables.exceptions.ConditionalCheckFailedException as error:
                old = error.response['Item']
            found = tables.query(TableName='mail', ConsistentRead=True, KeyConditionExpression='#f = :f', ExpressionAttributeNames={'#f': 'F'}, ExpressionAttributeValues={':f': {'S': 'f'}})
            print(json.dumps({
                'status': made['TableStatus'],
                'tags': tables.list_tags_of_resource(ResourceArn=made['TableArn'])['Tags'],
                'ttl': tables.describe_time_to_live(TableName='mail')['TimeToLiveDescription'],
                'old': old,
                'found': [found['Count'], found['Items'][0]['D']['S']],
                'again': code(lambda: tables.create_table(TableName='mail', BillingMode='PAY_PER_REQUEST', AttributeDefinitions=[{'AttributeName': 'F', 'AttributeType': 'S'}],
                    KeySchema=[{'AttributeName': 'F', 'KeyType': 'HASH'}])),
                'gone': tables.delete_table(TableName='mail')['TableDescription']['TableStatus'],
                'absent': code(lambda: tables.describe_table(TableName='mail')),
            }))
            """);

        Assert.Equal(
            """{"status":"CREATING","tags":[{"Key":"k","Value":"v"}],"ttl":{"TimeToLiveStatus":"ENABLED","AttributeName":"E"},"old":{"F":{"S":"f"},"R":{"S":"r"},"D":{"S":"sending"},"E":{"N":"1"}},"found":[1,"sending"],"again":"ResourceInUseException","gone":"DELETING","absent":"ResourceNotFoundException"}""",
            said.ToJsonString());
    }

    private async Task<JsonNode> RunAsync(string script, string protocol = "")
    {
        var output = await Python.TryRunAsync(Connect + script, server.Endpoint.ToString(), protocol);
        Assert.SkipWhen(output is null, "python3 with boto3 is not on this machine");
        return JsonNode.Parse(output!)!;
    }
}
