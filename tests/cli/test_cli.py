#!/usr/bin/env python3
"""Drives the parley program as a user does: test_cli.py PARLEY [unittest arguments]

Standard library only. Each test has a folder of its own; reports are invented."""
import csv
import io
import json
import os
import pathlib
import resource
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

PARLEY = os.path.abspath(sys.argv[1])
ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "ferry-strike"
REPORTS = 15  # of the example


def run(*args, stdin=b"", env=None, preexec=None, timeout=900):
    return subprocess.run([PARLEY, *map(str, args)], input=stdin, capture_output=True,
                          timeout=timeout, preexec_fn=preexec, env={**os.environ, **(env or {})})


def lines(result):
    return [json.loads(line) for line in result.stdout.decode().splitlines()]


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="parley_cli_"))
        self.record = self.folder / "talks.parley"
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def read_example(self, *more):
        done = run("read", EXAMPLE, "--record", self.record, *more)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        return done

    def fails(self, result, status, *words):
        self.assertEqual(result.returncode, status, result.stderr.decode())
        for word in words:
            self.assertIn(word, result.stderr.decode())


class Annotate(Case):
    def test_prints_one_object_a_document_in_input_order(self):
        rows = "".join(json.dumps({"id": f"r{i}", "text": f"Talks resumed on day {i}."}) + "\n"
                       for i in range(60))
        done = run("annotate", "--as-is", "--input", "jsonl", "-j", "4", "-", stdin=rows.encode())
        self.assertEqual([row["id"] for row in lines(done)], [f"r{i}" for i in range(60)])
        self.assertEqual(done.stderr, b"")

    def test_keeps_to_a_topic_and_lists_what_it_leaves_out(self):
        rows = ('{"id":"a","title":"Ferry strike","text":"The crews met on Monday."}\n'
                '{"id":"b","title":"Weather","text":"It rained on Monday."}\n')
        left_out = self.folder / "left_out.jsonl"
        done = run("annotate", "--input", "jsonl", "--about", "ferry strike|walkout", "--left-out",
                   left_out, "-", stdin=rows.encode())
        self.assertEqual(done.returncode, 0)
        self.assertEqual([row["id"] for row in lines(done)], ["a"])
        self.assertIn(b"1 on the topic, 1 left out", done.stderr)
        row = json.loads(left_out.read_text())
        self.assertEqual((row["id"], row["score"], row["reason"]), ("b", 0, "lacks-rarest"))
        self.assertEqual([term["found"] for term in row["terms"]], ["none", "none"])

    def test_gives_the_same_bytes_whatever_the_threads(self):
        one = run("annotate", "-j", "1", EXAMPLE)
        four = run("annotate", "-j", "4", EXAMPLE)
        self.assertEqual(one.stdout, four.stdout)

    def test_every_quote_is_what_the_text_holds(self):
        for row in lines(run("annotate", EXAMPLE)):
            text = row["text"].encode()
            queue = [row]
            while queue:
                value = queue.pop()
                if isinstance(value, dict):
                    if "quote" in value and value["quote"] is not None:
                        spans = value.get("spans", [value])
                        words = " … ".join(text[s["start"]:s["end"]].decode() for s in spans)
                        if "start" in spans[0]:
                            self.assertEqual(words, value["quote"])
                    queue.extend(value.values())
                elif isinstance(value, list):
                    queue.extend(value)

    def test_reads_names_ended_by_nul(self):
        names = "\0".join(str(p) for p in sorted(EXAMPLE.iterdir())).encode()
        self.assertEqual(len(lines(run("annotate", "-0", stdin=names))), REPORTS)

    def test_is_silent_when_the_reader_leaves(self):
        done = subprocess.run(["bash", "-c", f'"{PARLEY}" annotate {EXAMPLE} | head -c 10'],
                              capture_output=True, timeout=60)
        self.assertEqual(done.stderr, b"")


