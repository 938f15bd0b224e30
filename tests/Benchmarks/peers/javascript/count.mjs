// What a function with the AWS SDK for JavaScript needs to count failures per log stream, every page of them: node count.mjs URL
// Prints how many events it counted and the seconds from the first call on.
import { CloudWatchLogsClient, paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";

const start = performance.now();
const client = new CloudWatchLogsClient({
    endpoint: process.argv[2],
    region: "us-east-1",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "x" },
});
const question = {
    logGroupName: "/aws/SecurityAuditLogs",
    filterPattern: '?"Audit Failure" ?0x8010000000000000',
    startTime: 0,
};
const counts = {};
for await (const page of paginateFilterLogEvents({ client }, question)) {
    for (const { logStreamName } of page.events ?? []) {
        counts[logStreamName] = (counts[logStreamName] ?? 0) + 1;
    }
}
const events = Object.values(counts).reduce((sum, count) => sum + count, 0);
console.log(events, (performance.now() - start) / 1000);
