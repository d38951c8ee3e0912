#!/usr/bin/env python3
"""Trains the language model: train.py STAGE DATA WORK [options]

DATA is what prepare.py wrote, WORK keeps the checkpoints. Stages, each bounded by --seconds of its
own process time and going on from its checkpoint where there is one:
  pretrain   the encoder learns from raw news by filling in hidden words
  learn      encoder and heads learn all labelled tasks at once
  score      prints the dev scores of checkpoint --model
One process uses one thread: run two stages or two seeds side by side rather than one with two.
"""
import argparse
import json
import lzma
import pathlib
import time

import numpy as np
import torch
import torch.nn.functional as F

from net import MASK_WORD, CrfLoss, Linear, Reader, illegal_steps, legal_names, name_bits, name_loss, viterbi

LENGTH = 256            # tokens of a chunk
RAW_LENGTH = 128
HIDDEN_SHARE = 0.2      # of the words, in pretraining
OUTPUT_FORMS = 8000     # forms that pretraining may be asked for
CHUNKS = {"polnear_train": 10, "ud_train": 4, "names_train": 7}  # a step
WEIGHTS = {"roles": 0.3, "roles_crf": 1.5, "link": 0.7, "names": 1.0, "names_crf": 0.5, "lemma": 0.3, "upos": 0.5,
           "xpos": 0.5, "arc": 1.0, "rel": 0.7}

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("stage", choices=["pretrain", "learn", "score"])
parser.add_argument("data", type=pathlib.Path)
parser.add_argument("work", type=pathlib.Path)
parser.add_argument("--seconds", type=float, default=1800)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--batch", type=int, default=48, help="raw texts a step")
parser.add_argument("--layers", type=int, default=4)
parser.add_argument("--size", type=int, default=128)
parser.add_argument("--rate", type=float, default=2.5e-3)
parser.add_argument("--start", default="pretrain", help="checkpoint whose encoder the learning begins with")
parser.add_argument("--model", default="learn")
args = parser.parse_args()

torch.set_num_threads(1)
torch.manual_seed(args.seed)
rng = np.random.default_rng(args.seed)
args.work.mkdir(parents=True, exist_ok=True)
labels = json.loads((args.data / "labels.json").read_text())
types = torch.from_numpy(np.load(args.data / "types.npy").astype(np.int64))
vocabulary_size = len((args.data / "vocabulary.txt").read_text(encoding="utf-8", errors="surrogateescape").split("\n"))
illegal = {key: illegal_steps(labels[key]) for key in ("names", "roles")}


def say(*parts):
    print(*parts, flush=True)


def load_array(name):
    path = args.data / f"{name}.npy"
    if path.exists():
        return np.load(path, mmap_mode="r")
    with lzma.open(args.data / f"{name}.npy.xz") as file:
        return np.load(file)


class Labelled:
    """The chunks of one corpus: whole sentences, at most LENGTH tokens, padded at the end."""

    KEYS = ("upos", "xpos", "lemma", "deprel", "head", "names", "roles", "links")

    def __init__(self, name, variants=1):
        corpus = np.load(args.data / f"{name}.npz")
        self.arrays = {key: corpus[key] for key in (*self.KEYS, "tokens", "flags") if key in corpus}
        flags = self.arrays["flags"]
        self.variants = []
        for variant in range(variants):
            chunks = []
            for first, last in zip(corpus["docs"][:-1], corpus["docs"][1:]):
                if first == last:
                    continue
                starts = np.flatnonzero(flags[first:last] & 1) + first
                begin, room = int(first), LENGTH if variant == 0 else int(rng.integers(40, LENGTH))
                end = begin
                for bound in [*starts[1:].tolist(), int(last)]:
                    while bound - begin > room:
                        stop = end if end > begin else min(begin + room, bound)
                        chunks.append((begin, stop))
                        begin = end = stop
                        room = LENGTH
                    end = bound
                if end > begin:
                    chunks.append((begin, end))
            self.variants.append(chunks)

    def pack(self, chunks):
        width = max(end - begin for begin, end in chunks)
        index = np.zeros((len(chunks), width), dtype=np.int64)
        valid = np.zeros((len(chunks), width), dtype=bool)
        for row, (begin, end) in enumerate(chunks):
            index[row, :end - begin] = np.arange(begin, end)
            valid[row, :end - begin] = True
        out = {"valid": valid, "index": index, "lengths": valid.sum(1).astype(np.int32)}
        begin = np.array([c[0] for c in chunks])[:, None]
        end = np.array([c[1] for c in chunks])[:, None]
        for key, array in self.arrays.items():
            values = array[index].astype(np.int64)
            if key in ("head", "links"):
                # `width` stands for the root, or for "no cue"; a head outside the chunk is not asked for.
                inside = (values >= begin) & (values < end)
                none = inside | (values < 0) if key == "head" else np.ones_like(inside)
                values = np.where(inside, values - begin, np.where(none, width, -1))
            out[key] = np.where(valid, values, 0 if key in ("names", "tokens", "flags") else -1)
        return {key: torch.from_numpy(value) for key, value in out.items()}

    def batches(self, size, shuffle=True):
        chunks = self.variants[int(rng.integers(len(self.variants)))]
        order = rng.permutation(len(chunks)) if shuffle else np.arange(len(chunks))
        for start in range(0, len(chunks), size):
            yield self.pack([chunks[i] for i in order[start:start + size]])

    def endless(self, size):
        while True:
            yield from self.batches(size)


