#!/usr/bin/env python3
"""Scores the counts of killed and captured people on the ISAF press releases, vague plurals apart.

  tools/score_isaf.py $DATA/news/figures-isaf/isaf_dev.jsonl.gz --eval $EVAL [--parley PROGRAM]

The coders wrote a number for "several" (3) and "numerous" (4), also where they add it to a leader or
to an exact count. Figures keep such words vague, so these rows cannot come out equal. A row is set
apart where a vague word stands within 70 bytes behind or 50 bytes before a word for killing (for
capture) in one sentence. How a program's count is added up is `least` of score_quantities.py.

Prints `measure  right/asked  share` for each count with and without those rows, and for both counts
together. Python 3.11, standard library only.
"""
import argparse
import gzip
import json
import re
import subprocess
import sys

VAGUE = re.compile(r"\b(several|numerous|many|dozens|scores|multiple|a number of|some|few|various"
                   r"|handful|hundreds)\b", re.I)
DEEDS = {"min_killed": re.compile(r"\b(kill\w*|dead|died|deaths?|slain)\b", re.I),
         "min_captured": re.compile(r"\b(captur\w*|detain\w*|arrest\w*|custody)\b", re.I)}
MEASURES = {"min_killed": {"killed"},
            "min_captured": {"held", "arrested", "captured", "detained"}}


def is_vague(text, count):
    """A vague word stands beside a word for the deed."""
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        for deed in DEEDS[count].finditer(sentence):
            if VAGUE.search(sentence[max(0, deed.start() - 50):deed.end() + 70]):
                return True
    return False


def analyses(program, rows):
    """The program's figures of each row, by the row's number."""
    lines = "".join(json.dumps({"id": str(n), "text": row["text"]}) + "\n"
                    for n, row in enumerate(rows))
    done = subprocess.run([program, "annotate", "--as-is", "--quiet", "--input", "jsonl", "-"],
                          input=lines, capture_output=True, text=True, check=True)
    found = map(json.loads, filter(None, done.stdout.split("\n")))
    return {row["id"]: row.get("figures", []) for row in found}


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    parser.add_argument("--eval", required=True, help="folder of score_quantities.py")
    parser.add_argument("--parley", default="build/release/parley")
    options = parser.parse_args()
    sys.path.insert(0, options.eval)
    from score_quantities import least

    with gzip.open(options.data, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    figures = analyses(options.parley, rows)
    tally = {}
    for n, row in enumerate(rows):
        for count, measures in MEASURES.items():
            asked = row["gold"].get(count)
            if asked is None:
                continue
            right = least(figures[str(n)], measures)[0] == asked
            kind = "vague" if is_vague(row["text"], count) else "exact"
            for name in (f"{count}.{kind}", f"both.{kind}"):
                tally.setdefault(name, []).append(right)
    for name, results in sorted(tally.items()):
        print(f"{name:20} {sum(results)}/{len(results)}  {sum(results) / len(results):.3f}")


if __name__ == "__main__":
    main()
