#!/usr/bin/env python3
"""Parties and stances in hand-marked sentences of a bulletin on climate talks.

  tools/score_bulletin.py DATA/news/neg-enb/enb.jsonl.gz [--parley P] [--marks FILE] [--errors]

The marks (benchmarks/bulletin_marks.tsv, 100 sentences, unless told) name each sentence by its
hash, since the bulletin's words are not ours to keep. Each sentence is read behind one line that
says that talks were held. A row is right where the party's name and the stance are; pronouns are
not counted. For whom a right row's party speaks is scored apart: groups marked, given and right."""
import argparse
import collections
import gzip
import hashlib
import json
import pathlib
import re
import subprocess
import sys

MARKS = pathlib.Path(__file__).parent.parent / "benchmarks" / "bulletin_marks.tsv"
SAME = {"united states": "us", "united states of america": "us", "european union": "eu",
        "russia": "russian federation"}
OPENING = "The parties held climate talks and negotiated a treaty on Monday."


def sentences(path):
    for line in gzip.open(path, "rt", encoding="utf-8"):
        text = re.sub(r"[*_#\\]", "", json.loads(line)["markdown"])
        text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
        for paragraph in text.split("\n"):
            paragraph = re.sub(r"\s+", " ", paragraph).strip()
            yield from re.split(r"(?<=[a-z0-9)\]\"”]\.)\s+(?=[A-Z\"“])", paragraph)


def read_marks(path=MARKS):
    marks = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        key, wanted = line.split("\t")
        rows = [] if wanted in ("-", "he") else [(w + " @").split(" @")[:2] for w in wanted.split(";")]
        marks[key] = (wanted == "he", [(*r.rsplit(" ", 1), group) for r, group in rows])
    return marks


def plain(name):
    name = re.sub(r"^the ", "", name.lower())
    return SAME.get(name, name)


def main():
    options = argparse.ArgumentParser(description=__doc__,
                                      formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file")
    options.add_argument("--parley", default="build/release/parley")
    options.add_argument("--marks", type=pathlib.Path, default=MARKS)
    options.add_argument("--errors", action="store_true")
    asked = options.parse_args()
    marks = read_marks(asked.marks)
    found = {}
    for sentence in sentences(asked.file):
        key = hashlib.sha256(sentence.encode()).hexdigest()[:12]
        if key in marks:
            found[key] = sentence
    lines = "".join(json.dumps({"id": k, "text": f"{OPENING}\n\n{s}\n"}) + "\n"
                    for k, s in found.items())
    read = subprocess.run([asked.parley, "annotate", "--as-is", "--quiet", "--input", "jsonl",
                           "--layers", "positions", "-"], input=lines.encode(),
                          capture_output=True, check=False)
    right = given = wanted = 0
    groups = collections.Counter()
    for line in read.stdout.splitlines():
        document = json.loads(line)
        by_pronoun, left = marks[document["id"]]
        left = list(left)
        wanted += len(left)
        for row in document["positions"]:
            if by_pronoun and row["actor"].lower() in ("he", "she"):
                continue
            given += 1
            fit = next((m for m in left if m[1] == row["stance"] and
                        (plain(m[0]) in plain(row["actor"]) or
                         plain(row["actor"]) in plain(m[0]))), None)
            if fit:
                left.remove(fit)
                right += 1
                group = (row.get("spoken_for") or {}).get("quote")
                groups["marked"] += bool(fit[2])
                groups["given"] += bool(group)
                groups["right"] += bool(group and fit[2]) and (
                    plain(fit[2]) in plain(group) or plain(group) in plain(fit[2]))
            elif asked.errors:
                print("extra", row["actor"], row["stance"], row["quote"], sep="\t")
        if asked.errors:
            for party, stance, _ in left:
                print("missed", party, stance, found[document["id"]], sep="\t")
    print(f"sentences {len(found)}, P {right / max(given, 1):.3f} ({given})  "
          f"R {right / max(wanted, 1):.3f} ({wanted})")
    print(f"spoken for: marked {groups['marked']}, given {groups['given']}, right {groups['right']}")


if __name__ == "__main__":
    sys.exit(main())
