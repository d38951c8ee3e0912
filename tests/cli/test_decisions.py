#!/usr/bin/env python3
"""Drives `parley correct` and what decisions do to a record: test_decisions.py PARLEY

Standard library only. Each test has a folder of its own; reports are invented."""
import json
import sys
import unittest

from test_cli import Case, EXAMPLE, lines, run

TYPES = ("actors articles events exchanges figures links origins positions processes series "
         "statements timeline").split()
REPORT = ("Ana Velm of the Northern Council said on Friday that the council wanted the depot "
          "reopened. The Crews Union rejected the demand. At least 50 workers had returned, the "
          "council said.")


class Base(Case):
    def export(self, kind, record=None):
        done = run("export", "-r", record or self.record, "--type", kind)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        return done.stdout

    def rows(self, kind, record=None):
        return [json.loads(line) for line in self.export(kind, record).splitlines()]

    def all(self, record=None):
        return {kind: self.export(kind, record) for kind in TYPES}

    def correct(self, *words, status=0):
        done = run("correct", *words, "--record", self.record, env={"USER": "desk"})
        self.assertEqual(done.returncode, status, done.stderr.decode())
        return lines(done)

    def check(self, record=None):
        done = run("check", "--record", record or self.record)
        self.assertEqual(done.returncode, 0, done.stdout.decode())

    def read_rows(self, *rows, again=False):
        text = "".join(json.dumps(row) + "\n" for row in rows)
        done = run("read", "-", "--input", "jsonl", "--as-is", "--record", self.record,
                   *(["--again"] if again else []), stdin=text.encode())
        self.assertEqual(done.returncode, 0, done.stderr.decode())


