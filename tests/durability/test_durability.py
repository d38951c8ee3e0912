#!/usr/bin/env python3
"""Shows that nothing is lost: test_durability.py PARLEY SHIM [--kills N] [--every N] [--seed N]

A small set of invented reports is read, corrected and exported while

  kills    the process is ended with SIGKILL at a random moment or at a random call that changes a
           file, half-way through a write too,
  faults   the N-th write, fsync, truncation or unlink fails (EIO, ENOSPC), for every N of the run
           (or every --every-th), and the N-th allocation,
  space    the disk is full (RLIMIT_FSIZE, in steps),
  writers  two programs read into one record at once, and readers look on,
  merge    the process that merges two records is ended,
  upgrade  the process that brings a record of version 1 up to date is ended.

After each: the record opens, `parley check` passes, each article that was there before is there once,
and running the commands again gives the export of a run that nothing disturbed. Standard library only;
prints one line for each part; exit state 1 where a promise was broken."""
import argparse
import hashlib
import json
import os
import pathlib
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

TYPES = ("articles", "actors", "statements", "figures", "series", "origins", "positions", "timeline",
         "links", "decisions")
FORCES = ("said", "denied", "confirmed", "warned")
NAMES = ("Ana Velm", "Tomas Reed", "Ida Brook", "Karl Moss")
BODIES = ("Harbour Board", "Crews Union", "Pilots Guild", "Northern Council")


def write_reports(path, count):
    """Invented reports of a dispute, the same on every machine."""
    rng = random.Random(7)
    with open(path, "w", encoding="utf-8") as out:
        for number in range(count):
            lines = []
            for _ in range(4):
                name, body = rng.choice(NAMES), rng.choice(BODIES)
                lines.append(f"{name} of the {body} {rng.choice(FORCES)} that the {rng.choice(BODIES)} "
                             f"had offered {rng.randrange(2, 9)} percent on {rng.randrange(1, 28)} "
                             f"March. At least {rng.randrange(10, 90)} workers returned, the "
                             f"{body} said.")
            row = {"id": f"report-{number}", "outlet": f"Outlet {number % 5}",
                   "date": f"2025-03-{1 + number % 28:02}", "title": f"Talks, day {number}",
                   "text": " ".join(lines)}
            out.write(json.dumps(row) + "\n")


