#!/usr/bin/env python3
"""Makes the training set of the language model: prepare.py DATA FEATURISE OUT [BEFORE]

DATA is the folder that holds language/ and archive/, FEATURISE the program built from featurise.cc,
OUT the folder that train.py reads. BEFORE is an earlier OUT whose vocabulary and labels are kept, so
that a trained model can learn on; the archive is then not read. Every text is cut and numbered by
FEATURISE, so that training sees what the running program sees. Corpora, their licence notes and what
each trains stand in README.md beside this file.
"""
import collections
import json
import lzma
import pathlib
import re
import subprocess
import sys

import numpy as np

VOCABULARY = 60000      # word forms with a vector of their own
COMMON_TYPES = 65535    # distinct words of the archive that are kept; the rest become one rare word
NAME_TYPES = ["PER", "ORG", "LOC", "FAC", "NORP", "EVENT", "MISC"]
NAME_LABELS = ["O"] + [f"{p}-{t}" for t in NAME_TYPES for p in "BI"]
ROLES = ["source", "cue", "content"]
ROLE_LABELS = ["O"] + [f"{p}-{r}" for r in ROLES for p in "BI"]
UNKNOWN = -1            # a label that this corpus does not give


def utf8_offsets(text):
    """Byte offset of each character, and of the end."""
    widths = np.fromiter((len(c.encode("utf-8")) for c in text), dtype=np.int64, count=len(text))
    return np.concatenate([[0], np.cumsum(widths)])


# ---------------------------------------------------------------- corpora → documents


