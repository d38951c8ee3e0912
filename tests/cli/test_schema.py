#!/usr/bin/env python3
"""Checks real output against docs/schema: test_schema.py PARLEY

Needs Debian's python3-jsonschema. Besides, every field that is printed must stand in its schema."""
import json
import pathlib
import subprocess
import sys
import tempfile

from jsonschema import Draft202012Validator

PARLEY = sys.argv[1]
ROOT = pathlib.Path(__file__).resolve().parents[2]


def rows(*args):
    done = subprocess.run([PARLEY, *map(str, args)], capture_output=True, check=True)
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def unknown_fields(value, schema, path):
    """Places of `value` that `schema` does not name."""
    for option in schema.get("anyOf", []):
        if option.get("type") != "null" and value is not None:
            yield from unknown_fields(value, option, path)
    if isinstance(value, dict) and "properties" in schema:
        for key, part in value.items():
            if key in schema["properties"]:
                yield from unknown_fields(part, schema["properties"][key], f"{path}.{key}")
            else:
                yield f"{path}.{key}"
    if isinstance(value, list) and "items" in schema:
        for part in value:
            yield from unknown_fields(part, schema["items"], path + "[]")


def check(name, values):
    schema = json.loads((ROOT / "docs" / "schema" / f"{name}.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    bad = 0
    for value in values:
        for error in validator.iter_errors(value):
            print(f"{name}: {error.json_path}: {error.message[:200]}")
            bad += 1
        for path in unknown_fields(value, schema, name):
            print(f"{path}: not in the schema")
            bad += 1
    print(f"{name}: {len(values)} objects, {bad} faults")
    return bad


faults = check("annotate", rows("annotate", ROOT / "examples"))
with tempfile.TemporaryDirectory() as folder:
    record = pathlib.Path(folder) / "talks.parley"
    subprocess.run([PARLEY, "read", "-q", str(ROOT / "examples"), "--record", str(record)], check=True)
    for kind in ("actors articles commitments events exchanges figures links origins positions processes "
                 "series states statements timeline").split():
        faults += check(kind, rows("export", "--record", record, "--type", kind))
    faults += check("changes", rows("changes", "--since", "2025-03-14", "--record", record))
    faults += check("compare", rows("compare", "Example Wire", "Coast Radio", "--record", record))
    actor = rows("export", "--record", record, "--type", "actors")[0]["id"]
    figure = rows("export", "--record", record, "--type", "figures")[0]["id"]
    faults += check("preview", rows("correct", "set", figure, "bound", "about", "--dry-run",
                                    "--record", record))
    for words in (["note", actor, "ask them"], ["set", figure, "value", "7.5"]):
        faults += check("decisions", rows("correct", *words, "--record", record))
sys.exit(bool(faults))