class Tables(Case):
    REPORT = "The mill stored 40 kegs of cider and the raid unhoused 12 coopers."

    def figures(self, *more):
        found = run("annotate", "-", "--as-is", "--layers", "figures", *more,
                    stdin=self.REPORT.encode())
        self.assertEqual(found.returncode, 0, found.stderr.decode())
        return {figure["quote"]: figure for figure in lines(found)[0]["figures"]}

    def test_a_users_tables_add_measures_units_and_people(self):
        self.write("tables/measures.tsv", "# ours\nunhoused\tdisplaced\tany\n")
        self.write("tables/units.tsv", "kegs\tkeg\tvolume\n")
        self.write("tables/populations.tsv", "coopers\n")

        before = self.figures()
        after = self.figures("--tables", self.folder / "tables")

        self.assertEqual(before["40"]["measure"], "count")
        self.assertEqual((after["40"]["measure"], after["40"]["unit"]), ("volume", "keg"))
        self.assertEqual(before["12"]["unit"], "cooper")
        self.assertEqual((after["12"]["measure"], after["12"]["unit"]), ("displaced", "person"))

    def test_a_table_that_the_program_does_not_know_is_refused(self):
        self.write("tables/mesures.tsv", "unhoused\tdisplaced\tany\n")

        self.fails(run("annotate", "-", "--tables", self.folder / "tables"), 2, "no table")


class Usage(Case):
    def test_suggests_the_command_that_was_meant(self):
        self.fails(run("breif"), 2, "did you mean brief?")

    def test_suggests_the_option_that_was_meant(self):
        self.fails(run("brief", "--recrod", "x"), 2, "did you mean --record?")

    def test_puts_examples_first_in_help(self):
        for command in ("read", "brief", "show", "check", "search", "export", "annotate"):
            done = run(command, "--help")
            self.assertEqual(done.returncode, 0)
            self.assertTrue(done.stdout.decode().startswith("Examples:\n  parley " + command))

    def test_without_a_command_shows_help_and_fails(self):
        self.fails(run(), 2, "Examples:")

    def test_reads_the_record_from_the_environment(self):
        self.read_example()
        done = run("brief", env={"PARLEY_RECORD": str(self.record)})
        self.assertEqual(done.returncode, 0, done.stderr.decode())

    def test_docs_are_the_programs_own_help(self):
        page = (ROOT / "docs" / "cli.md").read_bytes()
        self.assertEqual(run("help", "--markdown").stdout, page,
                         "run: parley help --markdown > docs/cli.md")