def sentence_mask(flags, valid):
    """[B, T, T + 1]: true where a token may govern another: in its sentence, or the root."""
    number = (flags & 1).cumsum(1)
    same = (number[:, :, None] == number[:, None, :]) & valid[:, None, :]
    same = same & ~torch.eye(flags.shape[1], dtype=torch.bool)[None]
    return F.pad(same, (0, 1), value=True)


def hide_words(features, rate):
    """Word dropout: the word's own vectors are taken away, its affixes and shape stay."""
    gone = torch.rand(features.shape[:2]) < rate
    return torch.where(gone[..., None] & (torch.arange(5) < 2), 0, features)


def masked_ce(scores, gold):
    return F.cross_entropy(scores.flatten(0, -2), gold.flatten(), ignore_index=-1)


def crf(heads, key, scores, gold, lengths):
    steps, first = illegal[key]
    return CrfLoss.apply(scores, heads.transitions[key] + steps, first, gold, lengths)


def losses_of(heads, x, batch, task):
    losses = {}
    valid, lengths = batch["valid"], batch["lengths"]
    dropped = heads.dropout(x)
    if task == "ud_train":
        for key in ("upos", "xpos", "lemma"):
            losses[key] = masked_ce(heads.flat[key](dropped), batch[key])
        arcs = heads.arcs(dropped).masked_fill(~sentence_mask(batch["flags"], valid), -1e4)
        losses["arc"] = masked_ce(arcs, batch["head"])
        losses["rel"] = masked_ce(heads.rels(dropped, batch["head"].clamp(min=0)),
                                  torch.where(batch["head"] < 0, -1, batch["deprel"]))
    elif task == "names_train":
        scores = heads.names(dropped, lengths)
        bits = name_bits(batch["names"], labels["names"])
        losses["names"] = name_loss(scores, bits, valid)
        best = legal_names(scores.detach().masked_fill(bits == 0, -1e4).argmax(-1), bits, labels["names"])
        losses["names_crf"] = crf(heads, "names", scores, best, lengths)
    else:
        scores = heads.flat["roles"](dropped)
        losses["roles"] = masked_ce(scores, batch["roles"])
        gold = batch["roles"].clamp(min=0)
        begun = (gold[:, 0] > 0) & (gold[:, 0] % 2 == 0)  # the chunk begins inside a span
        gold[:, 0] -= begun.long()
        losses["roles_crf"] = crf(heads, "roles", scores, gold, lengths)
        width = valid.shape[1]
        links = heads.links(dropped)
        links = links.masked_fill(~F.pad(valid[:, None, :].expand(-1, width, -1), (0, 1), value=True), -1e4)
        losses["link"] = masked_ce(links, torch.where(batch["roles"] > 0, batch["links"], -1))
    return losses


# ------------------------------------------------------------------------------------------ scores


def spans_of(path, names):
    found = set()
    start, kind = None, None
    for i, label in enumerate([*path, 0]):
        text = names[label]
        if start is not None and not (text.startswith("I-") and text[2:] == kind):
            found.add((start, i, kind))
            start = None
        if text.startswith("B-"):
            start, kind = i, text[2:]
    return found


