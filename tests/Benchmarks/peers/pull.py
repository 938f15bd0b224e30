"""The same bytes over one connection, with nothing of them decoded but where the next page is: python3 pull.py URL

Prints how many pages came and the seconds from the first call on. LocalAws looks at the form of a signature and not at its digits.
"""
import datetime
import http.client
import json
import sys
import time
import urllib.parse

TOKEN = b'"nextToken":"'


def headers():
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    scope = f"AKIDEXAMPLE/{now[:8]}/us-east-1/logs/aws4_request"
    return {
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": "Logs_20140328.FilterLogEvents",
        "X-Amz-Date": now,
        "Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host;x-amz-date, Signature={'0' * 64}",
    }


address = urllib.parse.urlsplit(sys.argv[1])
question = {
    "logGroupName": "/aws/SecurityAuditLogs",
    "filterPattern": '?"Audit Failure" ?0x8010000000000000',
    "startTime": 0,
}
pages = 0
start = time.perf_counter()
connection = http.client.HTTPConnection(address.hostname, address.port)
while True:
    connection.request("POST", "/", json.dumps(question), headers())
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        sys.exit(body.decode())
    pages += 1
    # The token is the answer's last member.
    token = body.rfind(TOKEN, -2000)
    if token < 0:
        break
    token += len(TOKEN)
    question["nextToken"] = body[token : body.index(b'"', token)].decode()
print(pages, time.perf_counter() - start)
