#!/usr/bin/env python3
"""Puts the markup of a feed parser's sanitizer tests through every field: sanitizer.py PARLEY

PARLEY_FEED_SUITE names the folder of those tests (feedparser's tests/wellformed/sanitize). They are
read as feeds, and what stands in each becomes the title, outlet, author, address, quote, name and
alias of a report and the reason of a decision. Where the folder, node, npm or chromium is missing,
it says so and leaves with state 77, which ctest shows as skipped."""
import html
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import run

PARTS = re.compile(r"<(\w*:?(?:title|subtitle|tagline|info|copyright|rights|summary|content|body|description|encoded))"
                   r"\b[^>]*>(.*?)</\1>", re.DOTALL)


def markup_of(path: pathlib.Path) -> str:
    text = path.read_bytes().decode("utf-8", "replace")
    text = re.sub(r"\A\s*(<\?xml[^>]*>\s*)?<!--.*?-->", "", text, flags=re.DOTALL)
    inner = max((part[1] for part in PARTS.findall(text)), key=len, default=text)
    inner = re.sub(r"<!\[CDATA\[(.*?)\]\]>", r"\1", inner, flags=re.DOTALL)
    return html.unescape(inner).replace("\x00", "").strip() or text


def row(number: int, markup: str) -> dict:
    return {"id": f"{number}{markup[:40]}", "title": markup, "outlet": markup, "authors": [markup],
            "url": markup, "published": "2025-03-14",
            "text": f"{markup[:60]}\n\nMinister Karim {markup} Saleh of the {markup} Northern Council "
                    f"told {markup} Radio on Friday: \"{markup} at least 50 workers would end the "
                    f"strike if {markup} the depot reopens.\" The Crews Union demanded {markup} a pay "
                    f"rise of 8 percent.\n"}


def main() -> int:
    suite = pathlib.Path(os.environ.get("PARLEY_FEED_SUITE", "") or "none")
    files = sorted(suite.glob("*.xml"))
    if not files:
        print("skipped: name the folder of a feed parser's sanitizer tests in PARLEY_FEED_SUITE")
        return run.SKIPPED
    lacking = run.missing()
    if lacking:
        print(f"skipped: {lacking} is missing; tools/install_needed --tests installs it")
        return run.SKIPPED
    parley = os.path.abspath(sys.argv[1])
    import build_web
    home = build_web.fetch(run.HERE, run.ROOT / "third_party" / ".cache" / "web-tests")
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        markups = [markup_of(file) for file in files]
        rows = work / "rows.jsonl"
        rows.write_text("".join(json.dumps(row(i, one)) + "\n" for i, one in enumerate(markups)))
        feeds, fields = str(work / "feeds.parley"), str(work / "fields.parley")
        for record, source, kind in ((feeds, suite, "feed"), (fields, rows, "jsonl")):
            subprocess.run([parley, "read", "-q", "--input", kind, "--record", record, str(source)],
                           stderr=subprocess.DEVNULL)
        ids = [json.loads(line)["id"] for line in subprocess.run(
            [parley, "export", "--type", "statements", "--record", fields], capture_output=True,
            text=True, check=True).stdout.splitlines()]
        notes = work / "notes.jsonl"
        notes.write_text("".join(json.dumps({"kind": "note", "targets": [ids[i % len(ids)]],
                                             "reason": one[:4000], "made_by": one[:200]}) + "\n"
                                 for i, one in enumerate(markups[::10])))
        subprocess.run([parley, "correct", "--from", str(notes), "--record", fields],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        servers = [run.Server(parley, record) for record in (feeds, fields)]
        try:
            if "plain tables" in servers[0].said:
                print("skipped: this parley was built without node; its pages are plain tables")
                return run.SKIPPED
            shutil.copy(run.HERE / "sanitizer.mjs", work)
            (work / "node_modules").symlink_to(home / "node_modules", target_is_directory=True)
            settings = {"servers": [server.address for server in servers],
                        "chromium": shutil.which("chromium")}
            print(f"{len(files)} files", flush=True)
            return subprocess.run(["node", "sanitizer.mjs", json.dumps(settings)], cwd=work,
                                  timeout=1100).returncode
        finally:
            for server in servers:
                server.stop()


if __name__ == "__main__":
    sys.exit(main())