@torch.no_grad()
def score(reader):
    reader.eval()
    heads = reader.heads
    report = {}
    main_rel = sorted({label.split(":")[0] for label in labels["deprel"]})
    main_of = torch.tensor([main_rel.index(label.split(":")[0]) for label in labels["deprel"]])
    for part in ("polnear_dev", "ewt_dev", "gum_dev", "worldwide_dev", "uner_dev"):
        counts = {}

        def count(key, hit, found, asked):
            a, b, c = counts.get(key, (0, 0, 0))
            counts[key] = (a + hit, b + found, c + asked)

        for batch in Labelled(part).batches(32, shuffle=False):
            valid, lengths = batch["valid"], batch["lengths"]
            x = reader.encoder(types[batch["tokens"]], batch["flags"], lengths)
            if "upos" in batch:
                size = int(valid.sum())
                for key in ("upos", "xpos", "lemma"):
                    right = (heads.flat[key](x).argmax(-1) == batch[key]) & valid
                    count(key, int(right.sum()), size, size)
                head = heads.arcs(x).masked_fill(~sentence_mask(batch["flags"], valid), -1e4).argmax(-1)
                rel = heads.rels(x, head).argmax(-1)
                asked = valid & (batch["head"] >= 0)
                right = (head == batch["head"]) & asked
                count("uas", int(right.sum()), int(asked.sum()), int(asked.sum()))
                right = right & (main_of[rel] == main_of[batch["deprel"].clamp(min=0)])
                count("las", int(right.sum()), int(asked.sum()), int(asked.sum()))
            for key in ("names", "roles"):
                if key not in batch:
                    continue
                steps, first = illegal[key]
                steps = (heads.transitions[key] + steps).numpy()
                scores = (heads.names(x, lengths) if key == "names" else heads.flat[key](x)).numpy()
                gold = (name_bits(batch["names"], labels["names"]).argmax(-1) if key == "names" else batch["roles"].clamp(min=0)).numpy()
                for row, length in enumerate(lengths.tolist()):
                    a = spans_of(gold[row, :length], labels[key])
                    b = spans_of(viterbi(scores[row, :length], steps, first.numpy()), labels[key])
                    if part == "uner_dev":
                        b = {(s, e, "LOC" if k == "FAC" else k) for s, e, k in b if k not in ("NORP", "EVENT", "MISC")}
                    for kind in {k for _, _, k in a | b}:
                        x_, y_ = {s for s in a if s[2] == kind}, {s for s in b if s[2] == kind}
                        count(kind if key == "roles" else "names", len(x_ & y_), len(y_), len(x_))
            if "links" in batch:
                asked = (batch["roles"] > 0) & valid & (batch["links"] < valid.shape[1])
                right = (heads.links(x).argmax(-1) == batch["links"]) & asked
                count("link", int(right.sum()), int(asked.sum()), int(asked.sum()))
        for key, (hit, found, asked) in counts.items():
            report[f"{part.replace('_dev', '')}.{key}"] = round(200 * hit / max(found + asked, 1), 2)
    reader.train()
    return " ".join(f"{key}={value}" for key, value in report.items())


# ------------------------------------------------------------------------------------------ stages


def make_reader():
    return Reader(vocabulary_size, labels, layers=args.layers, size=args.size)


def start_vectors(table):
    """Sets the words' vectors to the published ones, brought to the table's own size."""
    path = args.data / "vectors.npz"
    if not path.exists():
        return
    pack = np.load(path)
    rows = torch.from_numpy(pack["rows"].astype(np.float32) * pack["scale"][:, None])
    known = rows.abs().sum(1) > 0
    with torch.no_grad():
        table.weight[known] = rows[known] / rows[known].std() * 0.25


def save(name, **content):
    part = args.work / f"{name}.pt.part"
    torch.save(content, part)
    part.rename(args.work / f"{name}.pt")


class Optimiser:
    """AdamW, and its lazy form for the tables of vectors; warm-up, then a linear way down."""

    def __init__(self, module, rate):
        tables = [m.weight for m in module.modules() if isinstance(m, torch.nn.Embedding) and m.sparse]
        chosen = {id(p) for p in tables}
        self.rest = [p for p in module.parameters() if id(p) not in chosen]
        self.rate = rate
        self.parts = [torch.optim.SparseAdam(tables, lr=rate, betas=(0.9, 0.98)),
                      torch.optim.AdamW(self.rest, lr=rate, betas=(0.9, 0.98), weight_decay=0.01)]

    def step(self, number, progress):
        torch.nn.utils.clip_grad_norm_(self.rest, 2.0)
        for part in self.parts:
            for group in part.param_groups:
                group["lr"] = self.rate * min(1.0, (number + 1) / 200) * max(0.01, 1 - progress)
            part.step()
            part.zero_grad(set_to_none=True)


