#!/usr/bin/env python3
"""How long searches of a record take: tools/measure_search.py RECORD ARTICLES.jsonl [--parley P]

Draws 200 queries from the articles, the same ones each time: the most frequent words, words by how
often they stand there and from the vocabulary, two and three words of one sentence, phrases of two
words, beginnings. Each is asked of `parley search --limit 20` three times, a process for each; its
figure is the least CPU time less that of a query without a hit. Standard library only."""
import argparse
import collections
import json
import os
import random
import re
import subprocess

WORD = re.compile(r"[A-Za-z]{2,}")
EVERY = 20  # articles, of which one is read for its words


def words_of(path):
    counts, sentences = collections.Counter(), []
    with open(path, encoding="utf-8") as rows:
        for number, row in enumerate(rows):
            if number % EVERY:
                continue
            text = json.loads(row)["text"]
            counts.update(word.lower() for word in WORD.findall(text))
            for sentence in re.split(r"(?<=[.!?])\s", text)[:12]:
                words = WORD.findall(sentence)
                if len(words) >= 6:
                    sentences.append(words)
    return counts, sentences


def queries(counts, sentences, rng):
    by_frequency, vocabulary = list(counts.elements()), list(counts)
    drawn = [word for word, _ in counts.most_common(20)]
    drawn += [rng.choice(by_frequency) for _ in range(30)]
    drawn += [rng.choice(vocabulary) for _ in range(30)]
    drawn += [" ".join(rng.sample(rng.choice(sentences), 2)) for _ in range(40)]
    drawn += [" ".join(rng.sample(rng.choice(sentences), 3)) for _ in range(30)]
    for _ in range(25):
        words = rng.choice(sentences)
        at = rng.randrange(len(words) - 1)
        drawn.append(f'"{words[at]} {words[at + 1]}"')
    for _ in range(25):
        word = rng.choice(by_frequency)
        drawn.append(word[:max(3, len(word) - 2)] + "*")
    return drawn


def main():
    options = argparse.ArgumentParser(description=__doc__,
                                      formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("record")
    options.add_argument("articles")
    options.add_argument("--parley", default="build/release/parley")
    options.add_argument("--seed", type=int, default=5)
    asked = options.parse_args()

    def cpu_ms(query):
        done = subprocess.Popen([asked.parley, "search", query, "--record", asked.record,
                                 "--limit", "20"], stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(done.pid, 0)
        # 1: no sentence holds it.
        if os.waitstatus_to_exitcode(status) not in (0, 1):
            raise SystemExit(f"measure_search: {query!r} failed")
        return (used.ru_utime + used.ru_stime) * 1000

    without = min(cpu_ms("qzxqzxqzx") for _ in range(15))
    times = sorted((min(cpu_ms(query) for _ in range(3)) - without, query)
                   for query in queries(*words_of(asked.articles), random.Random(asked.seed)))
    part = {share: times[int(len(times) * share / 100) - 1][0] for share in (50, 90, 99, 100)}
    print(f"{len(times)} queries, without a hit {without:.1f} ms; "
          + ", ".join(f"p{share} {ms:.1f} ms" for share, ms in part.items()))
    print(f"said: {min(cpu_ms('said') for _ in range(5)) - without:.1f} ms")
    print("slowest: " + ", ".join(f"{query} {ms:.1f}" for ms, query in times[-6:]))


if __name__ == "__main__":
    main()
