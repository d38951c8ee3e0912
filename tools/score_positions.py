#!/usr/bin/env python3
"""Scores positions by actor and stance: score_positions.py --parley PARLEY GOLD.jsonl

GOLD holds one article a line: id, text, date and positions[] with actor, stance, family and span[]
({start, end} in bytes). A position of Parley's is right where its evidence overlaps that of a gold
one, its stance is the same and its actor shares a word (or five first letters of one) with it; each
counts once, the pair with the longest overlap first. Prints precision, recall and how many of the
right ones have the gold's family of terms. --show prints every row, + right, - not. Standard
library only."""
import argparse
import json
import re
import subprocess


def words(name):
    found = set()
    for word in re.findall(r"\w+", (name or "").lower()):
        if word not in ("the", "of", "and", "a"):
            found |= {word, word[:5]}
    return found


def overlap(spans, start, end):
    return sum(max(0, min(s["end"], end) - max(s["start"], start)) for s in spans)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("gold")
    options.add_argument("--parley", required=True)
    options.add_argument("--show", action="store_true")
    options = options.parse_args()
    gold = [json.loads(line) for line in open(options.gold, encoding="utf-8")]
    rows = "".join(json.dumps({"id": g["id"], "text": g["text"], "published": g["date"]}) + "\n"
                   for g in gold)
    run = subprocess.run([options.parley, "annotate", "--as-is", "--input", "jsonl", "-"],
                         input=rows, capture_output=True, text=True, check=True)
    found = {row["id"]: row for row in map(json.loads, run.stdout.splitlines())}
    right = given = asked = family = 0
    for article in gold:
        row = found[article["id"]]
        called = {}  # the words that the report has for an actor
        for statement in row["statements"]:
            source = statement["source"] or {}
            called.setdefault(source.get("actor"), set()).add(source.get("quote"))
        wanted, ours = article["positions"], row["positions"]
        pairs = []
        for i, want in enumerate(wanted):
            for j, have in enumerate(ours):
                size = overlap(want["span"], have["start"], have["end"])
                names = {have["actor"]} | called.get(have["actor"], set())
                if (size and want["stance"] == have["stance"]
                        and any(words(want["actor"]) & words(name) for name in names)):
                    pairs.append((-size, i, j))
        taken_wanted, taken_ours = set(), set()
        for _, i, j in sorted(pairs):
            if i not in taken_wanted and j not in taken_ours:
                taken_wanted.add(i)
                taken_ours.add(j)
                family += wanted[i]["family"] == ours[j]["term"]["family"]
        right, given, asked = right + len(taken_ours), given + len(ours), asked + len(wanted)
        if options.show:
            print(article["id"])
            for i, want in enumerate(wanted):
                print(" ", "+" if i in taken_wanted else "-", "gold", want["actor"], want["stance"],
                      want["family"], "|", " ".join(s["quote"] for s in want["span"]))
            for j, have in enumerate(ours):
                print(" ", "+" if j in taken_ours else "-", "ours", have["actor"], have["stance"],
                      have["term"]["family"], "|", have["quote"])
    print(f"actor_stance.p {right / max(given, 1):.4f} {given}")
    print(f"actor_stance.r {right / max(asked, 1):.4f} {asked}")
    print(f"family {family / max(right, 1):.4f} {right}")


main()
