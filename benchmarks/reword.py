#!/usr/bin/env python3
"""Makes more articles of an archive than it has, to measure how reading grows with their number:
reword.py ARTICLES.jsonl COPIES > MORE.jsonl

Prints the archive's articles and COPIES others of each, in other words and of other years: every word
that is frequent but for the hundred most frequent ones is exchanged for one with the same ending and
about as frequent, the same one throughout a copy, names by names and other words by other words. So sentences keep
their shape, while no copy is a copy of its first, nor are its people and bodies the same. The same
input gives the same output. Standard library only.
"""
import collections
import json
import random
import re
import sys

WORD = re.compile(r"[A-Za-z]{3,}")
ENDINGS = ("ing", "ed", "ly", "ion", "er", "s", "")
KEPT = 100        # most frequent words, which hold sentences together
KNOWN = 60000     # words that are exchanged
BAND = 40         # words among which a word is exchanged
YEARS = 20        # between the copies


def mapping_of(counts, seed):
    """Each word's other word: of the same kind, ending and band of frequency."""
    draw = random.Random(seed)
    groups = collections.defaultdict(list)
    for word, _ in counts.most_common(KNOWN)[KEPT:]:
        ending = next(e for e in ENDINGS if word.lower().endswith(e))
        groups[word[0].isupper(), word.isupper(), ending].append(word)
    exchanged = {}
    for words in groups.values():
        for first in range(0, len(words), BAND):
            band = words[first:first + BAND]
            others = band[:]
            draw.shuffle(others)
            exchanged.update(zip(band, others))
    return exchanged


def main():
    with open(sys.argv[1], encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    counts = collections.Counter()
    for row in rows:
        counts.update(WORD.findall(row["text"]))
    for row in rows:
        print(json.dumps(row, ensure_ascii=False))
    for copy in range(1, int(sys.argv[2]) + 1):
        exchanged = mapping_of(counts, copy)

        def other(match):
            return exchanged.get(match.group(), match.group())

        for number, row in enumerate(rows):
            made = {key: WORD.sub(other, value) if key in ("text", "title") and value else value
                    for key, value in row.items()}
            made["id"] = f"{row.get('id', number)}-{copy}"
            for key in ("published", "date"):
                if re.match(r"\d{4}-\d\d-\d\d", made.get(key) or ""):
                    made[key] = f"{int(made[key][:4]) - YEARS * copy:04d}{made[key][4:]}"
                    if made[key][5:10] == "02-29":
                        made[key] = made[key].replace("02-29", "02-28", 1)
            if made.get("url"):
                made["url"] += f"#{copy}"
            print(json.dumps(made, ensure_ascii=False))


main()
