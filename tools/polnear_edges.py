#!/usr/bin/env python3
"""Gives contents PolNeAR's edges: polnear_edges.py < annotate.jsonl > polnear.jsonl

PolNeAR counts the "that" of "said that talks would resume" into the content; Parley counts it to
neither cue nor content. To compare edges with that corpus, this widens each piece of content over a
"that" right before it. Nothing else changes. Standard library only."""
import json
import sys

THAT = "that "


def widen(text, start):
    """The byte where the content begins with its "that"; `start` where there is none."""
    before = text[:start].decode("utf-8", "replace")
    bare = before.rstrip("“\"‘'`")
    if not bare.endswith(THAT):
        return start
    return start - len(before.encode()) + len(bare.encode()) - len(THAT)


for line in sys.stdin:
    row = json.loads(line)
    text = row["text"].encode()
    for statement in row["statements"]:
        for span in (statement["content"] or {}).get("spans", []):
            span["start"] = widen(text, span["start"])
    print(json.dumps(row, ensure_ascii=False))
