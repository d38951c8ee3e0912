#!/usr/bin/env python3
"""Writes a trained checkpoint as the model file that parley maps: export.py DATA CHECKPOINT.pt OUT.parley-model
[CARD.json]. CARD.json (corpora, licences, scores) goes into the header as it stands. The layout is
told in src/parley/model/weights.h."""
import hashlib
import json
import pathlib
import struct
import sys

import numpy as np
import torch

ALIGNMENT = 64

data, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[3])
state = {key: value.numpy() for key, value in torch.load(sys.argv[2])["reader"].items()}
labels = json.loads((data / "labels.json").read_text())
vocabulary = (data / "vocabulary.txt").read_bytes().split(b"\n")
arrays = {}


def quantised(name, rows, part):
    scale = np.abs(rows).max(1) / 127
    arrays[f"{name}.{part}"] = np.clip(np.round(rows / np.maximum(scale, 1e-12)[:, None]), -127, 127).astype(np.int8)
    arrays[f"{name}.scale"] = scale.astype(np.float32)


def matrix(name, weight, bias=None):
    quantised(name, weight, "weight")
    arrays[f"{name}.bias"] = (np.zeros(len(weight)) if bias is None else bias).astype(np.float32)


def linear(name, key):
    matrix(name, state[f"{key}.weight"], state.get(f"{key}.bias"))


encoder = "encoder."
widths = {}
for name, key in (("word", "word"), ("form", "rest.0"), ("prefix", "rest.1"), ("suffix", "rest.2"),
                  ("shape", "rest.3"), ("flag", "flag")):
    rows = state[f"{encoder}{key}.weight"]
    widths[name] = rows.shape[1]
    quantised(f"table.{name}", rows, "rows")
linear("into", encoder + "into")
linear("window", encoder + "window")
for mine, theirs in (("first", "first"), ("second", "second")):
    arrays[f"{mine}.gain"] = state[f"{encoder}{theirs}.weight"]
    arrays[f"{mine}.shift"] = state[f"{encoder}{theirs}.bias"]
layers = 0
while f"{encoder}layers.{layers}.project.weight" in state:
    linear(f"layer{layers}", f"{encoder}layers.{layers}.project")
    arrays[f"layer{layers}.vectors"] = state[f"{encoder}layers.{layers}.vectors"]
    layers += 1
pieces, biases = [], []
flat = 0
for key in ("upos", "xpos", "lemma", "names", "roles"):
    pieces.append(state[f"heads.flat.{key}.weight"])
    biases.append(state[f"heads.flat.{key}.bias"])
    flat += len(pieces[-1])
padding = -flat % 16
pieces.append(np.zeros((padding, pieces[0].shape[1]), dtype=np.float32))
biases.append(np.zeros(padding, dtype=np.float32))
for key in ("arc_dependent", "arc_head", "rel_dependent", "rel_head", "link_member", "link_cue"):
    pieces.append(state[f"heads.{key}.weight"])
    biases.append(state[f"heads.{key}.bias"])
matrix("heads", np.concatenate(pieces), np.concatenate(biases))
linear("names_into", "heads.names_into")
linear("names_layer", "heads.names_layer.project")
arrays["names_layer.vectors"] = state["heads.names_layer.vectors"]
linear("names_out", "heads.names_out")
matrix("arc_pair", state["heads.arc_pair"].T)
matrix("link_pair", state["heads.link_pair"].T)
linear("rel", "heads.rel")
for mine, theirs in (("arc_bias", "arc_bias.weight"), ("arc_bias.bias", "arc_bias.bias"), ("root", "root"),
                     ("rel_root", "rel_root"), ("link_distance", "link_distance.weight"),
                     ("link_none", "link_none.weight"), ("link_none.bias", "link_none.bias"),
                     ("transitions.names", "transitions.names"), ("transitions.roles", "transitions.roles")):
    arrays[mine] = state[f"heads.{theirs}"].reshape(-1)
arrays["vocabulary"] = np.frombuffer(b"\n".join(vocabulary), dtype=np.int8)

header = {"labels": labels,
          "sizes": {**widths, "narrow": state[encoder + "into.weight"].shape[0],
                    "size": state[encoder + "window.weight"].shape[0] // 2, "layers": layers,
                    "arc": len(state["heads.root"]), "rel": len(state["heads.rel_root"]),
                    "link": state["heads.link_pair"].shape[0],
                    "names": state["heads.names_layer.vectors"].shape[-1]},
          "card": json.loads(pathlib.Path(sys.argv[4]).read_text()) if len(sys.argv) > 4 else {}, "arrays": {}}
arrays = {name: np.ascontiguousarray(array if array.dtype == np.int8 else array.astype(np.float32))
          for name, array in arrays.items()}


def lay_out(start):
    place = start
    for name, array in arrays.items():
        place += -place % ALIGNMENT
        header["arrays"][name] = {"type": "i8" if array.dtype == np.int8 else "f32", "offset": place,
                                  "count": int(array.size), "shape": list(array.shape)}
        place += array.nbytes
    return json.dumps(header, separators=(",", ":")).encode()


# Room for the header is fixed first, so that the places do not depend on its own length.
room = len(lay_out(10 ** 9)) + 64
text = lay_out(16 + room)
text += b" " * (room - len(text))
body = bytearray(b"PARLEYM\n" + struct.pack("<II", 2, room) + text)
for name, array in arrays.items():
    body += b"\0" * (header["arrays"][name]["offset"] - len(body))
    body += array.tobytes()
body += hashlib.sha256(body).digest()
out.write_bytes(body)
print(out, len(body), "bytes")
