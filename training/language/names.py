#!/usr/bin/env python3
"""Trains what only names have, over an encoder that stays as it is: names.py DATA WORK [options]

DATA is what prepare.py wrote, WORK keeps the checkpoints. Starts from WORK/--start.pt, a whole model,
and writes it to WORK/--model.pt with other weights for names and the same for all else. The encoder
reads the corpora a few times with words hidden and units dropped; those readings are kept, so that an
epoch costs little. One thread.
"""
import argparse
import json
import pathlib

import numpy as np
import torch

from net import CrfLoss, Reader, illegal_steps, legal_names, name_bits, name_loss, viterbi

LENGTH = 256            # tokens of a chunk
READINGS = 3            # of the training corpora
HIDDEN_SHARE = 0.15     # of the words in a reading
ROWS = 32               # chunks a step
RATE = 2e-3
DROPOUT = 0.25

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("data", type=pathlib.Path)
parser.add_argument("work", type=pathlib.Path)
parser.add_argument("--start", default="learn")
parser.add_argument("--model", default="names")
parser.add_argument("--epochs", type=int, default=12)
parser.add_argument("--seed", type=int, default=1)
args = parser.parse_args()

torch.set_num_threads(1)
torch.manual_seed(args.seed)
rng = np.random.default_rng(args.seed)
label_sets = json.loads((args.data / "labels.json").read_text())
labels = label_sets["names"]
types = torch.from_numpy(np.load(args.data / "types.npy").astype(np.int64))
vocabulary = (args.data / "vocabulary.txt").read_text(encoding="utf-8", errors="surrogateescape").split("\n")
steps, first_steps = illegal_steps(labels)


def chunks_of(corpus, even):
    """Whole sentences, at most LENGTH tokens; where not even, a document's first chunk is shorter."""
    chunks = []
    for first, last in zip(corpus["docs"][:-1].tolist(), corpus["docs"][1:].tolist()):
        starts = np.flatnonzero(corpus["flags"][first:last] & 1) + first
        begin = end = first
        room = LENGTH if even else int(rng.integers(40, LENGTH))
        for bound in [*starts[1:].tolist(), last]:
            while bound - begin > room:
                stop = end if end > begin else min(begin + room, bound)
                chunks.append((begin, stop))
                begin = end = stop
                room = LENGTH
            end = bound
        if end > begin:
            chunks.append((begin, end))
    return chunks


def packed(chunks):
    """Places of the tokens [B, T], which of them count, and the lengths."""
    width = max(end - begin for begin, end in chunks)
    index = np.zeros((len(chunks), width), dtype=np.int64)
    valid = np.zeros((len(chunks), width), dtype=bool)
    for row, (begin, end) in enumerate(chunks):
        index[row, :end - begin] = np.arange(begin, end)
        valid[row, :end - begin] = True
    return index, valid, torch.from_numpy(valid.sum(1).astype(np.int32))


@torch.no_grad()
def read(encoder, corpus, chunks, hide):
    """The encoder's rows of all tokens, in half precision."""
    encoder.train(hide > 0)
    rows = np.zeros((len(corpus["tokens"]), encoder.width), dtype=np.float16)
    order = sorted(range(len(chunks)), key=lambda i: chunks[i][1] - chunks[i][0])
    for start in range(0, len(order), ROWS):
        index, valid, lengths = packed([chunks[i] for i in order[start:start + ROWS]])
        features = types[torch.from_numpy(corpus["tokens"][index].astype(np.int64))]
        gone = torch.rand(features.shape[:2]) < hide
        features = torch.where(gone[..., None] & (torch.arange(5) < 2), 0, features)
        flags = torch.from_numpy(np.where(valid, corpus["flags"][index], 0).astype(np.int64))
        rows[index[valid]] = encoder(features, flags, lengths).numpy()[valid]
    return rows


def spans_of(path):
    found, start, kind = set(), None, None
    for i, label in enumerate([*path, 0]):
        text = labels[label]
        if start is not None and text != "I-" + kind:
            found.add((start, i, kind))
            start = None
        if text.startswith("B-"):
            start, kind = i, text[2:]
    return found


