#!/usr/bin/env python3
"""Writes data/common_words.tsv: words that many English reports use, with the share that does.

    tools/count_common_words.py NEWS.jsonl.gz|.xz… > data/common_words.tsv

NEWS are reports as JSON Lines (fields title, text, body or content, at any depth). A word is folded as
in src/parley/intake/relevance.cc (case, plural and possessive endings). Words mostly written with a
capital letter are names and left out, and so are those in fewer than LEAST of the reports."""
import collections
import gzip
import json
import lzma
import re
import sys

LEAST = 0.01
MOST_REPORTS = 40_000
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def fold(word):
    word = word.lower()
    for ending in ("'s", '’s', "'", '’'):
        if len(word) > len(ending) and word.endswith(ending):
            word = word[:-len(ending)]
            break
    if len(word) > 4 and word.endswith('ies'):
        return word[:-3] + 'y'
    if len(word) > 3 and word.endswith('s') and not word.endswith(('ss', 'us', 'is')):
        return word[:-1]
    return word


def texts_in(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, str) and key in ('title', 'text', 'body', 'content'):
                yield inner
            elif not isinstance(inner, str):
                yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)


def reports(paths):
    for path in paths:
        opener = lzma.open if path.endswith('.xz') else gzip.open
        with opener(path, 'rt', encoding='utf-8') as lines:
            for number, line in enumerate(lines):
                if number == MOST_REPORTS:
                    break
                yield from filter(lambda words: len(words) > 100,
                                  (WORD.findall(text) for text in texts_in(json.loads(line))))


def main():
    within, lower, times, asked = (collections.Counter(), collections.Counter(),
                                   collections.Counter(), 0)
    for words in reports(sys.argv[1:]):
        asked += 1
        within.update({fold(word) for word in words})
        times.update(fold(word) for word in words)
        lower.update(fold(word) for word in words if word[0].islower())
    print('# Words of many English reports, folded (case, plural, possessive), and how many reports of 100 '
          'use\n# them. Written by tools/count_common_words.py; names are left out.')
    for word, count in sorted(within.items(), key=lambda item: (-item[1], item[0])):
        share = count / asked
        if share < LEAST:
            break
        if len(word) < 31 and word.isascii() and lower[word] * 2 >= times[word]:
            print(f'{word}\t{round(share * 100)}')


if __name__ == '__main__':
    main()
