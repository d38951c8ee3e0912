#!/usr/bin/env python3
"""Shows that threads and the order of inputs change nothing: test_determinism.py PARLEY
[--shuffles N] [--articles FILE.jsonl --most N]

Reads the example's reports (or the first N rows of FILE, each as a file of its own) into a record of
one thread, then into records of two threads, the inputs shuffled anew for each, and compares every
export byte by byte. Standard library only; exit state 1 where two differ."""
import argparse
import itertools
import pathlib
import random
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
TYPES = ("actors", "processes", "origins", "positions", "exchanges", "figures", "series", "timeline",
         "statements", "events", "links", "articles", "commitments", "decisions")


def exports(parley, record, inputs, threads):
    command = [parley, "read", *inputs, "--record", record, "--threads", str(threads), "--quiet"]
    subprocess.run(command, check=True)
    return [subprocess.run([parley, "export", "--record", record, "--type", kind], check=True,
                           capture_output=True).stdout for kind in TYPES]


def main():
    options = argparse.ArgumentParser()
    options.add_argument("parley")
    options.add_argument("--shuffles", type=int, default=2)
    options.add_argument("--articles")
    options.add_argument("--most", type=int, default=300)
    flags = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        inputs = sorted(map(str, (ROOT / "examples" / "ferry-strike").iterdir()))
        if flags.articles:
            inputs = []
            with open(flags.articles, "rb") as rows:
                for number, row in enumerate(itertools.islice(rows, flags.most)):
                    path = folder / f"{number}.jsonl"
                    path.write_bytes(row)
                    inputs.append(str(path))
        first = exports(flags.parley, folder / "first.parley", inputs, 1)
        rows = sum(text.count(b"\n") for text in first)
        if rows == 0:
            print("nothing was read")
            return 1
        for turn in range(flags.shuffles):
            random.Random(turn).shuffle(inputs)
            other = exports(flags.parley, folder / f"{turn}.parley", inputs, 1 + turn % 2)
            for kind, one, two in zip(TYPES, first, other):
                if one != two:
                    print(f"shuffle {turn}: the {kind} differ")
                    return 1
    print(f"{flags.shuffles} shuffles of {len(inputs)} inputs, one and two threads: {rows} rows alike")
    return 0


if __name__ == "__main__":
    sys.exit(main())
