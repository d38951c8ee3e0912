"""The network that runs, as PyTorch trains it. Shapes: B texts of T tokens.

Word features -> one linear layer -> a window of three tokens -> bidirectional simple recurrent units
-> heads for tags, lemma rules, names, attribution roles, trees and links. The running program
(src/parley/model) computes the same from the weights that export.py writes.
"""
import ctypes
import math
import pathlib
import subprocess

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

BUCKETS = (16384, 4096, 4096, 1024)  # analysis/features.h
FLAGS = 16
MASK_WORD = 1
DISTANCE_BUCKETS = 32
HALF = torch.bfloat16

HERE = pathlib.Path(__file__).resolve().parent


def build_loops():
    source, built = HERE / "recurrence.cc", HERE / "recurrence.so"
    if not built.exists() or built.stat().st_mtime < source.stat().st_mtime:
        subprocess.run(["g++", "-O3", "-march=native", "-ffast-math", "-fopenmp-simd", "-shared", "-fPIC",
                        str(source), "-o", str(built)], check=True)
    loops = ctypes.CDLL(str(built))
    loops.crf_nll.restype = ctypes.c_double
    return loops


LOOPS = build_loops()


def at(tensor):
    return ctypes.c_void_p(tensor.data_ptr())


class RecurrentUnit(torch.autograd.Function):
    """Both directions of a layer: u [B, T, 6 D], x [B, T, 2 D], vectors [2, 4, D] -> [B, T, 2 D]."""

    @staticmethod
    def forward(ctx, u, x, vectors, lengths):
        b, t, d = *x.shape[:2], x.shape[2] // 2
        u, x, vectors = u.contiguous(), x.contiguous(), vectors.contiguous()
        h, c, f, r = (torch.empty_like(x) for _ in range(4))
        LOOPS.sru_forward(b, t, d, at(u), at(x), at(vectors), at(lengths), at(h), at(c), at(f), at(r))
        ctx.save_for_backward(u, x, vectors, lengths, c, f, r)
        return h

    @staticmethod
    def backward(ctx, dh):
        u, x, vectors, lengths, c, f, r = ctx.saved_tensors
        b, t, d = *x.shape[:2], x.shape[2] // 2
        dh = dh.contiguous()
        du, dx, dvectors = torch.empty_like(u), torch.empty_like(x), torch.zeros_like(vectors)
        LOOPS.sru_backward(b, t, d, at(u), at(x), at(vectors), at(lengths), at(c), at(f), at(r), at(dh), at(du),
                           at(dx), at(dvectors))
        return du, dx, dvectors, None


class CrfLoss(torch.autograd.Function):
    """Negative log likelihood a token of the label sequences (linear-chain CRF)."""

    @staticmethod
    def forward(ctx, scores, steps, first, gold, lengths):
        b, t, l = scores.shape
        scores, steps, first = scores.float().contiguous(), steps.float().contiguous(), first.float().contiguous()
        gold = gold.int().contiguous()
        dscores, dsteps = torch.empty_like(scores), torch.zeros_like(steps)
        loss = LOOPS.crf_nll(b, t, l, at(scores), at(steps), at(first), at(gold), at(lengths), at(dscores), at(dsteps))
        count = int(lengths.sum())
        ctx.save_for_backward(dscores / count, dsteps / count)
        return torch.tensor(loss / count)

    @staticmethod
    def backward(ctx, gradient):
        dscores, dsteps = ctx.saved_tensors
        return dscores * gradient, dsteps * gradient, None, None, None


class Linear(nn.Linear):
    """A linear layer that multiplies in bfloat16."""

    def forward(self, x):
        if x.shape[:-1].numel() < 64:
            return F.linear(x, self.weight, self.bias)
        return F.linear(x.to(HALF), self.weight.to(HALF), None if self.bias is None else self.bias.to(HALF)).float()


class RecurrentLayer(nn.Module):
    """Both directions of one layer: [B, T, 2 D] -> [B, T, 2 D]."""

    def __init__(self, size):
        super().__init__()
        self.project = Linear(2 * size, 6 * size, bias=False)
        nn.init.uniform_(self.project.weight, -math.sqrt(1.5 / size), math.sqrt(1.5 / size))
        self.vectors = nn.Parameter(torch.zeros(2, 4, size))  # vf, vr, bf, br of each direction

    def forward(self, x, lengths):
        return RecurrentUnit.apply(self.project(x), x, self.vectors, lengths)