@torch.no_grad()
def score(heads, part, corpus, chunks, rows):
    """F1 of spans with their types, on our tokens."""
    heads.eval()
    best_steps = (heads.transitions["names"] + steps).numpy()
    hit = found = asked = 0
    for start in range(0, len(chunks), ROWS):
        index, _, lengths = packed(chunks[start:start + ROWS])
        scores = heads.names(torch.from_numpy(rows[index].astype(np.float32)), lengths).numpy()
        gold = name_bits(torch.from_numpy(corpus["names"][index].astype(np.int64)), labels).argmax(-1).numpy()
        for row, length in enumerate(lengths.tolist()):
            a = spans_of(gold[row, :length])
            b = spans_of(viterbi(scores[row, :length], best_steps, first_steps.numpy()))
            if part == "uner_dev":
                b = {(s, e, "LOC" if k == "FAC" else k) for s, e, k in b if k not in ("NORP", "EVENT", "MISC")}
            hit, found, asked = hit + len(a & b), found + len(b), asked + len(a)
    heads.train()
    return f"{part} {200 * hit / max(found + asked, 1):.2f}"


def main():
    reader = Reader(len(vocabulary), label_sets)
    state = torch.load(args.work / f"{args.start}.pt")["reader"]
    fresh, unknown = reader.load_state_dict(state, strict=False)
    assert not unknown and all(key.startswith("heads.names_") for key in fresh), (fresh, unknown)
    heads = reader.heads
    heads.dropout.p = DROPOUT
    corpora = {part: dict(np.load(args.data / f"{part}.npz")) for part in ("names_train", "worldwide_dev", "uner_dev")}
    dev = {}
    for part in ("worldwide_dev", "uner_dev"):
        chunks = chunks_of(corpora[part], True)
        dev[part] = chunks, read(reader.encoder, corpora[part], chunks, 0.0)
    corpus = corpora["names_train"]
    readings = []
    for number in range(READINGS):
        chunks = chunks_of(corpus, number == 0)
        readings.append((chunks, read(reader.encoder, corpus, chunks, HIDDEN_SHARE)))
    own = {key: value for key, value in heads.named_parameters()
           if key.startswith(("names_", "flat.names.", "transitions.names"))}
    average = {key: value.detach().clone() for key, value in own.items()}
    optimiser = torch.optim.AdamW(own.values(), lr=RATE, betas=(0.9, 0.98), weight_decay=0.01)
    total = args.epochs * (len(readings[0][0]) // ROWS + 1)
    number = 0
    for epoch in range(args.epochs):
        chunks, rows = readings[epoch % READINGS]
        order = rng.permutation(len(chunks))
        losses = []
        for start in range(0, len(order), ROWS):
            index, valid, lengths = packed([chunks[i] for i in order[start:start + ROWS]])
            scores = heads.names(heads.dropout(torch.from_numpy(rows[index].astype(np.float32))), lengths)
            bits = name_bits(torch.from_numpy(np.where(valid, corpus["names"][index], 0).astype(np.int64)), labels)
            best = legal_names(scores.detach().masked_fill(bits == 0, -1e4).argmax(-1), bits, labels)
            loss = 0.5 * name_loss(scores, bits, torch.from_numpy(valid)) + CrfLoss.apply(
                scores, heads.transitions["names"] + steps, first_steps, best, lengths)
            for group in optimiser.param_groups:
                group["lr"] = RATE * min(1.0, (number + 1) / 50) * max(0.01, 1 - number / total)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            number += 1
            losses.append(loss.item())
            with torch.no_grad():
                for key, value in own.items():
                    average[key].lerp_(value, 1 - min(0.99, number / (number + 20)))
        live = {key: value.detach().clone() for key, value in own.items()}
        heads.load_state_dict({**heads.state_dict(), **average})
        print(f"epoch {epoch + 1} loss {np.mean(losses):.4f}",
              *(score(heads, part, corpora[part], *kept) for part, kept in dev.items()), flush=True)
        if epoch + 1 < args.epochs:
            heads.load_state_dict({**heads.state_dict(), **live})
    torch.save({"reader": reader.state_dict()}, args.work / f"{args.model}.pt")


main()
