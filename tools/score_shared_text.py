#!/usr/bin/env python3
"""How often a pair of articles that share text is told rightly as a copy or as a shared quotation.

The pairs and their marks are benchmarks/shared_text_marks.tsv; the articles are those of the pair
file of dup-allsides-silver. Links of kind copy_of, revision_of and shares_passages count as copy,
shares_quotation and an origin in common as quotation, nothing as an error.
"""
import argparse
import gzip
import json
import pathlib
import subprocess
import tempfile

MARKS = pathlib.Path(__file__).resolve().parent.parent / "benchmarks" / "shared_text_marks.tsv"


def rows_of(parley, record, kind):
    out = subprocess.run([parley, "export", "--record", record, "--type", kind],
                         capture_output=True, text=True, check=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def told_of(links, origins):
    """Pair of article ids -> copy or quotation."""
    told = {}
    for origin in origins:
        articles = sorted({member["article"] for member in origin["members"]})
        for i, a in enumerate(articles):
            for b in articles[:i]:
                told[frozenset((a, b))] = "quotation"
    for link in links:
        pair = frozenset((link["a"], link["b"]))
        if link["kind"] in ("copy_of", "revision_of", "shares_passages"):
            told[pair] = "copy"
        elif link["kind"] == "shares_quotation":
            told.setdefault(pair, "quotation")
    return told


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pairs", help="cross_outlet_pairs.jsonl.gz")
    parser.add_argument("--parley", default="build/release/parley")
    args = parser.parse_args()
    articles = {}
    with gzip.open(args.pairs, "rt") as lines:
        for line in lines:
            row = json.loads(line)
            for side in (row["a"], row["b"]):
                articles[side["ID"]] = {"id": side["ID"], "date": side["date"],
                                        "outlet": side["source"], "url": side["url"],
                                        "title": side["title"],
                                        "text": side.get("content") or side.get("text")}
    with tempfile.TemporaryDirectory() as folder:
        record = folder + "/pairs.parley"
        source = pathlib.Path(folder) / "pairs.jsonl"
        source.write_text("".join(json.dumps(a) + "\n" for a in articles.values()))
        subprocess.run([args.parley, "read", str(source), "--record", record, "--quiet"],
                       check=True, capture_output=True)
        told = told_of(rows_of(args.parley, record, "links"),
                       rows_of(args.parley, record, "origins"))
    right = {"copy": 0, "quotation": 0}
    asked = {"copy": 0, "quotation": 0}
    for line in MARKS.read_text().splitlines():
        if line.startswith("#"):
            continue
        a, b, mark = line.split("\t")
        asked[mark] += 1
        right[mark] += told.get(frozenset((a, b))) == mark
    for mark in asked:
        print(f"{mark:12} {right[mark] / asked[mark]:.3f} {asked[mark]}")
    print(f"{'right':12} {sum(right.values()) / sum(asked.values()):.3f} {sum(asked.values())}")


if __name__ == "__main__":
    main()
