#!/usr/bin/env python3
"""Who is called what over the outlets of one event: CoNLL F1 beside a baseline of head lemmas.

  tools/score_called.py DATA/news/story-newswcl50/newswcl50.jsonl.gz [--parley P] [--kinds ACTOR,GROUP]

Mentions are the set's own; asked is which of them mean the same, over the reports of a topic. Each
topic is read into a record of its own. A mention belongs to the actor of the record that goes by the
name of the entity whose words hold its head, its last word: a description that is the mention's own words
first, then a mention, then any description. Else, and for the baseline always, to the head's lemma. MUC (Vilain et al.
1995), B-cubed (Bagga and Baldwin 1998), CEAF-e (Luo 2005) and their mean, which CoNLL 2012 used."""
import argparse
import collections
import gzip
import json
import pathlib
import subprocess
import sys
import tempfile


def lemma(word):
    word = word.lower()
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


CLOSING = {",", ".", ";", ":", "?", "!", ")", "]", "'s", "’s", "n't", "'", "’", "”", "%", "-", "'re", "'ve",
           "'ll", "'d", "'m"}
OPENING = {"(", "[", "$", "“", "-", "#"}


def text_of(document):
    """The text as it was printed, a blank line at each break, and the bytes of each token."""
    text, spans, inside, glued = "", [], False, True
    for token in document["tokens"]:
        if token == "\\n":
            text, glued = text.rstrip() + "\n\n", True
            spans.append(None)
            continue
        mark = token == '"'
        if not glued and token not in CLOSING and not (mark and inside):
            text += " "
        start = len(text.encode())
        text += token
        spans.append((start, len(text.encode())))
        glued = token in OPENING or (mark and not inside)
        inside ^= mark
    return text, spans


def f1(right, given, wanted):
    precision, recall = right / max(given, 1e-9), right / max(wanted, 1e-9)
    return 2 * precision * recall / max(precision + recall, 1e-9)


def muc(key, response):
    of = {m: i for i, cluster in enumerate(response) for m in cluster}
    found = sum(len(c) - len({of[m] for m in c}) for c in key)
    return found, sum(len(c) - 1 for c in key)


def b_cubed(key, response):
    of = {m: cluster for cluster in response for m in cluster}
    return sum(len(c & of[m]) / len(c) for c in key for m in c), sum(len(c) for c in key)


