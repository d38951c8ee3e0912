#!/usr/bin/env python3
"""Compares the record of the example reports with what a reader expects: test_example.py PARLEY

ferry-strike.expected.json is written by hand from the reports. Every expected row must be found,
no forbidden row may be. Rows under `not_yet` are reported only: what a reader finds and the program
does not. Standard library only."""
import json
import pathlib
import subprocess
import sys
import tempfile

PARLEY = sys.argv[1]
ROOT = pathlib.Path(__file__).resolve().parents[2]
EXPECTED = json.loads((pathlib.Path(__file__).parent / "ferry-strike.expected.json").read_text())


def parley(*args):
    return subprocess.run([PARLEY, *map(str, args)], capture_output=True, check=True).stdout.decode()


class Story:
    """The exported rows, and a function for each section of the expected file."""

    def __init__(self, record):
        self.rows = {}
        for kind in ("articles", "actors", "origins", "statements", "figures", "series",
                     "positions", "links"):
            text = parley("export", "--record", record, "--type", kind)
            self.rows[kind] = [json.loads(line) for line in text.splitlines()]
        self.report = {}
        for row in self.rows["articles"]:
            path = pathlib.Path(row["input"])
            self.report[row["id"]] = path.name if path.suffix == ".txt" else row["id"]
        self.by_id = {row["id"]: row for row in self.rows["statements"]}
        self.figure = {row["id"]: row for row in self.rows["figures"]}
        self.actor = {row["id"]: row for row in self.rows["actors"]}

    def names_of(self, actor_id, fallback):
        names = [fallback or ""]
        if actor_id in self.actor:
            names += [self.actor[actor_id]["name"]]
            names += [name["name"] for name in self.actor[actor_id]["names"]]
        return names

    def is_called(self, wanted, actor_id, *words):
        """True where one of an actor's names, or the words themselves, hold the wanted name."""
        return any(wanted.lower() in name.lower()
                   for word in words for name in self.names_of(actor_id, word))

    def has_actors(self, want):
        return any(set(want["names"]) <= {name["name"] for name in row["names"]}
                   and set(want.get("roles", [])) <= {role["role"] for role in row["roles"]}
                   for row in self.rows["actors"])

    def has_different_actors(self, want):
        return not any(set(want) <= {name["name"] for name in row["names"]}
                       for row in self.rows["actors"])

    def has_roles(self, want):
        return any(self.is_called(want["actor"], row["id"], row["name"])
                   and want["role"] in [role["role"] for role in row["roles"]]
                   for row in self.rows["actors"])

    def has_copies(self, want):
        return any(row["kind"] == "copy_of" and [self.report[row["a"]], self.report[row["b"]]] == want
                   for row in self.rows["links"])

    def said(self, origin):
        return [self.by_id[member["statement"]]["content"]["quote"] or ""
                for member in origin["members"]]

    def has_one_origin(self, want):
        return any(self.is_called(want["speaker"], row["speaker_id"], row["speaker"] or "")
                   and set(want["reports"]) <= {self.report[m["article"]] for m in row["members"]}
                   and any(want["words"] in said for said in self.said(row))
                   for row in self.rows["origins"])

    def has_different_origins(self, want):
        return not any(all(any(words in said for said in self.said(row)) for words in want)
                       for row in self.rows["origins"])

    def has_statements(self, want):
        for row in self.rows["statements"]:
            source = row["source"]
            if (self.report[row["article"]] == want["report"]
                    and self.is_called(want["speaker"], row["actor_id"], source["quote"] or "",
                                       source["actor"] or "")
                    and want["said"].lower() in (row["content"]["quote"] or "").lower()
                    and want.get("force", row["cue"]["force"]) == row["cue"]["force"]
                    and want.get("kind", source["kind"]) == source["kind"]
                    and want.get("act", row["act"]) == row["act"]
                    and ("channel" not in want
                         or any(want["channel"] in (channel["quote"] or "")
                                for channel in row["channel"]))):
                return True
        return False

    def has_figures(self, want):
        for row in self.rows["figures"]:
            total = self.figure.get(row["part_of"] or "")
            if (self.report[row["article"]] == want["report"] and row["quote"] == want["quote"]
                    and row["bound"] == want["bound"]
                    and self.is_called(want["claimant"], row["claimant_id"], row["claimant"] or "")
                    and ("part_of" not in want
                         or (total is not None and total["quote"] == want["part_of"]))):
                return True
        return False

    def has_conflicts(self, want):
        return any({self.figure[row["a"]]["quote"], self.figure[row["b"]]["quote"]} == set(want)
                   for row in self.rows["links"] if row["kind"] == "conflicts_with")

    def has_positions(self, want):
        for row in self.rows["positions"]:
            condition = ((row["exchange"] or {}).get("other") or {}).get("quote") or ""
            if (self.report[row["article"]] == want["report"] and row["stance"] == want["stance"]
                    and self.is_called(want["actor"], row["actor_id"], row["actor"] or "")
                    and want["words"] in row["quote"]
                    and want.get("condition", "") in condition):
                return True
        return False

    def has_blocks(self, want):
        path = ROOT / "examples" / "ferry-strike" / want["report"]
        row = json.loads(parley("annotate", "--layers", "blocks", path))
        text = row["text"].encode()
        return any(want["words"] in text[block["start"]:block["end"]].decode()
                   and block["role"] in want["roles"] for block in row["blocks"])


with tempfile.TemporaryDirectory() as folder:
    record = pathlib.Path(folder) / "example.parley"
    parley("read", "-q", ROOT / "examples" / "ferry-strike", "--record", record)
    story = Story(record)

faults = 0
for section, rows in EXPECTED.items():
    if section in ("about", "forbidden", "not_yet"):
        continue
    missing = [row for row in rows if not getattr(story, "has_" + section)(row)]
    print(f"{section}: {len(rows) - len(missing)} of {len(rows)} found")
    for row in missing:
        print("  missing:", json.dumps(row))
    faults += len(missing)
for section, rows in EXPECTED["forbidden"].items():
    for row in rows:
        if getattr(story, "has_" + section)(row):
            print(f"forbidden {section}:", json.dumps(row))
            faults += 1
for section, rows in EXPECTED["not_yet"].items():
    for row in rows:
        if getattr(story, "has_" + section)(row):
            print(f"found now, move it up from not_yet: {section}", json.dumps(row))
        else:
            print(f"not yet {section}:", json.dumps(row))
sys.exit(bool(faults))