class Encoder(nn.Module):
    def __init__(self, vocabulary, widths=(100, 32, 24, 24, 24, 8), narrow=128, size=128, layers=4, dropout=0.1):
        super().__init__()
        word, *rest, flag = widths
        self.word = nn.Embedding(vocabulary, word, sparse=True)
        self.rest = nn.ModuleList(nn.Embedding(b, w, sparse=True) for b, w in zip(BUCKETS, rest))
        self.flag = nn.Embedding(FLAGS, flag)
        for table in [self.word, *self.rest, self.flag]:
            nn.init.normal_(table.weight, std=0.1)
        self.into = Linear(sum(widths), narrow)
        self.first = nn.LayerNorm(narrow)
        self.window = Linear(3 * narrow, 2 * size)
        self.second = nn.LayerNorm(2 * size)
        self.layers = nn.ModuleList(RecurrentLayer(size) for _ in range(layers))
        self.dropout = dropout
        self.width = 2 * size

    def drop(self, x):
        """The same units for all tokens of a text (variational dropout)."""
        if not self.training or self.dropout == 0:
            return x
        keep = torch.empty(x.shape[0], 1, x.shape[2]).bernoulli_(1 - self.dropout) / (1 - self.dropout)
        return x * keep

    def forward(self, features, flags, lengths):
        parts = [self.word(features[..., 0])]
        parts += [table(features[..., i + 1]) for i, table in enumerate(self.rest)]
        x = self.first(self.into(self.drop(torch.cat(parts + [self.flag(flags)], -1))))
        valid = torch.arange(x.shape[1])[None] < lengths[:, None]
        x = x * valid[..., None]
        near = torch.cat([F.pad(x[:, :-1], (0, 0, 1, 0)), x, F.pad(x[:, 1:], (0, 0, 0, 1))], -1)
        x = self.second(F.relu(self.window(near)))
        for layer in self.layers:
            x = layer(self.drop(x), lengths)
        return x


class Heads(nn.Module):
    def __init__(self, width, labels, dropout=0.2, arc=96, rel=64, link=64, names=48):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.flat = nn.ModuleDict({key: Linear(width, len(labels[key]))
                                   for key in ("upos", "xpos", "lemma", "names", "roles")})
        self.arc_dependent = Linear(width, arc)
        self.arc_head = Linear(width, arc)
        self.arc_pair = nn.Parameter(torch.randn(arc, arc) / arc)
        self.arc_bias = nn.Linear(arc, 1)
        self.root = nn.Parameter(torch.zeros(arc))
        self.rel_dependent = Linear(width, rel)
        self.rel_head = Linear(width, rel)
        self.rel_root = nn.Parameter(torch.zeros(rel))
        self.rel = Linear(3 * rel, len(labels["deprel"]))
        self.link_member = Linear(width, link)
        self.link_cue = Linear(width, link)
        self.link_pair = nn.Parameter(torch.randn(link, link) / link)
        self.link_distance = nn.Embedding(DISTANCE_BUCKETS, 1)
        self.link_none = nn.Linear(link, 1)
        self.names_into = Linear(width, 2 * names)
        self.names_layer = RecurrentLayer(names)
        self.names_out = Linear(2 * names, len(labels["names"]), bias=False)
        nn.init.zeros_(self.names_out.weight)
        self.transitions = nn.ParameterDict({
            key: nn.Parameter(torch.zeros(len(labels[key]), len(labels[key]))) for key in ("names", "roles")})
        nn.init.zeros_(self.link_distance.weight)

    def names(self, x, lengths):
        """[B, T, labels]: scores of the name labels, by the common rows and by a layer of their own."""
        own = self.names_layer(F.relu(self.names_into(x)), lengths)
        return self.flat["names"](x) + self.names_out(self.dropout(own))

    def arcs(self, x):
        """[B, T, T + 1]: score of each token as the head of each; the last column is the root."""
        dependent = F.relu(self.arc_dependent(x)) @ self.arc_pair
        head = F.relu(self.arc_head(x))
        scores = pair_scores(dependent, head) + self.arc_bias(head).transpose(1, 2)
        return torch.cat([scores, (dependent @ self.root)[..., None]], -1)

    def rels(self, x, head):
        """[B, T, labels]: scores of the relation to `head` ([B, T]; T stands for the root)."""
        t = head.shape[1]
        rows = F.relu(self.rel_head(x))
        chosen = rows.gather(1, head.clamp(max=t - 1)[..., None].expand(-1, -1, rows.shape[-1]))
        chosen = torch.where((head == t)[..., None], self.rel_root.expand_as(chosen), chosen)
        dependent = F.relu(self.rel_dependent(x))
        return self.rel(torch.cat([dependent, chosen, dependent * chosen], -1))

    def links(self, x):
        """[B, T, T + 1]: score of each token as first token of the cue of each; last column: no cue."""
        member = F.relu(self.link_member(x))
        scores = pair_scores(member @ self.link_pair, F.relu(self.link_cue(x)))
        bias = self.link_distance(distance_bucket(x.shape[1]))[..., 0]
        return torch.cat([scores + bias, self.link_none(member)], -1)


