"""What a script with boto3 needs to count failures per log stream: python3 count.py URL [--xml]

Prints how many events it counted and the seconds from the first call on. With --xml it parses each event as well.
"""
import collections
import sys
import time
import xml.etree.ElementTree as ElementTree

import boto3

parses = "--xml" in sys.argv[2:]
start = time.perf_counter()
logs = boto3.client(
    "logs",
    endpoint_url=sys.argv[1],
    region_name="us-east-1",
    aws_access_key_id="AKIDEXAMPLE",
    aws_secret_access_key="x",
)
pages = logs.get_paginator("filter_log_events").paginate(
    logGroupName="/aws/SecurityAuditLogs",
    filterPattern='?"Audit Failure" ?0x8010000000000000',
    startTime=0,
)
counts = collections.Counter()
for page in pages:
    for event in page["events"]:
        counts[event["logStreamName"]] += 1
        if parses:
            ElementTree.fromstring(event["message"])
print(sum(counts.values()), time.perf_counter() - start)