class Record(Case):
    def test_reading_twice_changes_nothing(self):
        self.read_example()
        first = self.export_all()
        again = self.read_example()
        self.assertIn(f"0 added, {REPORTS} there already".encode(), again.stderr)
        self.assertEqual(self.export_all(), first)

    def test_any_order_and_threads_give_the_same_export(self):
        files = sorted(EXAMPLE.iterdir())
        exports = []
        for number, (order, threads) in enumerate([(files, 1), (files[::-1], 4),
                                                   (files[1:] + files[:1], 2)]):
            self.record = self.folder / f"{number}.parley"
            for group in ([order] if number != 2 else [[f] for f in order]):
                done = run("read", *group, "-j", threads, "--record", self.record)
                self.assertEqual(done.returncode, 0)
            exports.append(self.export_all())
        self.assertEqual(exports[0], exports[1])
        self.assertEqual(exports[0], exports[2])

    def export_all(self):
        out = {}
        for kind in ("actors articles commitments events exchanges figures links origins "
                     "positions series states statements timeline").split():
            done = run("export", "--record", self.record, "--type", kind)
            self.assertEqual(done.returncode, 0, done.stderr.decode())
            out[kind] = done.stdout
        return out

    def test_commitments_stand_beside_what_is_reported_of_their_keeping(self):
        text = ("The Northern Council agreed to release 30 prisoners by Friday. The Crews Movement "
                "pledged to halt rocket fire. Under the truce, the Northern Council will withdraw its "
                "troops from the valley within 60 days.\n\nThe Crews Movement accused the Northern "
                "Council of violating the truce. The Northern Council denied violating the ceasefire. "
                "Ana Velm said that the Crews Movement had complied with the terms of the truce.\n")
        self.assertEqual(run("read", "-q", "-", "--record", self.record, stdin=text.encode()).returncode,
                         0)
        rows = lines(run("export", "--record", self.record, "--type", "commitments"))
        told = {row["term"]: (row["holder"], row["deadline"],
                              [(report["kind"], report["by"]) for report in row["reports"]])
                for row in rows}
        self.assertEqual(told, {
            "release 30 prisoners by Friday": ("Northern Council", "Friday", []),
            "halt rocket fire": ("Crews Movement", None, [("kept", "Ana Velm")]),
            "withdraw its troops from the valley within 60 days": (
                "Northern Council", "60 days",
                [("breached", "Crews Movement"), ("breach_denied", "Northern Council")]),
        })

    def test_every_exported_row_has_evidence_that_quotes_its_article(self):
        self.read_example()
        texts = {row["id"]: row["text"].encode() for row in lines(run("annotate", EXAMPLE))}
        count = 0
        for rows in self.export_all().values():
            for row in map(json.loads, rows.decode().splitlines()):
                self.assertTrue(row["evidence"])
                for place in row["evidence"]:
                    count += 1
                    words = texts[place["article"]][place["start"]:place["end"]].decode()
                    self.assertEqual(words, place["quote"])
        self.assertGreater(count, 5)

    def test_brief_has_its_sections_and_show_opens_its_numbers(self):
        self.read_example()
        page = run("brief", "--record", self.record).stdout.decode()
        for title in ("Where it stands", "Parties and go-betweens", "What each wants",
                      "Figures, by claimant", "Timeline", "Who carries the news",
                      "What is uncertain"):
            self.assertIn(title, page)
        brief = json.loads(run("brief", "--json", "--record", self.record).stdout)
        numbers = [line["number"] for section in brief["sections"] for line in section["lines"]
                   if line["number"]]
        for number in numbers[:5]:
            done = run("show", number, "--record", self.record)
            self.assertEqual(done.returncode, 0)
            self.assertIn("“", done.stdout.decode())

    def test_show_tells_when_nothing_has_the_number(self):
        self.read_example()
        self.fails(run("show", "999999", "--record", self.record), 1, "no row of this number or id")

    def test_search_finds_sentences_and_tells_when_there_are_none(self):
        self.read_example()
        found = lines(run("search", "crew members", "-r", self.record))
        self.assertTrue(found)
        self.assertIn("crew member", found[0]["quote"].lower())
        self.fails(run("search", "zeppelin", "-r", self.record), 1, "no sentence has these words")

    def test_csv_is_read_back_by_a_csv_reader(self):
        self.read_example()
        done = run("export", "-r", self.record, "--type", "articles", "--csv")
        rows = list(csv.DictReader(io.StringIO(done.stdout.decode(), newline="")))
        self.assertEqual(len(rows), REPORTS)

    def test_csv_defuses_formulas(self):
        rows = json.dumps({"id": "f", "outlet": "=HYPERLINK(1)", "text": "Talks resumed today."})
        run("read", "--input", "jsonl", "-", "-r", self.record, stdin=rows.encode())
        done = run("export", "-r", self.record, "--type", "articles", "--csv", "--fields", "outlet")
        self.assertEqual(done.stdout, b"outlet\r\n'=HYPERLINK(1)\r\n")
        raw = run("export", "-r", self.record, "--type", "articles", "--csv", "--fields", "outlet",
                  "--raw-csv")
        self.assertEqual(raw.stdout, b"outlet\r\n=HYPERLINK(1)\r\n")

    def test_check_proves_a_sound_record(self):
        self.read_example()
        done = run("check", "-r", self.record)
        self.assertEqual(done.returncode, 0, done.stdout.decode())
        self.assertTrue(done.stdout.startswith(b"sound"))

    def test_check_sees_a_damaged_byte_of_a_stored_text(self):
        self.read_example()
        data = self.record.read_bytes()
        # The text as stored, not the index: the words with the space between.
        at = data.find(b"very close to an agreement")
        self.assertGreater(at, 0)
        while at >= 0:
            data = data[:at] + b"V" + data[at + 1:]
            at = data.find(b"very close to an agreement")
        self.record.write_bytes(data)
        done = run("check", "-r", self.record)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"digest differs", done.stdout)

    def test_progress_as_json_goes_to_standard_error(self):
        done = self.read_example("--progress=json")
        reports = [x for x in done.stderr.decode().splitlines() if x.startswith("{")]
        last = json.loads(reports[-1])
        self.assertEqual(last["done"], True)
        self.assertEqual(last["articles"], REPORTS)
        self.assertEqual(done.stdout, b"")