def best_pairs(weights):
    """Weight of the best one-to-one matching (Kuhn 1955, with potentials); rows at most columns."""
    rows, columns = len(weights), len(weights[0])
    up, vp, match = [0.0] * (rows + 1), [0.0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        match[0], column = row, 0
        least, came, done = [1e18] * (columns + 1), [0] * (columns + 1), [False] * (columns + 1)
        while True:
            done[column] = True
            delta, following = 1e18, 0
            for j in range(1, columns + 1):
                if done[j]:
                    continue
                cost = -weights[match[column] - 1][j - 1] - up[match[column]] - vp[j]
                if cost < least[j]:
                    least[j], came[j] = cost, column
                if least[j] < delta:
                    delta, following = least[j], j
            for j in range(columns + 1):
                if done[j]:
                    up[match[j]] += delta
                    vp[j] -= delta
                else:
                    least[j] -= delta
            column = following
            if match[column] == 0:
                break
        while column:
            match[column] = match[came[column]]
            column = came[column]
    return sum(weights[match[j] - 1][j - 1] for j in range(1, columns + 1) if match[j])


def ceaf(key, response):
    weights = [[2 * len(k & r) / (len(k) + len(r)) for r in response] for k in key]
    if len(key) > len(response):
        weights = [list(column) for column in zip(*weights)]
    return best_pairs(weights)


def clusters(names):
    groups = collections.defaultdict(set)
    for mention, name in names.items():
        groups[name].add(mention)
    return list(groups.values())


def score(gold, found):
    """(MUC, B-cubed, CEAF-e) F1; each topic's clusters are apart by their names."""
    key, response = clusters(gold), clusters(found)
    right_r, wanted = muc(key, response)
    right_p, given = muc(response, key)
    recall, precision = right_r / wanted, right_p / max(given, 1)
    m = 2 * recall * precision / max(recall + precision, 1e-9)
    r, n = b_cubed(key, response)
    p, _ = b_cubed(response, key)
    b = 2 * (r / n) * (p / n) / (r / n + p / n)
    similar = 0.0
    for topic in sorted({name[0] for name in gold.values()}):
        similar += ceaf([c for c in key if gold[next(iter(c))][0] == topic],
                        [c for c in response if gold[next(iter(c))][0] == topic])
    return m, b, f1(similar, len(response), len(key))


def actors_of(parley, documents, folder):
    """{(document, byte): actor} for every byte that an actor's words hold, and {(document, first, end): actor}
    for whole descriptions."""
    source, record = folder / "reports.jsonl", folder / "talks.parley"
    source.write_text("".join(json.dumps({
        "id": d["doc"], "text": text_of(d)[0], "outlet": "Outlet " + d["outlet_code"],
        "published": "2018-04-20"}) + "\n" for d in documents), encoding="utf-8")
    subprocess.run([parley, "read", str(source), "--record", str(record), "--quiet"], check=True)

    def rows(kind):
        out = subprocess.run([parley, "export", "--record", str(record), "--type", kind],
                             check=True, capture_output=True).stdout
        return [json.loads(line) for line in out.splitlines()]
    of_name = {}
    for actor in rows("actors"):
        for name in [actor["name"], *(n["name"] for n in actor["names"])]:
            of_name.setdefault(name, actor["id"])
    read = subprocess.run([parley, "annotate", "--as-is", "--quiet", "--input", "jsonl", "--layers",
                           "entities", str(source)], check=True, capture_output=True).stdout
    held, described = {}, {}
    for line in read.splitlines():
        document = json.loads(line)
        for entity in document["entities"]:
            actor = of_name.get(entity["name"])
            for at in entity["mentions"]:
                for byte in range(at["start"], at["end"]):
                    held[(document["outlet"], byte)] = actor
            for at in entity.get("descriptions", []):
                held[(document["outlet"], at["start"], at["end"])] = actor
                for byte in range(at["start"], at["end"]):
                    described[(document["outlet"], byte)] = actor
    return described | held


def main():
    options = argparse.ArgumentParser(description=__doc__,
                                      formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file")
    options.add_argument("--parley", default="build/release/parley")
    options.add_argument("--kinds", default="ACTOR,COUNTRY,GROUP,ACTOR-I,MISC,EVENT,OBJECT,ACTION")
    asked = options.parse_args()
    topics = collections.defaultdict(list)
    for line in gzip.open(asked.file, "rt", encoding="utf-8"):
        document = json.loads(line)
        topics[document["topic"]].append(document)
    kinds = tuple(asked.kinds.split(","))
    gold, base, found, held_by_actor = {}, {}, {}, 0
    for topic, documents in sorted(topics.items()):
        with tempfile.TemporaryDirectory() as folder:
            held = actors_of(asked.parley, documents, pathlib.Path(folder))
        for document in documents:
            spans = text_of(document)[1]
            for first, last, name in document["mentions"]:
                if not name.endswith(tuple("_" + kind for kind in kinds)):
                    continue
                mention = (document["doc"], first, last)
                head = document["tokens"][last]
                gold[mention] = (topic, name)
                base[mention] = (topic, "lemma", lemma(head))
                outlet = "Outlet " + document["outlet_code"]
                actor = None
                if spans[first] and spans[last]:
                    actor = held.get((outlet, spans[first][0], spans[last][1])) or held.get(
                        (outlet, spans[last][0]))
                held_by_actor += bool(actor)
                found[mention] = (topic, "actor", actor) if actor else base[mention]
    print(f"mentions {len(gold)}, in the words of an actor {held_by_actor}")
    for title, names in (("lemmas", base), ("parley", found)):
        m, b, c = score(gold, names)
        print(f"{title}  MUC {m:.3f}  B3 {b:.3f}  CEAF-e {c:.3f}  CoNLL {(m + b + c) / 3:.3f}")


if __name__ == "__main__":
    sys.exit(main())