class Decisions(Base):
    def several(self):
        """One decision of every kind; their ids."""
        self.read_example()
        position = self.rows("positions")[0]
        figure = self.rows("figures")[0]
        actors = [row["id"] for row in self.rows("actors")]
        origins = [row for row in self.rows("origins")]
        many = next(row for row in origins if len(row["members"]) > 1)
        others = [row["id"] for row in origins if row is not many]
        article = self.rows("articles")[0]["id"]
        made = []
        for words in (["accept", self.rows("events")[0]["id"]],
                      ["reject", position["id"], "--reason", "a headline"],
                      ["set", figure["id"], "bound", "about"],
                      ["set", figure["id"], "claimant", "Example Desk"],
                      ["set", article, "outlet", "Example Wire"],
                      ["set", actors[2], "name", "Somebody Else"],
                      ["merge", actors[0], actors[1]],
                      ["part", many["id"], "--member", many["members"][0]["statement"]],
                      ["join", others[0], others[1]],
                      ["reject", self.rows("timeline")[0]["id"], "--reason", "not of that day"],
                      ["note", actors[3], "ask them"]):
            made += self.correct(*words)
        return [row["id"] for row in made]

    def test_a_rejected_row_is_gone_and_stays_gone_after_a_re_read(self):
        self.read_example()
        row = self.rows("positions")[0]
        self.correct("reject", row["number"], "--reason", "a headline")
        self.assertNotIn(row["id"], [r["id"] for r in self.rows("positions")])
        self.assertEqual(run("read", "--again", EXAMPLE, "-r", self.record).returncode, 0)
        self.assertNotIn(row["id"], [r["id"] for r in self.rows("positions")])
        self.read_rows({"id": "more", "text": REPORT})
        self.assertNotIn(row["id"], [r["id"] for r in self.rows("positions")])
        decision, = self.rows("decisions")
        self.assertEqual((decision["standing"], decision["reason"], decision["made_by"]),
                         ("stands", "a headline", "desk"))
        self.assertEqual(decision["evidence"][0]["quote"], row["quote"])
        self.check()

    def test_a_decision_renumbers_no_other_row(self):
        self.read_example()
        before = {row["id"]: row["number"] for kind in TYPES for row in self.rows(kind)}
        self.correct("reject", self.rows("statements")[0]["id"], "--reason", "nobody said it")
        for kind in TYPES:
            for row in self.rows(kind):
                self.assertEqual(before.get(row["id"], row["number"]), row["number"])

    def test_a_corrected_field_shows_and_names_its_decision(self):
        self.read_example()
        row = next(r for r in self.rows("positions") if r["stance"] != "offer")
        made, = self.correct("set", row["id"], "stance", "offer")
        now = next(r for r in self.rows("positions") if r["id"] == row["id"])
        self.assertEqual(now["stance"], "offer")
        self.assertEqual(now["decided"], [made["id"]])
        self.assertEqual((made["field"], made["value"], made["before"]),
                         ("stance", "offer", row["stance"]))
        self.check()

    def test_merged_actors_show_the_names_of_each_outlet(self):
        self.read_example()
        first, second = self.rows("actors")[:2]
        self.correct("merge", first["id"], second["id"])
        merged = next(row for row in self.rows("actors") if row["decided"])
        names = {name["name"]: name["outlets"] for name in merged["names"]}
        for row in (first, second):
            for name in row["names"]:
                self.assertEqual(names[name["name"]], name["outlets"])
        self.assertEqual(merged["mentions"], first["mentions"] + second["mentions"])
        self.check()

    def test_a_split_gives_a_name_to_an_actor_of_its_own(self):
        self.read_example()
        first, second = self.rows("actors")[:2]
        count = len(self.rows("actors"))
        self.correct("merge", first["id"], second["id"])
        self.assertEqual(len(self.rows("actors")), count - 1)
        self.correct("split", first["id"], "--name", second["name"])
        self.assertEqual(len(self.rows("actors")), count)
        self.check()

    def test_undoing_gives_back_the_former_rows_to_the_byte(self):
        self.read_example()
        before = self.all()
        made = self.several()
        self.assertNotEqual(self.all(), before)
        self.check()
        for decision in made:
            self.correct("undo", decision)
        self.assertEqual(self.all(), before)
        self.assertEqual({row["standing"] for row in self.rows("decisions")
                          if row["kind"] != "undo"}, {"undone"})
        self.check()

    def test_an_undo_can_be_undone(self):
        self.read_example()
        made, = self.correct("reject", self.rows("positions")[0]["id"], "--reason", "a headline")
        after = self.all()
        undo, = self.correct("undo", made["id"])
        self.correct("undo", undo["id"])
        self.assertEqual(self.all(), after)
        self.fails(run("correct", "undo", undo["id"], "-r", self.record), 2, "was undone at")

    def test_exported_decisions_make_an_equal_record(self):
        made = self.several()
        self.correct("undo", made[1])
        other = self.folder / "other.parley"
        self.assertEqual(run("read", EXAMPLE, "-r", other).returncode, 0)
        decisions = self.write("decisions.jsonl", self.export("decisions"))
        done = run("correct", "--from", decisions, "-r", other)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        self.assertEqual(self.all(other), self.all())
        self.assertEqual(self.export("decisions", other), self.export("decisions"))
        self.check(other)
        again = run("correct", "--from", decisions, "-r", other)
        self.assertIn(b"0 decisions kept, 12 there already", again.stderr)

    def test_a_moved_text_keeps_its_decision_and_says_so(self):
        self.read_rows({"id": "r1", "text": REPORT, "published": "2025-03-14"})
        row = self.rows("figures")[0]
        self.correct("reject", row["id"], "--reason", "not counted")
        self.read_rows({"id": "r1", "text": "Corrected. " + REPORT, "published": "2025-03-14"},
                       again=True)
        self.assertNotIn(row["quote"], [r["quote"] for r in self.rows("figures")])
        decision, = self.rows("decisions")
        self.assertEqual(decision["standing"], "moved")
        self.assertEqual(decision["evidence"][0]["start"], row["start"] + len("Corrected. "))
        self.check()

    def test_a_decision_whose_evidence_is_gone_is_shown(self):
        self.read_rows({"id": "r1", "text": REPORT, "published": "2025-03-14"})
        row = self.rows("figures")[0]
        self.correct("reject", row["id"], "--reason", "not counted")
        self.read_rows({"id": "r1", "text": "Talks are to go on tomorrow.", "published": "2025-03-14"}, again=True)
        decision, = self.rows("decisions")
        self.assertEqual((decision["standing"], decision["evidence"]), ("gone", []))
        self.assertEqual(decision["targets"][0]["anchors"][0]["quote"], row["quote"])
        self.check()

    def test_a_dry_run_prints_the_changes_and_keeps_nothing(self):
        self.read_example()
        before = self.all()
        row = self.rows("positions")[0]
        changes = self.correct("reject", row["id"], "--reason", "a headline", "--dry-run")
        self.assertIn(("removed", row["id"]), [(c["change"], c["id"]) for c in changes])
        self.assertEqual(self.all(), before)
        self.assertEqual(self.rows("decisions"), [])

    def test_takes_orders_from_a_file_and_tells_of_bad_lines(self):
        self.read_example()
        row = self.rows("positions")[0]["id"]
        orders = self.write("orders.jsonl", json.dumps(
            {"kind": "reject", "target": row, "reason": "a headline", "made_by": "second desk"})
            + '\n{"kind": "reject", "target": "p0", "reason": "x"}\n[]\n')
        done = run("correct", "--from", orders, "-r", self.record)
        self.fails(done, 1, "orders.jsonl:2", "orders.jsonl:3", "1 decisions kept", "2 refused")
        self.assertEqual(self.rows("decisions")[0]["made_by"], "second desk")

    def test_refuses_what_does_not_fit(self):
        self.read_example()
        position = self.rows("positions")[0]["id"]
        actor = self.rows("actors")[0]["id"]
        for words, said in ((["reject", position], "--reason"),
                            (["merge", actor], "two or more"),
                            (["merge", actor, position], "merge is for actors"),
                            (["merge", actor, actor], "named twice"),
                            (["set", position, "stance", "maybe"], "does not fit"),
                            (["set", position, "quote", "x"], "can be corrected"),
                            (["set", position, "stance"], "a row, a field and its value"),
                            (["split", actor], "--name"),
                            (["undo", position], "undo is for decisions"),
                            (["accept", "p0"], "no row of this number or id"),
                            (["accept", position, "--at", "yesterday"], "is no time"),
                            (["praise", position], "praise"),
                            ([], "say what to do")):
            self.fails(run("correct", *words, "-r", self.record), 2, said)
        self.assertEqual(self.rows("decisions"), [])

    def test_a_changed_decision_is_found_by_check(self):
        import sqlite3
        self.read_example()
        self.correct("reject", self.rows("positions")[0]["id"], "--reason", "a headline")
        with sqlite3.connect(self.record) as record:
            record.execute("UPDATE decisions SET reason = 'another'")
        done = run("check", "-r", self.record)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"was changed after it was made", done.stdout)