class Merge(Case):
    TYPES = ("articles", "actors", "statements", "origins", "figures", "positions")

    def rows(self, record):
        return [run("export", "--record", record, "--type", kind).stdout for kind in self.TYPES]

    def test_gives_the_rows_of_one_record(self):
        self.read_example()
        reports = sorted(EXAMPLE.iterdir())
        parts = []
        for name, some in (("a", reports[:9]), ("b", reports[7:])):
            parts.append(self.folder / f"{name}.parley")
            run("read", *some, "--record", parts[-1])
        merged = self.folder / "merged.parley"
        done = run("merge", *parts, "--into", merged)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        self.assertIn(f"{REPORTS} articles added".encode(), done.stderr)
        self.assertEqual(self.rows(merged), self.rows(self.record))
        again = run("merge", *parts, "--into", merged)
        self.assertIn(b"0 articles added", again.stderr)
        self.assertEqual(run("check", "--record", merged).returncode, 0)

    def test_says_what_is_wrong_and_makes_nothing(self):
        self.read_example()
        into = self.folder / "merged.parley"
        self.fails(run("merge", self.record, self.record, "--into", into), 2, "the same file")
        self.fails(run("merge", self.record, "--into", self.record), 2, "--into alone")
        self.fails(run("merge", self.folder / "none.parley", "--into", into), 2, "no such record")
        self.fails(run("merge", EXAMPLE, "--into", into), 2, "is a folder")
        self.assertFalse(into.exists())


