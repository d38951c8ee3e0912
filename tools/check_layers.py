#!/usr/bin/env python3
"""Checks that every module includes only itself and modules that come before it."""
import pathlib
import re
import sys

ORDER = ("base text charset archive model markup feeds net intake analysis times actors statements figures events lineage record "
         "search story views engine server cli").split()
ROOT = pathlib.Path(__file__).resolve().parent.parent / "src" / "parley"
# Who may open a connection: net asks others, server answers this machine.
SOCKETS = re.compile(r'#include <(curl/|sys/socket\.h|netinet/|netdb\.h|boost/asio|boost/beast)')
MAY_CONNECT = {"net", "server"}
INCLUDE = re.compile(r'#include "parley/(\w+)/')

bad = []
for path in sorted(ROOT.rglob("*.[hc]*")):
    here = path.relative_to(ROOT).parts[0]
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if SOCKETS.match(line) and here not in MAY_CONNECT:
            bad.append(f"{path.relative_to(ROOT.parent)}:{number}: {here} must not open a connection")
        match = INCLUDE.match(line)
        if match and ORDER.index(match[1]) > ORDER.index(here):
            bad.append(f"{path.relative_to(ROOT.parent)}:{number}: {here} must not include {match[1]}")
print("\n".join(bad) or "layers: ok")
sys.exit(bool(bad))
