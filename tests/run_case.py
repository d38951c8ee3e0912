#!/usr/bin/env python3
"""Runs one .case file: run_case.py PARLEY FILE.case

A case is an invented report and what Parley must find in it:

  # comment
  article   Example Wire, 2025-03-14          outlet and publication date; both may be left out
    The mediator said at least 50 detainees would go home first.
  figure    [at least 50]                     a figure with these words, and below it its fields
    value 50    bound at_least    population detainees    claimed-by The mediator
  time      [Monday]
    value 2025-03-10    resolved 2025-03-10
  said      [reported that]                   a statement, by the words of its cue
    source Ana Velm    content talks went on    channel Example Wire cites
  name      [Port Alma]
    type LOC
  role      [Norway]                          a role, by the actor
    role mediator
  called    [the former director]             a phrase without a name that an actor is called by
    actor Ana Velm
  no-figure | no-time | no-event | no-position | no-said | no-name | no-role | no-called
  only figure                                 every figure found is named in the case

Fields stand two spaces apart; `null` is null. Fields that are objects compare their words.
The format is described in docs/formats/case.md."""
import json
import re
import subprocess
import sys

LAYERS = {"figure": "figures", "time": "times", "event": "events", "position": "positions",
          "said": "statements", "name": "names", "role": "roles", "called": "called"}


def parse(path):
    case = {"outlet": None, "published": None, "text": [], "wants": [], "none": [], "only": []}
    block = None
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.rstrip("\n")
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("  "):
            if block is None:
                raise SystemExit(f"{path}:{number}: indented line without a head")
            if block == "article":
                case["text"].append(line.strip())
            else:
                for field in re.split(r"\s{2,}", line.strip()):
                    key, _, value = field.partition(" ")
                    block["fields"][key] = value
            continue
        head, _, rest = line.partition(" ")
        rest = rest.strip()
        if head == "article":
            block = "article"
            outlet, _, date = rest.rpartition(", ")
            case["outlet"], case["published"] = (outlet, date) if outlet else (None, rest or None)
        elif head in LAYERS:
            block = {"kind": head, "quote": rest.strip("[]"), "fields": {}, "line": number}
            case["wants"].append(block)
        elif head.startswith("no-"):
            case["none"].append(head[3:])
        elif head == "only":
            case["only"].append(rest)
        else:
            raise SystemExit(f"{path}:{number}: unknown word {head!r}")
    return case


def quote(part):
    return (part or {}).get("quote") if isinstance(part, dict) else part


def words_of(row, kind):
    if kind == "said":
        return quote(row.get("cue"))
    return row.get("actor") if kind == "role" else row.get("quote")


def value_of(row, key, result):
    if "source" in row:  # a statement
        if key in ("actor", "kind", "affiliation", "count"):
            return row["source"][key]
        if key == "channel":
            return "; ".join(f"{c['quote']} {c['relation']}" for c in row["channel"]) or None
        if key == "force":
            return row["cue"]["force"]
    if "plover" in row:  # an event
        if key == "plover":
            return row["plover"]["event"]
        if key in ("actors", "recipients"):
            return "; ".join(party["quote"] for party in row[key]) or None
    if "stance" in row:  # a position
        exchange = row["exchange"] or {}
        if key in ("family", "term"):
            return row["term"]["quote" if key == "term" else "family"]
        if key in ("relation", "other"):
            return exchange.get("relation") if key == "relation" else quote(exchange.get("other"))
    if key == "claimed-by":
        said = {s["id"]: s for s in result["statements"]}.get(row.get("statement"))
        return quote(said["source"]) if said else "outlet"
    if key == "part-of":
        return {f["id"]: f["quote"] for f in result["figures"]}.get(row.get("part_of"))
    found = row.get(key.replace("-", "_"))
    return found.get("value", quote(found)) if isinstance(found, dict) else found


def same(found, wanted):
    if wanted == "null":
        return found is None
    if isinstance(found, bool):
        return str(found).lower() == wanted
    if isinstance(found, (int, float)):
        return abs(found - float(wanted)) < 1e-9
    return found == wanted


def main(parley, path):
    case = parse(path)
    row = {"id": "case", "text": "\n\n".join(case["text"])}
    row |= {k: case[k] for k in ("outlet", "published") if case[k]}
    run = subprocess.run([parley, "annotate", "--as-is", "--input", "jsonl", "-"],
                         input=json.dumps(row), capture_output=True, text=True, check=False)
    if run.returncode != 0:
        raise SystemExit(f"{path}: parley annotate failed: {run.stderr}")
    result = json.loads(run.stdout)
    result["called"] = [phrase | {"actor": entity["name"]} for entity in result["entities"]
                        for phrase in entity["descriptions"]]
    faults = []
    for want in case["wants"]:
        rows = [r for r in result[LAYERS[want["kind"]]] if words_of(r, want["kind"]) == want["quote"]]
        if not rows:
            faults.append(f"{want['line']}: no {want['kind']} [{want['quote']}]")
            continue
        # The row that fits best answers: two cues may have the same words.
        def wrong(row):
            found = {key: value_of(row, key, result) for key in want["fields"]}
            return [f"{want['line']}: [{want['quote']}] {key}: {found[key]!r}, not {wanted!r}"
                    for key, wanted in want["fields"].items() if not same(found[key], wanted)]
        faults += min((wrong(r) for r in rows), key=len)
    for kind in case["none"]:
        for r in result[LAYERS[kind]]:
            faults.append(f"{kind} [{words_of(r, kind)}] should not be there")
    for kind in case["only"]:
        named = {w["quote"] for w in case["wants"] if w["kind"] == kind}
        for r in result[LAYERS[kind]]:
            if words_of(r, kind) not in named:
                faults.append(f"{kind} [{words_of(r, kind)}] is not named in the case")
    for fault in faults:
        print(f"{path}:{fault}")
    sys.exit(bool(faults))


main(sys.argv[1], sys.argv[2])
