#!/usr/bin/env python3
"""People of a record to judge by eye: tools/draw_people.py ACTORS.jsonl --seed N > people.tsv

ACTORS.jsonl is what `parley export --type actors --jsonl` prints. Draws, with one seed the same
ones each time: `merge`, persons that go by several full names; `pair`, two persons of one surname
that are kept apart, every such pair of the record alike likely; `surname`, the same of a surname
that is drawn first. A full name has two words and more without titles (data/titles.tsv); names
that differ in titles, case and marks alone are one; a hyphen joins. A surname is the last word of a person's name,
"Jr." and the like left out. Each row shows names with the reports that have them, affiliations,
titles and places. Standard library only."""
import argparse
import collections
import itertools
import json
import pathlib
import random
import re
import unicodedata

RANKS = {"jr", "sr", "ii", "iii", "iv"}
TITLES = pathlib.Path(__file__).resolve().parent.parent / "data" / "titles.tsv"
SHOWN = 12  # names, affiliations and titles of a person
PLACES = 4


def title_words():
    lines = TITLES.read_text(encoding="utf-8").splitlines()
    return {line.split("\t")[0].rstrip(".") for line in lines if not line.startswith("#")}


def words_of(name, titles):
    """"Sen. Ana B. Vélm's" -> ["ana", "b", "velm"]"""
    plain = unicodedata.normalize("NFD", name.lower())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"['’]s?\b", "", plain)
    words = [word for word in re.findall(r"\w[\w-]*", plain) if word not in RANKS]
    while len(words) > 1 and words[0] in titles | {"the"}:
        words = words[1:]
    return words


def full_names(person, titles):
    names = (words_of(name["name"], titles) for name in person["names"])
    return {" ".join(words) for words in names if len(words) > 1}


def shown(person):
    names = sorted(person["names"], key=lambda name: -name["count"])
    places, seen = [], set()
    for place in person["evidence"]:  # a place of each name first
        if place["quote"] not in seen:
            seen.add(place["quote"])
            places.append(f'{place["article"]}:{place["start"]}')
    text = "; ".join(f'{name["name"]} {name["count"]}' for name in names[:SHOWN])
    if len(names) > SHOWN:
        text += f"; {len(names) - SHOWN} more"
    return [person["id"], text, "; ".join(person["affiliations"][:SHOWN]),
            "; ".join(person["titles"][:SHOWN]), " ".join(places[:PLACES])]


def draw(persons, titles, number, seed):
    rng = random.Random(seed)
    persons = sorted(persons, key=lambda person: person["id"])
    merged = [person for person in persons if len(full_names(person, titles)) > 1]
    for person in rng.sample(merged, min(number, len(merged))):
        yield ["merge"] + shown(person)
    by_surname = collections.defaultdict(list)
    for person in persons:
        words = words_of(person["name"], titles)
        if words:
            by_surname[words[-1]].append(person)
    shared = sorted(name for name, bearers in by_surname.items() if len(bearers) > 1)
    weights = list(itertools.accumulate(
        len(by_surname[name]) * (len(by_surname[name]) - 1) // 2 for name in shared))
    for kind in ("pair", "surname"):
        drawn = set()
        while len(drawn) < min(number, weights[-1] if shared else 0):
            name = (rng.choices(shared, cum_weights=weights)[0] if kind == "pair"
                    else rng.choice(shared))
            one, other = rng.sample(by_surname[name], 2)
            pair = frozenset((one["id"], other["id"]))
            if pair in drawn:
                continue
            drawn.add(pair)
            yield [kind] + shown(one) + shown(other)


def main():
    options = argparse.ArgumentParser(description=__doc__,
                                      formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("actors")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--number", type=int, default=100, help="of each kind")
    asked = options.parse_args()
    with open(asked.actors, encoding="utf-8") as rows:
        persons = [row for row in map(json.loads, rows) if row["type"] == "PER"]
    for row in draw(persons, title_words(), asked.number, asked.seed):
        print("\t".join(" ".join(cell.split()) for cell in row))


if __name__ == "__main__":
    main()
