#!/usr/bin/env python3
"""Walks the workbench with a browser: run.py PARLEY [--screenshots FOLDER]
or only tells when each screen of a record is ready: run.py PARLEY --record FILE

Needs node, npm and Debian's chromium, and a parley that was built with its script. Where one is
missing, it says so and leaves with state 77, which ctest shows as skipped."""
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "tools"))
SKIPPED = 77

INJECTIONS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(2)>", "\"><svg onload=alert(3)>",
    "';alert(4);//", "javascript:alert(5)", "<iframe srcdoc='<script>parent.alert(6)</script>'>",
    "<a href=\"javascript:alert(7)\">x</a>", "<math><mtext><style><img src=x onerror=alert(8)>",
    "</title><script>alert(9)</script>", "<style>@import '//example.org/x'</style>",
    "{{constructor.constructor('alert(10)')()}}", "<base href=//example.org/>",
    "&lt;script&gt;alert(11)&lt;/script&gt;", "\u202e<b>gnp.exe\u2069",
]


def missing() -> str:
    for program in ("node", "npm", "chromium"):
        if not shutil.which(program):
            return program
    return ""


def hostile_rows():
    for number, words in enumerate(INJECTIONS):
        yield {"id": f"h{number}{words}", "title": words, "outlet": words, "authors": [words],
               "url": words, "published": "2025-03-14",
               "text": f"{words}\n\nMinister Karim {words} Saleh of the {words} Northern Council told "
                       f"{words} Radio on Friday: \"{words} at least 50 workers will return if "
                       f"{words} the depot reopens.\" The Crews Union demanded {words} a pay rise "
                       f"of 8 percent.\n"}
    yield {"id": "rtl", "title": "المجلس الشمالي يعرض العودة", "outlet": "إذاعة المثال",
           "published": "2025-03-14",
           "text": "Karim Saleh of the Northern Council said \"نحن قريبون من اتفاق\" on Friday. "
                   "The Crews Union said \"אנחנו קרובים להסכם\" on Friday.\n"}


class Server:
    def __init__(self, parley: str, record: str, *more: str):
        self.process = subprocess.Popen([parley, "serve", "--record", record, "--port", "0", *more],
                                        stderr=subprocess.PIPE, text=True)
        self.said = self.process.stderr.readline()
        if "going through" in self.said:  # of a large record
            self.said = self.process.stderr.readline()
        self.address = re.search(r"http://[^ ]+", self.said)[0]

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=20)


def measure(parley: str, home: pathlib.Path, record: str) -> int:
    """How long each screen of `record` takes; five times, the first with nothing kept."""
    begun = time.monotonic()
    server = Server(parley, record)
    print(f"served after {time.monotonic() - begun:.1f} s")
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        shutil.copy(HERE / "workbench.mjs", work)
        (work / "node_modules").symlink_to(home / "node_modules", target_is_directory=True)
        settings = {"example": server.address, "hostile": server.address, "guarded": server.address,
                    "only": "each screen ready", "times": 5, "chromium": shutil.which("chromium"),
                    "screenshots": ""}
        try:
            return subprocess.run(["node", "workbench.mjs", json.dumps(settings)], cwd=work).returncode
        finally:
            status = pathlib.Path(f"/proc/{server.process.pid}/status").read_text()
            print(re.search(r"VmHWM:.*", status)[0])
            server.stop()


def main() -> int:
    lacking = missing()
    if lacking:
        print(f"skipped: {lacking} is missing; tools/install_needed --tests installs it")
        return SKIPPED
    parley = os.path.abspath(sys.argv[1])
    import build_web
    try:
        home = build_web.fetch(HERE, ROOT / "third_party" / ".cache" / "web-tests")
    except (OSError, subprocess.SubprocessError) as error:
        print(f"skipped: npm could not get the test's packages: {error}")
        return SKIPPED
    if sys.argv[2:3] == ["--record"]:
        return measure(parley, home, sys.argv[3])
    reports = sorted((ROOT / "examples" / "ferry-strike").glob("*"))
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        example, hostile = str(work / "example.parley"), str(work / "hostile.parley")
        rows = work / "hostile.jsonl"
        rows.write_text("".join(json.dumps(row) + "\n" for row in hostile_rows()))
        late = work / "late.txt"
        late.write_text("Late report\n\nTomas Reed, secretary of the Ferry Crews Union, said on "
                        "March 26, 2025 that the crews would vote again.\n")
        for record, inputs in ((example, reports), (hostile, [rows])):
            subprocess.run([parley, "read", "-q", "--record", record, *map(str, inputs)], check=True)
        accounts = str(work / "accounts")
        for name, role in (("ana", "reader"), ("tom", "curator")):
            subprocess.run([parley, "user", "add", name, "--role", role, "--auth", accounts,
                            "--password-file", "-"], input="a long enough secret\n", text=True,
                           stderr=subprocess.DEVNULL, check=True)
        servers = [Server(parley, example), Server(parley, hostile),
                   Server(parley, example, "--auth", accounts)]
        try:
            if "plain tables" in servers[0].said:
                print("skipped: this parley was built without node; its pages are plain tables")
                return SKIPPED
            shutil.copy(HERE / "workbench.mjs", work)
            (work / "node_modules").symlink_to(home / "node_modules", target_is_directory=True)
            settings = {"example": servers[0].address, "hostile": servers[1].address,
                        "guarded": servers[2].address,
                        "read": [parley, "read", "-q", "--record", example, str(late)],
                        "readAgain": [parley, "read", "-q", "--again", "--record", example,
                                      *map(str, reports)],
                        "only": os.environ.get("PARLEY_WEB_ONLY", ""),  # a part of a test's name
                        "chromium": shutil.which("chromium"),
                        "screenshots": sys.argv[3] if sys.argv[2:3] == ["--screenshots"] else ""}
            return subprocess.run(["node", "workbench.mjs", json.dumps(settings)], cwd=work,
                                  timeout=1100).returncode
        finally:
            for server in servers:
                server.stop()


if __name__ == "__main__":
    sys.exit(main())