def read_conllu(path):
    """Documents with given tokens: text, byte spans, sentence starts and the annotation columns."""
    doc = None
    rows, merged = [], {}
    new_line = True

    def close_sentence():
        nonlocal rows, merged, new_line
        if not rows:
            return
        if doc["pieces"]:
            doc["pieces"].append("\n" if new_line else " ")
            doc["size"] += 1
        new_line = False
        doc["sentences"].append(len(doc["tokens"]))
        base = len(doc["tokens"])
        inside, inside_end, glue = "", 0, False
        for i, f in enumerate(rows):
            number = int(f[0])
            form = f[1]
            if number in merged:
                whole, last, whole_space = merged[number]
                parts = [r[1] for r in rows[i:i + last - number + 1]]
                inside_end = last
                glue = "".join(parts) == whole
                inside_space = whole_space
            start = doc["size"]
            size = len(form.encode("utf-8"))
            doc["pieces"].append(form)
            doc["size"] += size
            doc["tokens"].append([start, start + size])
            if number < inside_end:
                space = not glue
            elif number == inside_end:
                space = inside_space
            else:
                space = "SpaceAfter=No" not in f[9]
            if i + 1 < len(rows) and space:
                doc["pieces"].append(" ")
                doc["size"] += 1
            head = int(f[6])
            doc["rows"].append((f[1], f[2], f[3], f[4], base + head - 1 if head else -1, f[7]))
        rows, merged = [], {}

    with open(path, encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                if doc:
                    yield doc
                doc = {"id": line.split("=")[-1].strip(), "pieces": [], "size": 0, "tokens": [],
                       "sentences": [], "rows": []}
            elif line.startswith("# newpar"):
                new_line = True
            elif line.startswith("#"):
                continue
            elif not line:
                close_sentence()
            else:
                f = line.split("\t")
                if "-" in f[0]:
                    first, last = map(int, f[0].split("-"))
                    merged[first] = (f[1], last, "SpaceAfter=No" not in f[9])
                elif "." not in f[0]:
                    rows.append(f)
    close_sentence()
    if doc:
        yield doc


NO_SPACE_BEFORE = set(".,;:!?)]}%'’”") | {"'s", "’s", "n't", "n’t", "'re", "'ve", "'ll", "'d", "'m"}
NO_SPACE_BEHIND = set("([{$“£€#")


INITIALS = {"U.S.", "U.K.", "U.N.", "D.C.", "E.U."}


def spaces_of(words, text):
    """Whether white space stands before each word of the sentence as it was written, or None."""
    spaces, place = [], 0
    for word in words:
        found = text.find(word, place)
        if found < 0 or text[place:found].strip():
            return None
        spaces.append(found > place)
        place = found + len(word)
    return spaces


def read_names(path, style):
    """Documents from token-per-line files: text put together again, entity spans in characters."""
    docs, sentence, sentences, written = [], [], [], None

    def close_sentence():
        nonlocal sentence, written
        if sentence:
            sentences.append((sentence, written))
        sentence, written = [], None

    def close_document(name):
        nonlocal sentences
        close_sentence()
        if sentences:
            docs.append((name, sentences))
        sentences = []

    name, count = path.stem, 0
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                close_document(name)
                name = line.split("=")[-1].strip()
            elif line.startswith("# text = ") and style == "uner":
                written = line[len("# text = "):]
            elif line.startswith("# ") and ("=" in line):
                continue
            elif not line.strip():
                close_sentence()
                if style == "wikigold" and len(sentences) >= 20:
                    count += 1
                    close_document(f"{path.stem}-{count}")
            else:
                parts = line.split("\t") if "\t" in line else line.rsplit(" ", 1)
                if style == "uner":
                    parts = [parts[1], parts[2]]
                if len(parts) >= 2 and parts[0].strip():
                    # Further columns hold names inside names.
                    sentence.append((parts[0].strip(), parts[1].strip()))
    close_document(name)
    for number, (name, sents) in enumerate(docs):
        text, spans = "", []
        # Worldwide cuts at every mark; half of its articles are set as newspapers set them.
        tight = style == "worldwide" and number % 2 == 1
        for words, written in sents:
            if text:
                text += "\n"
            earlier, before = "", ""
            open_quote = False
            entity = None
            spaces = written and spaces_of([word for word, _ in words], written)
            for place, (word, label) in enumerate(words):
                after = words[place + 1][0] if place + 1 < len(words) else ""
                space = bool(text) and not text.endswith("\n")
                if word in NO_SPACE_BEFORE or before in NO_SPACE_BEHIND:
                    space = False
                if word in ('"', "''"):
                    if open_quote:
                        space = False
                    open_quote = not open_quote
                elif before in ('"', "''") and open_quote:
                    space = False
                elif before in ("-", "–", "/") or word in ("-", "–", "/"):
                    space = False if style == "uner" or tight and "-" in (before, word) else space
                elif tight and (before == "’" and word == "s" or earlier + before + word + after in INITIALS):
                    space = False
                if spaces:
                    space = place > 0 and spaces[place]
                if space:
                    text += " "
                start = len(text)
                text += word
                kind = label[2:] if label[:2] in ("B-", "I-") else ""
                if kind and entity and entity[2] == kind and label[0] == "I":
                    entity[1] = len(text)
                elif kind:
                    entity = [start, len(text), kind]
                    spans.append(entity)
                else:
                    entity = None
                earlier, before = before, word
        yield {"id": name, "text": text, "entities": spans}


# What a label of a corpus may be in our types; what "O" may hide where a type is not marked at all.
NAME_MAPS = {
    "worldwide": ({"Person": ["PER"], "Organization": ["ORG"], "Location": ["LOC"],
                   "Facility": ["FAC"], "NORP": ["NORP"], "Misc": ["MISC"],
                   "Product": ["MISC"]}, []),
    "uner": ({"PER": ["PER"], "ORG": ["ORG"], "LOC": ["LOC", "FAC"]}, ["NORP", "EVENT", "MISC"]),
    "wikigold": ({"PER": ["PER"], "ORG": ["ORG"], "LOC": ["LOC", "FAC"],
                  "MISC": ["MISC", "NORP"]}, []),
}


def allowed_mask(prefix, types):
    """Bit set over NAME_LABELS."""
    mask = 0
    for kind in types:
        mask |= 1 << NAME_LABELS.index(f"{prefix}-{kind}")
    return mask


# ---------------------------------------------------------------- numbering


class Words:
    """All distinct words of all corpora, with their features."""

    def __init__(self):
        self.index, self.forms, self.features = {}, [], []

    def add(self, folder, keep=None):
        """Maps a folder's own word numbers to the common ones."""
        features = np.fromfile(folder / "types.u16", dtype=np.uint16).reshape(-1, 4)
        mapping = np.zeros(len(features), dtype=np.int64)
        with open(folder / "types.txt", encoding="utf-8", errors="surrogateescape", newline="\n") as f:
            for i, line in enumerate(f):
                if keep is not None and not keep[i]:
                    mapping[i] = -1
                    continue
                form, word = line.rstrip("\n").split("\t", 1)
                number = self.index.get(word)
                if number is None:
                    number = self.index[word] = len(self.forms)
                    self.forms.append(form)
                    self.features.append(features[i])
                mapping[i] = number
        return mapping


def featurise(program, documents, folder, *options):
    folder.mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen([program, folder, *options], stdin=subprocess.PIPE)
    for document in documents:
        process.stdin.write((json.dumps(document) + "\n").encode())
    process.stdin.close()
    if process.wait() != 0:
        sys.exit("featurise failed")
    return folder


def load(folder):
    return {"tokens": np.fromfile(folder / "tokens.u32", dtype=np.uint32),
            "flags": np.fromfile(folder / "flags.u8", dtype=np.uint8),
            "docs": np.fromfile(folder / "docs.u64", dtype=np.uint64).astype(np.int64),
            "spans": (np.fromfile(folder / "spans.u32", dtype=np.uint32).reshape(-1, 2).astype(np.int64)
                      if (folder / "spans.u32").exists() else None)}


def tokens_between(spans, start, end):
    """Tokens that share a byte with [start, end)."""
    first = int(np.searchsorted(spans[:, 1], start, side="right"))
    last = int(np.searchsorted(spans[:, 0], end, side="left"))
    return first, last


def lemma_rule(form, lemma):
    """How the lemma comes from the word: bytes to cut from the end, then what to add; "=" keeps capitals."""
    if lemma == form:
        return "=" if form != form.lower() else "0|"
    low = form.lower()
    if lemma.lower() != lemma:
        return None
    common = 0
    while common < min(len(low), len(lemma)) and low[common] == lemma[common]:
        common += 1
    if len(low) - common > 5:
        return None
    return f"{len(low) - common}|{lemma[common:]}"


def count_archive(data, program, out, work, words, form_counts):
    """Writes the unlabelled news as numbers of the common words, and counts their forms."""
    folder = work / "archive"
    if not (folder / "docs.u64").exists():
        with lzma.open(data / "archive" / "outlets.jsonl.xz", "rt", encoding="utf-8") as lines:
            featurise(program, (json.loads(line) for line in lines), folder, "--no-spans")
    archive = load(folder)
    counts = np.bincount(archive["tokens"])
    kept = np.argsort(-counts, kind="stable")[:COMMON_TYPES]
    keep = np.zeros(len(counts), dtype=bool)
    keep[kept] = True
    mapping = words.add(folder, keep)
    archive_ids = mapping[archive["tokens"]]
    archive_ids[archive_ids < 0] = COMMON_TYPES
    assert len(words.forms) <= COMMON_TYPES
    while len(words.forms) <= COMMON_TYPES:  # the rare word, and padding up to it
        words.forms.append("")
        words.features.append(np.zeros(4, dtype=np.uint16))
    np.save(out / "archive_tokens.npy", archive_ids.astype(np.uint16))
    np.save(out / "archive_flags.npy", archive["flags"])
    for number, count in zip(kept, counts[kept]):
        form_counts[words.forms[mapping[number]]] += int(count)


def main():
    data, program, out = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
    before = pathlib.Path(sys.argv[4]) if len(sys.argv) > 4 else None
    language = data / "language"
    work = out / "work"
    work.mkdir(parents=True, exist_ok=True)
    words = Words()
    sets = {}

    form_counts = collections.Counter()
    if before is None:
        count_archive(data, program, out, work, words, form_counts)
    # Trees, tags, lemmas.
    deprels, xposes, uposes, lemma_rules = (collections.Counter() for _ in range(4))
    trees = {}
    for part, files in {"ud_train": ["ud-ewt/en_ewt-ud-train.conllu", "ud-gum/en_gum-permissive-train.conllu"],
                        "ewt_dev": ["ud-ewt/en_ewt-ud-dev.conllu"],
                        "gum_dev": ["ud-gum/en_gum-permissive-dev.conllu"]}.items():
        docs = [d for f in files for d in read_conllu(language / f)]
        folder = featurise(program, ({"id": d["id"], "text": "".join(d["pieces"]), "tokens": d["tokens"],
                                      "sentences": d["sentences"]} for d in docs), work / part)
        numbers = load(folder)
        rows = [r for d in docs for r in d["rows"]]
        bases = np.concatenate([np.full(len(d["rows"]), b) for d, b in zip(docs, numbers["docs"])])
        assert len(rows) == len(numbers["tokens"])
        trees[part] = rows
        if part == "ud_train":
            for form, lemma, upos, xpos, head, deprel in rows:
                deprels[deprel] += 1
                xposes[xpos] += 1
                uposes[upos] += 1
                rule = lemma_rule(form, lemma)
                if rule is not None:
                    lemma_rules[rule] += 1
        sets[part] = numbers
        sets[part]["words"] = words.add(folder)
        sets[part]["bases"] = bases
    upos_labels = sorted(uposes)
    upos_labels = [u for u in "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()]
    xpos_labels = [x for x, c in xposes.most_common() if c >= 3]
    deprel_labels = [x for x, c in deprels.most_common() if c >= 5]
    lemma_labels = [x for x, c in lemma_rules.most_common() if c >= 4]
    if before is not None:
        kept = json.loads((before / "labels.json").read_text(encoding="utf-8"))
        upos_labels, xpos_labels, deprel_labels, lemma_labels = (
            kept[key] for key in ("upos", "xpos", "deprel", "lemma"))
    for part, rows in trees.items():
        find = lambda labels: {label: i for i, label in enumerate(labels)}
        u, x, d, l = map(find, (upos_labels, xpos_labels, deprel_labels, lemma_labels))
        s = sets[part]
        s["upos"] = np.array([u.get(r[2], UNKNOWN) for r in rows], dtype=np.int16)
        s["xpos"] = np.array([x.get(r[3], UNKNOWN) for r in rows], dtype=np.int16)
        s["deprel"] = np.array([d.get(r[5], d.get(r[5].split(":")[0], UNKNOWN)) for r in rows], dtype=np.int16)
        s["lemma"] = np.array([l.get(lemma_rule(r[0], r[1]) or "", UNKNOWN) for r in rows], dtype=np.int16)
        s["head"] = np.array([r[4] + b if r[4] >= 0 else -1 for r, b in zip(rows, s["bases"])], dtype=np.int64)
        s["gold_lemma"] = [r[1] for r in rows]

    # Names.
    for part, files in {"names_train": [("worldwide-ner/train.conll", "worldwide"),
                                        ("uner/en_ewt-ud-train.prerelease-cleaned.iob2", "uner"),
                                        ("wikigold/wikigold.conll", "wikigold")],
                        "worldwide_dev": [("worldwide-ner/dev.conll", "worldwide")],
                        "uner_dev": [("uner/en_ewt-ud-dev.iob2", "uner")]}.items():
        docs = [(d, style) for f, style in files for d in read_names(language / f, style)]
        folder = featurise(program, ({"id": d["id"], "text": d["text"]} for d, _ in docs), work / part)
        s = load(folder)
        masks = np.zeros(len(s["tokens"]), dtype=np.int32)
        for (doc, style), first, last in zip(docs, s["docs"][:-1], s["docs"][1:]):
            kinds, hidden = NAME_MAPS[style]
            outside = 1 | allowed_mask("B", hidden) | allowed_mask("I", hidden)
            masks[first:last] = outside
            to_byte = utf8_offsets(doc["text"])
            spans = s["spans"][first:last]
            for start, end, kind in doc["entities"]:
                if kind not in kinds:
                    continue
                a, b = tokens_between(spans, to_byte[start], to_byte[end])
                if a < b:
                    masks[first + a] = allowed_mask("B", kinds[kind])
                    masks[first + a + 1:first + b] = allowed_mask("I", kinds[kind])
        s["names"] = masks
        s["words"] = words.add(folder)
        sets[part] = s

    # Attribution.
    for part, name in {"polnear_train": "train", "polnear_dev": "dev"}.items():
        docs = [json.loads(line) for line in open(language / "polnear" / f"{name}.jsonl", encoding="utf-8")]
        folder = featurise(program, ({"id": d["id"], "text": d["text"]} for d in docs), work / part)
        s = load(folder)
        roles = np.zeros(len(s["tokens"]), dtype=np.int16)
        links = np.full(len(s["tokens"]), -1, dtype=np.int64)
        for doc, first, last in zip(docs, s["docs"][:-1], s["docs"][1:]):
            to_byte = utf8_offsets(doc["text"])
            spans = s["spans"][first:last]
            for attribution in doc["annotations"][doc["gold_annotator"]]:
                cue = -1
                for role in ("cue", "source", "content"):
                    for start, end in attribution.get(role, []):
                        a, b = tokens_between(spans, to_byte[start], to_byte[end])
                        if a >= b:
                            continue
                        label = 1 + 2 * ROLES.index(role)
                        roles[first + a] = label
                        roles[first + a + 1:first + b] = label + 1
                        if role == "cue":
                            cue = first + a if cue < 0 else min(cue, first + a)
                        links[first + a:first + b] = cue
        s["roles"], s["links"] = roles, links
        s["words"] = words.add(folder)
        sets[part] = s

    # Vocabulary: the most frequent forms, and every form that a training corpus has three times.
    for part in ("ud_train", "names_train", "polnear_train"):
        for number, count in zip(*np.unique(sets[part]["words"][sets[part]["tokens"]], return_counts=True)):
            form_counts[words.forms[number]] += 20 * int(count) if count >= 3 else int(count)
    form_counts.pop("", None)
    vocabulary = [f for f, _ in sorted(form_counts.items(), key=lambda item: (-item[1], item[0]))[:VOCABULARY - 2]]
    vocabulary = ["", "\x01mask"] + vocabulary  # 0 is an unknown form
    if before is not None:
        vocabulary = (before / "vocabulary.txt").read_text(encoding="utf-8", errors="surrogateescape").split("\n")
    number_of = {form: i for i, form in enumerate(vocabulary)}
    features = np.zeros((len(words.forms), 5), dtype=np.uint16)
    features[:, 0] = [number_of.get(form, 0) for form in words.forms]
    features[:, 1:] = np.array(words.features)
    np.save(out / "types.npy", features)
    (out / "vocabulary.txt").write_text("\n".join(vocabulary), encoding="utf-8", errors="surrogateescape")
    for part, s in sets.items():
        arrays = {"tokens": s["words"][s["tokens"]].astype(np.int32), "flags": s["flags"], "docs": s["docs"],
                  "spans": s["spans"].astype(np.int32)}
        for key in ("upos", "xpos", "deprel", "lemma", "head", "names", "roles", "links"):
            if key in s:
                arrays[key] = s[key]
        np.savez_compressed(out / f"{part}.npz", **arrays)
        print(part, len(s["tokens"]), "tokens", len(s["docs"]) - 1, "documents",
              f"{(features[arrays['tokens'], 0] == 0).mean():.4f} unknown forms")
    (out / "labels.json").write_text(json.dumps({
        "upos": upos_labels, "xpos": xpos_labels, "deprel": deprel_labels, "lemma": lemma_labels,
        "names": NAME_LABELS, "roles": ROLE_LABELS}), encoding="utf-8")
    print(len(vocabulary), "forms;", len(words.forms), "distinct words;", len(xpos_labels), "xpos,",
          len(deprel_labels), "deprels,", len(lemma_labels), "lemma rules")


main()
