# What a shell needs to count failures per log stream: sh count.sh URL
# Prints how many events it counted.
export AWS_ACCESS_KEY_ID=AKIDEXAMPLE AWS_SECRET_ACCESS_KEY=x
aws logs filter-log-events --endpoint-url "$1" --region us-east-1 --output json \
    --log-group-name /aws/SecurityAuditLogs --filter-pattern '?"Audit Failure" ?0x8010000000000000' --start-time 0 |
    jq 'reduce .events[].logStreamName as $name ({}; .[$name] += 1) | add'
