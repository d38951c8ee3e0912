#!/usr/bin/env python3
"""Writes what the trained network, as PyTorch runs it, says of the fixture reports; a test holds the
C++ network against it: expect.py DATA CHECKPOINT.pt FEATURISE REPORTS.jsonl OUT.tsv
One line a token: report, number, UPOS, XPOS, head (-1: root), relation, lemma rule, best name label and
best role label without regard to the labels beside it."""
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import torch
import torch.nn.functional as F

from net import Reader

data, checkpoint, featurise, reports, out = sys.argv[1:]
data = pathlib.Path(data)
labels = json.loads((data / "labels.json").read_text())
vocabulary = (data / "vocabulary.txt").read_text(encoding="utf-8", errors="surrogateescape").split("\n")
number_of = {form: i for i, form in enumerate(vocabulary)}
reader = Reader(len(vocabulary), labels)
reader.load_state_dict(torch.load(checkpoint)["reader"])
reader.eval()
with tempfile.TemporaryDirectory() as folder:
    subprocess.run([featurise, folder], stdin=open(reports, "rb"), check=True)
    folder = pathlib.Path(folder)
    forms = [line.split("\t", 1)[0] for line in (folder / "types.txt").read_text(encoding="utf-8").split("\n")[:-1]]
    hashes = np.fromfile(folder / "types.u16", dtype=np.uint16).reshape(-1, 4).astype(np.int64)
    tokens = np.fromfile(folder / "tokens.u32", dtype=np.uint32)
    flags = np.fromfile(folder / "flags.u8", dtype=np.uint8).astype(np.int64)
    docs = np.fromfile(folder / "docs.u64", dtype=np.uint64).astype(int)
    ids = (folder / "ids.txt").read_text().split()
types = np.concatenate([np.array([[number_of.get(form, 0)] for form in forms]), hashes], 1)
lines = ["# Made by training/language/expect.py. Do not edit."]
with torch.no_grad():
    for name, first, last in zip(ids, docs[:-1], docs[1:]):
        assert last - first <= 256, "a fixture report must fit one stretch"
        features = torch.from_numpy(types[tokens[first:last]])[None]
        place = torch.from_numpy(flags[first:last])[None]
        lengths = torch.tensor([last - first], dtype=torch.int32)
        x = reader.encoder(features, place, lengths)
        number = (place & 1).cumsum(1)
        same = (number[:, :, None] == number[:, None, :]) & ~torch.eye(last - first, dtype=torch.bool)[None]
        arcs = reader.heads.arcs(x).masked_fill(~F.pad(same, (0, 1), value=True), -1e4)
        head = arcs.argmax(-1)
        rel = reader.heads.rels(x, head).argmax(-1)[0]
        best = {key: layer(x).argmax(-1)[0] for key, layer in reader.heads.flat.items()}
        best["names"] = reader.heads.names(x, lengths).argmax(-1)[0]
        for t in range(last - first):
            h = int(head[0, t])
            lines.append("\t".join([name, str(t), labels["upos"][best["upos"][t]], labels["xpos"][best["xpos"][t]],
                                    str(-1 if h == last - first else h), labels["deprel"][rel[t]],
                                    labels["lemma"][best["lemma"][t]], labels["names"][best["names"][t]],
                                    labels["roles"][best["roles"][t]]]))
pathlib.Path(out).write_text("\n".join(lines) + "\n", encoding="utf-8")
print(len(lines) - 1, "tokens")