def pair_scores(rows, columns):
    """[B, T, D] and [B, T, D] -> [B, T, T], multiplied in bfloat16."""
    return torch.bmm(rows.to(HALF), columns.transpose(1, 2).to(HALF)).float()


def distance_bucket(length):
    """Bucket of the signed distance from a token to each other: [T, T], single steps near, wide far."""
    place = torch.arange(length)
    gap = place[None, :] - place[:, None]
    size = gap.abs()
    far = (4 + (torch.log2(size.clamp(min=4).float() / 4) * 2).floor()).long().clamp(max=15)
    return torch.where(size < 4, size, far) + 16 * (gap > 0).long()


class Reader(nn.Module):
    def __init__(self, vocabulary, labels, **options):
        super().__init__()
        self.encoder = Encoder(vocabulary, **options)
        self.heads = Heads(self.encoder.width, labels)


def illegal_steps(labels):
    """What to add to the score of a step from label i to j, and of a beginning with j: 0 or -10000."""
    size = len(labels)
    illegal = torch.zeros(size + 1, size)
    for j, label in enumerate(labels):
        if label.startswith("I-"):
            illegal[:, j] = -1e4
            illegal[labels.index("B-" + label[2:]), j] = 0
            illegal[j, j] = 0
    return illegal[:-1], illegal[-1]


def name_bits(masks, labels):
    """Which labels the corpus allows for each token: [B, T] bit sets -> [B, T, labels]."""
    return (masks[..., None] >> torch.arange(len(labels))) & 1


def name_loss(scores, bits, valid):
    """Negative log of the probability of all labels that the corpus allows."""
    allowed = torch.logsumexp(scores.log_softmax(-1).masked_fill(bits == 0, -1e4), -1)
    return -(allowed * valid).sum() / valid.sum()


def legal_names(best, bits, labels):
    """Makes the likeliest allowed labels a legal sequence: a name's later words take the type of its
    first, and no name begins with an inside label."""
    inside = torch.tensor([label.startswith("I-") for label in labels])
    open_ = (bits.sum(-1) > 1) & inside[best]
    for row, column in open_.nonzero().tolist():
        before = int(best[row, column - 1]) if column else 0
        own = int(best[row, column])
        same = before if inside[before] else before + 1
        if before and bits[row, column, same]:
            best[row, column] = same
        elif before not in (own, own - 1):
            best[row, column] = own - 1 if bits[row, column, own - 1] else 0
    return best


def viterbi(scores, steps, first):
    """The best label sequence of one text: scores [T, L] -> labels [T]."""
    alpha = scores[0] + first
    back = np.zeros(scores.shape, dtype=np.int64)
    for t in range(1, len(scores)):
        ways = alpha[:, None] + steps
        back[t] = ways.argmax(0)
        alpha = ways.max(0) + scores[t]
    path = [int(alpha.argmax())]
    for t in range(len(scores) - 1, 0, -1):
        path.append(int(back[t, path[-1]]))
    return path[::-1]
