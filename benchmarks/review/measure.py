"""Measures requests of review one after another and prints their latencies."""

import http.client
import json
import sys
import time

port, times = int(sys.argv[1]), int(sys.argv[2])
connection = http.client.HTTPConnection("127.0.0.1", port)


def request(method, path, body=None):
    """The status, the JSON and the milliseconds of an answer."""
    data = None if body is None else json.dumps(body)
    begin = time.perf_counter()
    connection.request(method, path, data, {"Content-Type": "application/json"})
    response = connection.getresponse()
    answer = response.read()
    took = (time.perf_counter() - begin) * 1000
    if response.status >= 300:
        sys.exit(f"{method} {path}: {response.status} {answer.decode()}")
    return json.loads(answer) if answer else None, took


def measure(name, once):
    """Prints how long something takes, after it was done often enough to be compiled."""
    for i in range(times):
        once(i)
    took = sorted(once(times + i) for i in range(times))
    print(f"| {name} | {took[times // 2]:.1f} ms | {took[times * 99 // 100]:.1f} ms |")


def policy(action):
    """Has everything of the default tenant decided so from now on."""
    rules = f"name: measured\nrules: [{{name: all, when: 'true', then: [{action}]}}]"
    saved, _ = request(
        "POST",
        "/api/v1/policies/versions",
        {"tenant": "default", "yaml": rules, "author": "measure.py"},
    )
    request(
        "PUT", "/api/v1/policies/running", {"tenant": "default", "active": saved["version"]}
    )


def moderate(name):
    return lambda i: request("POST", "/api/v1/moderate", {"text": f"{name} text number {i}"})[1]


def page(i):
    return request("GET", "/api/v1/review/items?state=waiting&limit=50")[1]


handed_out = []


def following(i):
    item, took = request("POST", "/api/v1/review/next?tenant=default")
    handed_out.append(item)
    return took


def decide(i):
    item = handed_out[i]
    body = {"version": item["version"], "severity": "Unsafe", "categories": ["Violent"]}
    return request("POST", f"/api/v1/review/items/{item['id']}/decide", body)[1]


print("| | p50 | p99 |\n|---|---|---|")
policy("pass")
measure("a text that passes", moderate("passing"))
policy("review")
measure("a text that is put before a person", moderate("reviewed"))
measure("the next item, claimed", following)
measure("a decision", decide)
measure("a page of 50 that wait", page)