class Views(Base):
    """changes and compare."""

    def test_changes_since_the_last_read_are_those_of_its_reports(self):
        self.read_example()
        self.assertEqual(run("changes", "--since-read", "-r", self.record).returncode, 0)
        self.read_rows({"id": "more", "text": REPORT, "outlet": "Example Wire",
                        "published": "2025-04-02"})
        found = lines(run("changes", "--since-read", "-r", self.record))
        self.assertEqual([row["id"] for row in found if row["change"] == "new_article"], ["more"])
        self.assertEqual(found, lines(run("changes", "--since", "2025-04-02", "-r", self.record)))
        self.assertEqual(run("read", EXAMPLE, "-r", self.record).returncode, 0)
        self.assertEqual(found, lines(run("changes", "--since-read", "-r", self.record)))

    def test_changes_with_nothing_new_leave_with_1(self):
        self.read_example()
        self.fails(run("changes", "--since", "2030-01-01", "-r", self.record), 1, "nothing is new")
        self.fails(run("changes", "--since", "soon", "-r", self.record), 2, "is no day")
        self.fails(run("changes", "-r", self.record), 2, "since when")

    def test_compare_sets_two_outlets_side_by_side(self):
        self.read_example()
        rows = lines(run("compare", "example wire", "Coast Radio", "-r", self.record))
        self.assertEqual({row["told_by"] for row in rows}, {"a", "b", "both"})
        for row in rows:
            self.assertEqual(row["a"] is None, row["told_by"] == "b")
            self.assertEqual(row["b"] is None, row["told_by"] == "a")
            self.assertTrue(row["evidence"])

    def test_compare_of_an_unknown_outlet_names_those_that_are_there(self):
        self.read_example()
        self.fails(run("compare", "Nobody's News", "Coast Radio", "-r", self.record), 1,
                   "no report of this outlet", "Example Wire")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]], verbosity=1)