def pretrain():
    tokens, flags = load_array("archive_tokens"), load_array("archive_flags")
    reader = make_reader()
    encoder = reader.encoder
    encoder.dropout = 0.0
    start_vectors(encoder.word)
    output = Linear(encoder.width, OUTPUT_FORMS)
    path = args.work / "pretrain.pt"
    spent = 0.0
    if path.exists():
        state = torch.load(path)
        encoder.load_state_dict(state["encoder"])
        output.load_state_dict(state["output"])
        spent = state["spent"]
    optimiser = Optimiser(torch.nn.ModuleList([encoder, output]), args.rate)
    lengths = torch.full((args.batch,), RAW_LENGTH, dtype=torch.int32)
    begin, step, sums, shown = time.process_time(), 0, [], time.process_time()
    while (now := spent + time.process_time() - begin) < args.seconds:
        place = rng.integers(0, len(tokens) - RAW_LENGTH, (args.batch, 1)) + np.arange(RAW_LENGTH)
        features = types[torch.from_numpy(tokens[place].astype(np.int64))]
        hidden = torch.rand(features.shape[:2]) < HIDDEN_SHARE
        gold = torch.where(hidden & (features[..., 0] > 1) & (features[..., 0] < OUTPUT_FORMS), features[..., 0], -1)
        blank = torch.zeros(5, dtype=torch.long)
        blank[0] = MASK_WORD
        features = torch.where((hidden & (torch.rand(hidden.shape) < 0.9))[..., None], blank, features)
        x = encoder(features, torch.from_numpy(flags[place].astype(np.int64)), lengths)
        asked = gold.flatten() >= 0
        loss = F.cross_entropy(output(x.flatten(0, 1)[asked]), gold.flatten()[asked])
        loss.backward()
        optimiser.step(step, now / args.seconds)
        step += 1
        sums.append(loss.item())
        if step % 200 == 0:
            rate = 200 * args.batch * RAW_LENGTH / (time.process_time() - shown)
            shown = time.process_time()
            say(f"pretrain step {step} {now:.0f} s loss {np.mean(sums):.3f} {rate:.0f} tokens a CPU second")
            sums = []
        if step % 2000 == 0:
            save("pretrain", encoder=encoder.state_dict(), output=output.state_dict(), spent=now)
    save("pretrain", encoder=encoder.state_dict(), output=output.state_dict(), spent=args.seconds)


def learn():
    reader = make_reader()
    path = args.work / f"{args.start}.pt"
    if path.exists():
        reader.encoder.load_state_dict(torch.load(path)["encoder"])
        say("encoder from", path.name)
    else:
        start_vectors(reader.encoder.word)
    average = {key: value.clone() for key, value in reader.state_dict().items()}
    optimiser = Optimiser(reader, args.rate)
    sets = {name: Labelled(name, variants=4).endless(size) for name, size in CHUNKS.items()}
    begin, step, sums, shown, count = time.process_time(), 0, {}, time.process_time(), 0
    while (now := time.process_time() - begin) < args.seconds:
        batches = {task: next(stream) for task, stream in sets.items()}
        width = max(batch["valid"].shape[1] for batch in batches.values())
        joined = {key: torch.cat([F.pad(batch[key], (0, width - batch[key].shape[1])) for batch in batches.values()])
                  for key in ("tokens", "flags")}
        lengths = torch.cat([batch["lengths"] for batch in batches.values()])
        x = reader.encoder(hide_words(types[joined["tokens"]], 0.08), joined["flags"], lengths)
        losses, first = {}, 0
        for task, batch in batches.items():
            rows, own_width = batch["valid"].shape
            losses |= losses_of(reader.heads, x[first:first + rows, :own_width], batch, task)
            first += rows
        sum(WEIGHTS[key] * value for key, value in losses.items()).backward()
        count += int(lengths.sum())
        for key, value in losses.items():
            sums.setdefault(key, []).append(value.item())
        optimiser.step(step, now / args.seconds)
        step += 1
        keep = min(0.998, step / (step + 20))
        with torch.no_grad():
            if step % 16 == 0:
                for key, value in reader.state_dict().items():
                    average[key].lerp_(value, 1 - keep ** 16)
        if step % 100 == 0:
            rate = count / (time.process_time() - shown)
            count, shown = 0, time.process_time()
            say(f"learn step {step} {now:.0f} s {rate:.0f} tokens a CPU second " +
                " ".join(f"{k} {np.mean(v):.3f}" for k, v in sums.items()))
            sums = {}
        if step % 400 == 0:
            save(args.model, reader=average, step=step)
            live = {key: value.clone() for key, value in reader.state_dict().items()}
            reader.load_state_dict(average)
            say(f"dev at {step}:", score(reader))
            reader.load_state_dict(live)
    save(args.model, reader=average, step=step)
    reader.load_state_dict(average)
    say(f"dev at the end ({step} steps):", score(reader))


def main():
    if args.stage == "pretrain":
        pretrain()
    elif args.stage == "learn":
        learn()
    else:
        reader = make_reader()
        reader.load_state_dict(torch.load(args.work / f"{args.model}.pt")["reader"])
        say(score(reader))


main()