class Bench:
    def __init__(self, parley, shim, folder):
        self.parley, self.shim, self.folder = parley, shim, pathlib.Path(folder)
        self.reports = self.folder / "reports.jsonl"
        self.decisions = self.folder / "decisions.jsonl"
        self.faults = []
        write_reports(self.reports, 12)
        record = self.new_record("undisturbed")
        self.run(self.read(record), must=0)
        rows = self.rows(record, "statements")
        with open(self.decisions, "w", encoding="utf-8") as out:
            for at, row in enumerate(rows[:3]):
                out.write(json.dumps({"kind": "reject", "targets": [row["id"]], "reason": "a test",
                                      "made_by": "tester",
                                      "made_at": f"2025-04-01T10:00:0{at}Z"}) + "\n")
        self.run(self.correct(record), must=0)
        self.decisions.write_text(
            self.run(["export", "--record", record, "--type", "decisions"], must=0).stdout.decode(),
            encoding="utf-8")
        self.expected = self.digest(record)

    def new_record(self, name):
        for old in self.folder.glob(name + ".parley*"):
            old.unlink()
        return self.folder / (name + ".parley")

    def read(self, record):
        return ["read", self.reports, "--record", record, "--threads", "2", "--quiet"]

    def correct(self, record):
        return ["correct", "--from", self.decisions, "--record", record]

    def export(self, record):
        return ["export", "--record", record, "--type", "statements"]

    def run(self, args, must=None, fault=None, limit=None):
        environment = dict(os.environ)
        if fault is not None:
            environment.update({"LD_PRELOAD": str(self.shim)} | fault)
        before = (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))) if limit else None
        done = subprocess.run([self.parley, *map(str, args)], capture_output=True, env=environment,
                              preexec_fn=before, check=False, timeout=120)
        if must is not None and done.returncode != must:
            self.fault(f"{args[0]} ended with {done.returncode}: {done.stderr.decode()[:300]}")
        return done

    def fault(self, words):
        self.faults.append(words)
        print("BROKEN", words, flush=True)

    def rows(self, record, kind):
        text = self.run(["export", "--record", record, "--type", kind], must=0).stdout.decode()
        return [json.loads(line) for line in text.splitlines()]

    def digest(self, record):
        digest = hashlib.sha256()
        for kind in TYPES:
            digest.update(self.run(["export", "--record", record, "--type", kind], must=0).stdout)
        return digest.hexdigest()

    def articles(self, record):
        """Ids of the articles of a record that may have been left at any moment."""
        if not record.exists():
            return []
        done = self.run(["export", "--record", record, "--type", "articles"])
        if done.returncode == 0:
            return [json.loads(line)["id"] for line in done.stdout.decode().splitlines()]
        if b"the record is empty" not in done.stderr:
            self.fault(f"the record does not open: {done.stderr.decode()[:300]}")
        return []

    def look(self, record, before, where):
        """What was kept is there once, and the record is sound. Gives the ids."""
        ids = self.articles(record)
        if len(ids) != len(set(ids)):
            self.fault(f"{where}: an article is there twice")
        if not set(before) <= set(ids):
            self.fault(f"{where}: an article that was kept is gone")
        if ids:
            self.run(["check", "--record", record], must=0)
        return ids

    def finish(self, record, where):
        """Runs everything again, undisturbed."""
        self.run(self.read(record), must=0)
        self.run(self.correct(record), must=0)
        if self.digest(record) != self.expected:
            self.fault(f"{where}: the export differs from that of an undisturbed run")


def count_calls(bench, kind):
    """How many calls reading, then correcting, makes; one number a command."""
    record = bench.new_record("count")
    counts = []
    for args in (bench.read(record), bench.correct(record)):
        path = bench.folder / "calls"
        bench.run(args, must=0, fault={"FAULT_KIND": kind, "FAULT_COUNT": str(path)})
        counts.append(int(path.read_text()))
    return counts


def kills(bench, number, rng):
    calls = count_calls(bench, "count")
    started = time.monotonic()
    bench.run(bench.read(bench.new_record("kill")), must=0)
    seconds = time.monotonic() - started
    done = 0
    while done < number:
        record = bench.new_record("kill")
        kept = []
        for step, args in enumerate((bench.read(record), bench.correct(record), bench.export(record))):
            for _ in range(rng.randrange(1, 3)):
                if done == number:
                    break
                done += 1
                where = f"kill {done} of {args[0]}"
                if step < 2 and rng.random() < 0.7:
                    bench.run(args, fault={"FAULT_KIND": rng.choice(("kill", "torn")),
                                           "FAULT_AT": str(rng.randrange(1, calls[step] + 1))})
                else:
                    child = subprocess.Popen([bench.parley, *map(str, args)], stdout=subprocess.DEVNULL,
                                             stderr=subprocess.DEVNULL)
                    time.sleep(rng.random() * seconds)
                    child.send_signal(signal.SIGKILL)
                    child.wait()
                kept = bench.look(record, kept, where)
            if step < 2:
                bench.run(args, must=0)
                kept = bench.look(record, kept, f"after kill {done}")
        if bench.digest(record) != bench.expected:
            bench.fault(f"after kill {done}: the export differs from that of an undisturbed run")
    print(f"kills: {done}, {len(bench.faults)} faults", flush=True)


