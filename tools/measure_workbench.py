#!/usr/bin/env python3
"""Requests a second, times and CPU time of parley serve: measure_workbench.py PARLEY RECORD

Starts the server, asks some addresses with wrk (Debian's package) on 64 connections, and prints of each:
requests a second, p50 and p99, and the CPU time that the server took for a request, which says more than
the rest on a machine that others use. --seconds N for each address; --fresh gives each request a
parameter of its own, so that no answer was given before."""
import argparse
import json
import os
import re
import subprocess
import tempfile
import time
import urllib.request

FRESH = """
local n = 0
request = function()
  n = n + 1
  local path = wrk.path
  return wrk.format("GET", path .. (string.find(path, "?", 1, true) and "&" or "?") .. "x=" .. n)
end
"""


def cpu_seconds(pid):
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def megabytes(pid, name):
    return int(re.search(name + r":\s+(\d+)", open(f"/proc/{pid}/status").read())[1]) // 1024


def main():
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("parley")
    wanted.add_argument("record")
    wanted.add_argument("--seconds", type=int, default=6)
    wanted.add_argument("--fresh", action="store_true")
    given = wanted.parse_args()
    begun = time.monotonic()
    server = subprocess.Popen([given.parley, "serve", "--record", given.record, "--port", "0"],
                              stderr=subprocess.PIPE, text=True)
    try:
        while " shows " not in (said := server.stderr.readline()):
            if not said:
                raise SystemExit("parley serve ended before it was ready")
        base = re.search(r"http://[^ ]+", said)[0]
        print(f"ready after {time.monotonic() - begun:.1f} s, {cpu_seconds(server.pid):.1f} s of CPU time, "
              f"{megabytes(server.pid, 'VmHWM')} MB at most, {megabytes(server.pid, 'VmRSS')} MB now")
        article = json.load(urllib.request.urlopen(base + "api/v1/articles?limit=1&fields=id"))["rows"][0]["id"]
        with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
            script.write(FRESH)
            script.flush()
            for path in (f"articles/{article}", "positions", f"api/v1/articles/{article}", "api/v1/matrix",
                         "api/v1/positions"):
                before = cpu_seconds(server.pid)
                done = subprocess.run(["wrk", "-t2", "-c64", f"-d{given.seconds}s", "--latency",
                                       *(["-s", script.name] if given.fresh else []), base + path],
                                      capture_output=True, text=True, check=True).stdout
                took = cpu_seconds(server.pid) - before
                requests = int(re.search(r"(\d+) requests in", done)[1])
                rate = float(re.search(r"Requests/sec:\s+([\d.]+)", done)[1])
                p50, p99 = (re.search(rf"{part}%\s+(\S+)", done)[1] for part in (50, 99))
                bad = re.search(r"Non-2xx.*: (\d+)", done)
                print(f"/{path}: {rate:,.0f} a second, p50 {p50}, p99 {p99}, "
                      f"{1e6 * took / max(1, requests):.0f} µs of CPU time each{', ' + bad[0] if bad else ''}")
    finally:
        server.terminate()
        server.wait(timeout=30)


if __name__ == "__main__":
    main()
