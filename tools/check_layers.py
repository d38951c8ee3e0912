#!/usr/bin/env python3
"""Checks that every module includes only itself and modules that come before it."""
import pathlib
import re
import sys

ORDER = ("base text charset archive model markup feeds intake analysis times actors statements figures events lineage record "
         "search story views engine server cli").split()
ROOT = pathlib.Path(__file__).resolve().parent.parent / "src" / "parley"
INCLUDE = re.compile(r'#include "parley/(\w+)/')

bad = []
for path in sorted(ROOT.rglob("*.[hc]*")):
    here = path.relative_to(ROOT).parts[0]
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = INCLUDE.match(line)
        if match and ORDER.index(match[1]) > ORDER.index(here):
            bad.append(f"{path.relative_to(ROOT.parent)}:{number}: {here} must not include {match[1]}")
print("\n".join(bad) or "layers: ok")
sys.exit(bool(bad))