def sweep(bench, kind, every, whole_every):
    """The N-th call fails, for every N-th N."""
    runs = 0
    ends = {}
    for step, calls in enumerate(count_calls(bench, kind)):
        for at in range(1, calls + 1, every if kind != "malloc" else whole_every):
            record = bench.new_record("sweep")
            kept = []
            if step == 1:
                bench.run(bench.read(record), must=0)
                kept = bench.articles(record)
            args = (bench.read(record), bench.correct(record))[step]
            done = bench.run(args, fault={"FAULT_KIND": kind, "FAULT_AT": str(at)})
            runs += 1
            ends[done.returncode] = ends.get(done.returncode, 0) + 1
            where = f"{kind} at call {at} of {args[0]}"
            if done.returncode not in (0, 2, -signal.SIGABRT) or \
                    (kind != "malloc" and done.returncode == -signal.SIGABRT):
                bench.fault(f"{where}: ended with {done.returncode}: {done.stderr.decode()[:200]}")
            if done.returncode == 2 and not done.stderr.strip():
                bench.fault(f"{where}: failed without a word")
            bench.look(record, kept, where)
            bench.finish(record, where)
    print(f"{kind}: {runs} runs, ended with {dict(sorted(ends.items()))}, {len(bench.faults)} faults",
          flush=True)


def space(bench, step):
    """A file that cannot grow: the run says so, and completes once there is room."""
    record = bench.new_record("space")
    bench.run(bench.read(record), must=0)
    size = record.stat().st_size
    refused = runs = 0
    for limit in range(4096, size + step, step):
        record = bench.new_record("space")
        done = bench.run(bench.read(record), limit=limit)
        runs += 1
        if done.returncode != 0:
            refused += 1
            words = done.stderr.decode()
            if done.returncode != 2 or "run the same command again" not in words:
                bench.fault(f"{limit} bytes: ended with {done.returncode}: {words[:200]}")
        bench.look(record, [], f"{limit} bytes of room")
        bench.finish(record, f"{limit} bytes of room")
    print(f"space: {runs} sizes, {refused} too small, {len(bench.faults)} faults", flush=True)


