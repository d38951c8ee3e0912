#!/usr/bin/env python3
"""PLOVER root of an event whose source and target are given: macro-averaged F1 over the roots.

  tools/score_plover.py DATA/news/coding-zsp-plv/plv_train.jsonl [--parley P] [--half dev|build|all]

Each sentence is read as an article. Of the events found in it the one whose actor and recipient
share most words with the given pair is taken; a sentence without an event is a miss. The set has one
root YIELD for what newer PLOVER parts into CONCEDE and RETREAT. Half of the sentences, chosen by a
hash of their words, is kept for measuring (dev); the verbs were collected on the other (build)."""
import argparse
import collections
import hashlib
import json
import re
import subprocess
import sys

YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


def is_dev(sentence):
    return hashlib.sha256(sentence.encode()).digest()[0] % 2 == 0


def words(text):
    return set(re.findall(r"\w+", text.lower())) - {"the", "a", "an", "of", "in", "and", "to", "s"}


def overlap(span, text, quote):
    if span is None:
        return 0
    return len(words(text[span["start"]:span["end"]].decode(errors="replace")) & words(quote))


def choose(document, row):
    """The event that fits the pair best, or None."""
    text = document["text"].encode()
    best = None
    for event in document["events"]:
        if not event["plover"]["event"]:
            continue
        actors = max((overlap(a, text, row["source"]) for a in event["actors"]), default=0)
        others = max((overlap(a, text, row["target"]) for a in event["recipients"]), default=0)
        near = overlap(event, text, row["target"]) + overlap(event, text, row["source"])
        key = (min(actors, 1) + min(others, 1), near, -event["start"])
        if best is None or key > best[0]:
            best = (key, event)
    return best[1] if best else None


def main():
    options = argparse.ArgumentParser(description=__doc__,
                                      formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file")
    options.add_argument("--parley", default="build/release/parley")
    options.add_argument("--half", choices=["dev", "build", "all"], default="dev")
    options.add_argument("--errors", action="store_true", help="print the misses of this half")
    asked = options.parse_args()
    rows = [json.loads(line) for line in open(asked.file, encoding="utf-8")]
    rows = [r for r in rows if asked.half == "all" or is_dev(r["sentence"]) == (asked.half == "dev")]
    lines = "".join(json.dumps({"id": str(i), "text": r["sentence"]}) + "\n"
                    for i, r in enumerate(rows))
    read = subprocess.run([asked.parley, "annotate", "--as-is", "--quiet", "--input", "jsonl",
                           "--layers", "events", "-"], input=lines.encode(), capture_output=True,
                          check=False)
    found = {}
    for line in read.stdout.splitlines():
        document = json.loads(line)
        found[int(document["id"])] = document
    right, given, asked_of = (collections.Counter() for _ in range(3))
    for i, row in enumerate(rows):
        event = choose(found[i], row) if i in found else None
        root = event["plover"]["event"] if event else None
        root = YIELD.get(root, root)
        asked_of[row["gold_root"]] += 1
        if root:
            given[root] += 1
        if root == row["gold_root"]:
            right[root] += 1
        elif asked.errors:
            print(row["gold_root"], root, event["quote"][:80] if event else "-", "|",
                  row["marked_sentence"], sep="\t")
    scores = []
    for root in sorted(asked_of):
        p = right[root] / given[root] if given[root] else 0.0
        r = right[root] / asked_of[root]
        scores.append(2 * p * r / (p + r) if p + r else 0.0)
        print(f"{root:10} P {p:.3f}  R {r:.3f}  F1 {scores[-1]:.3f}  asked {asked_of[root]}")
    print(f"macro F1 {sum(scores) / len(scores):.3f}, sentences right "
          f"{sum(right.values()) / len(rows):.3f} of {len(rows)}, answered "
          f"{sum(given.values()) / len(rows):.3f}")


if __name__ == "__main__":
    sys.exit(main())