class BadInput(Case):
    def issues_of(self, text, published=None):
        row = {"id": "r", "text": text, "published": published}
        found = run("annotate", "--input", "jsonl", "--as-is", "-", stdin=json.dumps(row).encode())
        self.assertEqual(found.returncode, 0, found.stderr.decode())
        return lines(found)[0]

    def test_numbers_that_cannot_be_read_become_issues(self):
        row = self.issues_of("A list of " + "7" * 400 + " names. One has 13,300 boats, one 13.300 "
                             "boats; another \u0661\u0663\u066c\u0663\u0660\u0660 boats.",
                             "2025-03-14")

        kinds = [issue["kind"] for issue in row["issues"]]
        self.assertIn("overlong-number", kinds)
        self.assertIn("ambiguous-number", kinds)
        self.assertEqual([figure["value"] for figure in row["figures"]], [13300, None, 13300])

    def test_days_that_are_none_become_issues(self):
        row = self.issues_of("They met on 30 February and on Monday, 12 March 2025. The bond ends on "
                             "9999-12-31. The next day nobody knows.", "2025-03-14")

        kinds = [issue["kind"] for issue in row["issues"]]
        self.assertEqual(kinds, ["no-such-day", "other-weekday", "date-out-of-range"])
        self.assertEqual([time["resolved"] for time in row["times"]],
                         [None, None, "9999-12-31", None])

    def test_a_report_without_a_day_or_with_one_to_come_is_told(self):
        text = "They met on Monday. Talks go on in two weeks. It rained in March."
        ahead = f"{time.gmtime().tm_year + 2}-03-01"
        for published, kind in ((None, "no-date"), ("0000-01-01", "bad-date"),
                                ("9999-12-31", "bad-date"), (ahead, "future-date")):
            row = self.issues_of(text, published)
            self.assertIn(kind, [issue["kind"] for issue in row["issues"]], published)
            if row["published"]["value"] is None:
                self.assertEqual([time["resolved"] for time in row["times"]], [None] * 3)

    def test_missing_file(self):
        self.fails(run("read", self.folder / "none.txt", "-r", self.record), 1, "none.txt",
                   "no such file")

    def test_folder_with_nothing_to_read(self):
        (self.folder / "empty").mkdir()
        self.fails(run("read", self.folder / "empty", "-r", self.record), 1, "empty")

    def test_broken_utf8_is_mended_and_told(self):
        path = self.write("broken.txt", b"The council met on Monday. It \xff\xfe said talks go on.\n")
        done = run("annotate", path, "--input", "text")
        self.assertEqual(done.returncode, 0)
        row = lines(done)[0]
        self.assertIn("\ufffd", row["text"])
        self.assertTrue(row["issues"])

    def test_line_of_fifty_megabytes_is_passed_over(self):
        path = self.write("huge.jsonl", b'{"id":"big","text":"' + b"a" * (50 << 20) + b'"}\n' +
                          b'{"id":"after","text":"Talks resumed on Monday."}\n')
        done = run("read", path, "-r", self.record, "--rejects", self.folder / "rejects.jsonl")
        self.fails(done, 1, "huge.jsonl")
        listed = (self.folder / "rejects.jsonl").read_text().splitlines()
        rejects = [json.loads(row) for row in listed]
        self.assertEqual(len(rejects), 1)
        self.assertIn("reason", rejects[0])
        articles = lines(run("export", "-r", self.record, "--type", "articles"))
        self.assertEqual([row["id"] for row in articles], ["after"])

    def test_cut_json_line_is_told_with_its_place(self):
        path = self.write("cut.jsonl", '{"id":"a","text":"Talks resumed."}\n{"id":"b","te')
        self.fails(run("read", path, "-r", self.record), 1, "cut.jsonl:2")

    def test_empty_report(self):
        self.fails(run("read", self.write("empty.txt", "  \n"), "-r", self.record), 1, "empty.txt")

    def test_an_id_that_comes_with_another_text(self):
        rows = '{"id":"a","text":"Talks resumed."}\n{"id":"a","text":"Talks broke off."}\n'
        done = run("read", "--input", "jsonl", "-", "-r", self.record, stdin=rows.encode())
        self.fails(done, 1, "under the id a")

    def test_record_of_a_newer_version_is_left_alone(self):
        self.read_example()
        with sqlite3.connect(self.record) as db:
            db.execute("PRAGMA user_version=99")
        before = self.record.read_bytes()
        for command in (["brief"], ["check"], ["read", EXAMPLE]):
            self.fails(run(*command, "-r", self.record), 2, "newer Parley")
        self.assertEqual(self.record.read_bytes(), before)

    def test_a_file_that_is_no_record_is_left_alone(self):
        path = self.write("notes.txt", "The council met on Monday and said talks go on. " * 30)
        before = path.read_bytes()
        self.fails(run("read", EXAMPLE, "-r", path), 2, "no Parley record")
        self.assertEqual(path.read_bytes(), before)

    def test_missing_record_names_the_command_that_makes_one(self):
        self.fails(run("brief", "-r", self.record), 2, "parley read")

    def test_record_in_use_by_another_writer(self):
        self.read_example()
        path = self.write("new.txt", "NORTHPORT, March 15, 2025 - The board met the union again.\n")
        db = sqlite3.connect(self.record, isolation_level=None)
        db.execute("BEGIN IMMEDIATE")
        self.fails(run("read", path, "-r", self.record), 2, "in use by another writer")
        db.execute("ROLLBACK")
        db.close()
        self.assertEqual(run("read", path, "-r", self.record).returncode, 0)

    def test_full_disk_loses_nothing_that_was_kept(self):
        self.read_example()
        kept = lines(run("export", "-r", self.record, "--type", "articles"))
        rows = "".join(json.dumps({"id": f"n{i}", "text": f"The board met the union. Day {i}. " * 200})
                       + "\n" for i in range(200))
        limit = self.record.stat().st_size + 65536
        full = run("read", "--input", "jsonl", "-", "-r", self.record, stdin=rows.encode(),
                   preexec=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        self.fails(full, 2, "what was kept before is safe")
        self.assertEqual(run("check", "-r", self.record).returncode, 0)
        ids = {row["id"] for row in lines(run("export", "-r", self.record, "--type", "articles"))}
        self.assertLessEqual({row["id"] for row in kept}, ids)
        done = run("read", "--input", "jsonl", "-", "-r", self.record, stdin=rows.encode())
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        self.assertEqual(len(lines(run("export", "-r", self.record, "--type", "articles"))), 200 + REPORTS)

    def test_first_interrupt_keeps_what_was_read(self):
        process = subprocess.Popen([PARLEY, "read", "--input", "jsonl", "-", "-r", self.record,
                                    "--progress=json"], stdin=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        for i in range(2000):
            row = {"id": f"n{i}", "text": f"The board met the union on day {i}."}
            process.stdin.write(json.dumps(row).encode() + b"\n")
            process.stdin.flush()
            if i < 100:
                continue
            # A line comes at most once a second, and only while something is read.
            time.sleep(0.05)
            if select.select([process.stderr], [], [], 0)[0] and \
                    json.loads(process.stderr.readline())["articles"] > 50:
                break
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, err.decode())
        articles = lines(run("export", "-r", self.record, "--type", "articles"))
        self.assertGreater(len(articles), 50)
        self.assertEqual(run("check", "-r", self.record).returncode, 0)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]], verbosity=1)