def writers(bench, rounds):
    """Two writers and a reader at once; a writer may be told to come back, and loses nothing."""
    waits = 0
    for turn in range(rounds):
        record = bench.new_record("writers")
        both = [subprocess.Popen([bench.parley, *map(str, bench.read(record))],
                                 stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(2)]
        while any(child.poll() is None for child in both):
            ids = bench.articles(record)
            if len(ids) != len(set(ids)):
                bench.fault(f"writers, round {turn}: a reader sees an article twice")
        for child in both:
            words = child.communicate()[1].decode()
            if child.returncode == 2 and "in use by another writer" in words:
                waits += 1
            elif child.returncode != 0:
                bench.fault(f"writers, round {turn}: ended with {child.returncode}: {words[:200]}")
        bench.look(record, [], f"writers, round {turn}")
        bench.finish(record, f"writers, round {turn}")
    print(f"writers: {rounds} rounds, {waits} told to come back, {len(bench.faults)} faults", flush=True)


def kill_at_random(bench, args, calls, rng):
    """Ends a run at a random call that changes a file; calls: how many it makes undisturbed."""
    bench.run(args, fault={"FAULT_KIND": rng.choice(("kill", "torn")),
                           "FAULT_AT": str(rng.randrange(1, calls + 1))})


def calls_of(bench, args):
    path = bench.folder / "calls"
    bench.run(args, must=0, fault={"FAULT_KIND": "count", "FAULT_COUNT": str(path)})
    return int(path.read_text())


def merges(bench, number, rng):
    lines = bench.reports.read_text(encoding="utf-8").splitlines(keepends=True)
    sides = []
    for name, part in (("left", lines[:8]), ("right", lines[5:])):
        reports = bench.folder / (name + ".jsonl")
        reports.write_text("".join(part), encoding="utf-8")
        sides.append(bench.new_record(name))
        bench.run(["read", reports, "--record", sides[-1], "--quiet"], must=0)
    before = [hashlib.sha256(side.read_bytes()).digest() for side in sides]
    merge = lambda record: ["merge", *sides, "--into", record, "--quiet"]
    # The reports name other files than those of one read, so that this run alone says what is right.
    whole = bench.new_record("merged")
    calls = calls_of(bench, merge(whole))
    bench.run(bench.correct(whole), must=0)
    expected = bench.digest(whole)
    done = 0
    while done < number:
        record = bench.new_record("merged")
        kept = []
        for _ in range(rng.randrange(1, 4)):
            done += 1
            kill_at_random(bench, merge(record), calls, rng)
            kept = bench.look(record, kept, f"kill {done} of merge")
        bench.run(merge(record), must=0)
        bench.run(bench.correct(record), must=0)
        if bench.digest(record) != expected:
            bench.fault(f"after kill {done} of merge: the export differs from that of an undisturbed run")
        if [hashlib.sha256(side.read_bytes()).digest() for side in sides] != before:
            bench.fault(f"kill {done} of merge: a record that was only read has changed")
    print(f"merge: {done} kills, {len(bench.faults)} faults", flush=True)


def make_version_1(now, old):
    """What version 1 would have made of the reports in the record `now`."""
    schema = pathlib.Path(__file__).parent.parent / "fixtures" / "records" / "version-1.sql"
    record = sqlite3.connect(old)
    record.executescript(schema.read_text(encoding="utf-8"))
    record.execute("ATTACH ? AS now", (str(now),))
    for table in ("meta", "articles", "blocks", "findings", "decisions"):
        record.execute(f"INSERT INTO main.{table} SELECT * FROM now.{table}")
    record.execute("INSERT INTO derived SELECT type, position, id, number, item FROM now.derived")
    record.execute('INSERT INTO sentences(article, start, "end") SELECT article, start, "end" '
                   "FROM now.sentences ORDER BY article, start")
    record.execute("INSERT INTO sentence_words(rowid, words) SELECT s.number, "
                   'CAST(substr(CAST(a.text AS BLOB), s.start + 1, s."end" - s.start) AS TEXT) '
                   "FROM sentences s JOIN articles a ON a.number = s.article")
    record.execute("DELETE FROM meta WHERE key LIKE 'derived_%' AND key != 'derived_generation'")
    record.commit()
    record.close()


def upgrades(bench, number, rng):
    now = bench.new_record("now")
    bench.finish(now, "a record to make an old one of")
    old = bench.new_record("old")
    make_version_1(now, old)
    calls = calls_of(bench, bench.correct(old))
    for done in range(1, number + 1):
        old = bench.new_record("old")
        make_version_1(now, old)
        kept = bench.look(old, [], "version 1")
        kill_at_random(bench, bench.correct(old), calls, rng)
        bench.look(old, kept, f"kill {done} of an upgrade")
        bench.finish(old, f"kill {done} of an upgrade")
    print(f"upgrade: {number} kills, {len(bench.faults)} faults", flush=True)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("parley")
    options.add_argument("shim")
    options.add_argument("--kills", type=int, default=3)
    options.add_argument("--every", type=int, default=290, help="of the calls that may fail; 1 for all")
    options.add_argument("--mallocs", type=int, default=0,
                         help="of the allocations; 0 for none")
    options.add_argument("--space", type=int, default=0, help="step in bytes; 0 for none")
    options.add_argument("--rounds", type=int, default=1, help="of two writers")
    options.add_argument("--merges", type=int, default=2, help="kills of merge")
    options.add_argument("--upgrades", type=int, default=2, help="kills of an upgrade")
    options.add_argument("--seed", type=int, default=1)
    flags = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(flags.parley, pathlib.Path(flags.shim).resolve(), folder)
        if flags.kills:
            kills(bench, flags.kills, random.Random(flags.seed))
        if flags.every:
            sweep(bench, "EIO", flags.every, flags.mallocs)
            sweep(bench, "ENOSPC", flags.every, flags.mallocs)
        if flags.mallocs:
            sweep(bench, "malloc", flags.every, flags.mallocs)
        if flags.space:
            space(bench, flags.space)
        if flags.rounds:
            writers(bench, flags.rounds)
        if flags.merges:
            merges(bench, flags.merges, random.Random(flags.seed))
        if flags.upgrades:
            upgrades(bench, flags.upgrades, random.Random(flags.seed))
    return 1 if bench.faults else 0


if __name__ == "__main__":
    sys.exit(main())
