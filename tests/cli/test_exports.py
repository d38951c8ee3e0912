#!/usr/bin/env python3
"""parley export --as: each form against what its specification requires. test_exports.py PARLEY"""
import base64
import csv
import datetime
import hashlib
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
from html.parser import HTMLParser
import xml.etree.ElementTree as xml

PARLEY = sys.argv.pop(1)
EXAMPLE = pathlib.Path(__file__).resolve().parents[2] / "examples" / "ferry-strike"
ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = ("Northern Council <script>alert(1)</script> offered 5 percent, café owner Ana Velm said. "
           "\"=1+1 is our ]]> offer & no 'more',\" Ana Velm told Example Wire. "
           "The Crews Union rejected the offer of the Northern Council.")

# Terms of schema.org and PROV-O that may be used, each with the classes that it may stand on.
TERMS = {
    "NewsArticle": "identifier headline url inLanguage datePublished publisher author",
    "Person": "name alternateName", "Organization": "name alternateName",
    "NewsMediaOrganization": "name", "Place": "name alternateName", "Thing": "name",
    "Quotation": "text creator isPartOf",
    "Claim": "text author dateCreated appearance about temporal",
    "PropertyValue": "name value unitText minValue maxValue description propertyID",
    "SoftwareApplication": "name softwareVersion",
    "prov:Entity": "prov:wasDerivedFrom prov:wasAttributedTo prov:wasGeneratedBy",
    "prov:Activity": "prov:wasAssociatedWith",
    "prov:Agent": "", "prov:Person": "", "prov:Organization": "", "prov:Location": "",
    "prov:SoftwareAgent": "",
}


VOID = {"meta", "br", "link", "img", "input", "hr", "base"}


class Page(HTMLParser):
    """The elements of a page, with what stands in each; fails where they do not nest."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.words, self.open = [], [], []
        self.feed(text)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, (tag, self.open[-3:])
        self.open.pop()

    def handle_data(self, words):
        self.words.append((self.open[-1] if self.open else "", words))


class Exports(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.place = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.place.name)
        cls.record = cls.folder / "talks.parley"
        hostile = cls.folder / "hostile.jsonl"
        hostile.write_text(json.dumps({"id": "h 1/ü", "text": HOSTILE, "outlet": "<i>Wire",
                                       "title": "=cmd & <b>", "url": "javascript:alert(1)",
                                       "published": "2025-03-30"}) + "\n")
        subprocess.run([PARLEY, "read", "-q", EXAMPLE, "--record", cls.record], check=True)
        subprocess.run([PARLEY, "read", "-q", hostile, "--record", cls.record], check=True)
        cls.texts = {}
        done = subprocess.run([PARLEY, "annotate", "-q", "--layers", "blocks", EXAMPLE, hostile],
                              capture_output=True, check=True)
        for line in done.stdout.splitlines():
            row = json.loads(line)
            cls.texts[row["id"]] = row["text"]

    @classmethod
    def tearDownClass(cls):
        cls.place.cleanup()

    def run_export(self, *words):
        return subprocess.run([PARLEY, "export", "--record", self.record, *words],
                              capture_output=True)

    def export(self, *words):
        done = self.run_export(*words)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        self.assertEqual(done.stderr, b"")
        return done.stdout.decode()

    def rows(self, kind):
        return [json.loads(line) for line in self.export("--type", kind, "--jsonl").splitlines()]

    def test_json_ld_uses_known_terms_and_every_reference_resolves(self):
        page = json.loads(self.export("--as", "json-ld"))
        self.assertEqual(set(page), {"@context", "@graph"})
        self.assertEqual(page["@context"][0], "https://schema.org")
        names = [node["@id"] for node in page["@graph"]]
        self.assertEqual(len(names), len(set(names)))
        kinds = set()

        def check(node):
            if "@type" not in node:
                self.assertEqual(set(node), {"@id"})
                self.assertIn(node["@id"], names)
                return
            types = node["@type"] if isinstance(node["@type"], list) else [node["@type"]]
            kinds.update(types)
            allowed = {term for kind in types for term in TERMS[kind].split()}
            for key, value in node.items():
                if key in ("@id", "@type"):
                    continue
                self.assertIn(key, allowed, types)
                for one in value if isinstance(value, list) else [value]:
                    self.assertIsNotNone(one)
                    self.assertNotEqual(one, "")
                    if isinstance(one, dict):
                        check(one)

        for node in page["@graph"]:
            self.assertRegex(node["@id"], r"^urn:parley:[a-z]+(:[A-Za-z0-9._%-]+)?$")
            check(node)
        self.assertLessEqual({"NewsArticle", "Quotation", "Claim", "Person"}, kinds)
        by_type = {}
        for node in page["@graph"]:
            by_type.setdefault(node["@type"][0], []).append(node)
        self.assertEqual(len(by_type["NewsArticle"]), len(self.rows("articles")))
        self.assertEqual(len(by_type["Claim"]), len(self.rows("origins")) + len(self.rows("figures")))
        for node in by_type["Quotation"] + by_type["Claim"]:
            self.assertTrue(node["text"])
            self.assertTrue(node["prov:wasDerivedFrom"])

    def test_annotations_select_what_the_texts_hold(self):
        page = json.loads(self.export("--as", "annotations"))
        self.assertEqual(page["@context"], "http://www.w3.org/ns/anno.jsonld")
        self.assertEqual(page["type"], "AnnotationCollection")
        items = page["first"]["items"]
        self.assertEqual((page["first"]["type"], page["total"]), ("AnnotationPage", len(items)))
        self.assertEqual(len({item["id"] for item in items}), len(items))
        texts = {self.urn(name): text for name, text in self.texts.items()}
        selected = 0
        for item in items:
            self.assertEqual(item["type"], "Annotation")
            self.assertTrue(all(body["type"] == "TextualBody" and body["value"]
                                for body in item["body"]))
            for target in item["target"]:
                self.assertEqual(target["type"], "SpecificResource")
                text = texts[target["source"]["id"]]
                place, quote = target["selector"]
                self.assertEqual((place["type"], quote["type"]),
                                 ("TextPositionSelector", "TextQuoteSelector"))
                # Python counts code points, as the model does.
                start, end = place["start"], place["end"]
                self.assertEqual(text[start:end], quote["exact"])
                self.assertEqual(text[max(0, start - 32):start], quote["prefix"])
                self.assertEqual(text[end:end + 32], quote["suffix"])
                selected += 1
        self.assertGreater(selected, 100)

    @staticmethod
    def urn(name):
        return "urn:parley:article:" + "".join(
            chr(byte) if chr(byte).isascii() and (chr(byte).isalnum() or chr(byte) in "-._")
            else f"%{byte:02X}" for byte in name.encode())

    def test_atom_has_what_rfc_4287_requires(self):
        text = self.export("--as", "atom", "--since", "2025-03-19")
        feed = xml.fromstring(text)
        self.assertEqual(feed.tag, ATOM + "feed")
        for name in ("id", "title", "updated"):
            self.assertEqual(len(feed.findall(ATOM + name)), 1)
        self.assertIsNotNone(feed.find(f"{ATOM}author/{ATOM}name"))
        entries = feed.findall(ATOM + "entry")
        changes = subprocess.run([PARLEY, "changes", "--since", "2025-03-19", "--record", self.record,
                                  "--jsonl"], capture_output=True).stdout.splitlines()
        self.assertEqual(len(entries), len(changes))
        ids, moments = [], []
        for entry in entries:
            for name in ("id", "title", "updated", "content"):
                self.assertEqual(len(entry.findall(ATOM + name)), 1)
            ids.append(entry.findtext(ATOM + "id"))
            moments.append(datetime.datetime.fromisoformat(
                entry.findtext(ATOM + "updated").replace("Z", "+00:00")))
            for link in entry.findall(ATOM + "link"):
                self.assertEqual(link.get("rel"), "alternate")
                self.assertRegex(link.get("href"), "^https?://")
        self.assertEqual(len(ids), len(set(ids)))
        self.assertEqual(moments, sorted(moments, reverse=True))
        latest = xml.fromstring(self.export("--as", "atom"))
        self.assertGreater(len(latest.findall(ATOM + "entry")), 0)
        self.assertLess(len(latest.findall(ATOM + "entry")), len(entries))

    def test_events_are_a_table_that_a_spreadsheet_may_open(self):
        rows = list(csv.DictReader(io.StringIO(self.export("--as", "events"), newline="")))
        events = {row["id"]: row for row in self.rows("events")}
        self.assertEqual({row["event_id"] for row in rows}, set(events))
        for row in rows:
            event = events[row["event_id"]]
            self.assertEqual(row["event_type"], event["plover"]["event"] or "")
            self.assertEqual(row["modality"], event["modality"])
            if row["event_type"]:
                self.assertIn(row["quad_code"], "1234")
            self.assertNotIn(row["headline"][:1], ("=", "+", "-", "@"))
        tabs = self.export("--as", "events", "--tsv").splitlines()
        self.assertEqual(len(tabs), len(rows) + 1)
        self.assertEqual(len({line.count("\t") for line in tabs}), 1)

    def test_the_page_needs_nothing_else_and_every_link_in_it_leads_somewhere(self):
        text = self.export("--as", "html")
        page = Page(text)
        self.assertLessEqual({tag for tag, _ in page.elements}, set(
            "html head meta title style body header nav main section footer article h1 h2 h3 p ul li a "
            "div span bdi sup table caption thead tbody tr th td dl dt dd svg g line path rect text "
            "title".split()))
        style = next(words for tag, words in page.words if tag == "style")
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        policy = next(a["content"] for _, a in page.elements
                      if a.get("http-equiv") == "Content-Security-Policy")
        self.assertEqual(policy, f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; "
                                 "form-action 'none'")
        self.assertNotIn("url(", style)
        self.assertNotIn("@import", style)
        ids = [a["id"] for _, a in page.elements if "id" in a]
        self.assertEqual(len(ids), len(set(ids)))
        for tag, attributes in page.elements:
            self.assertFalse({name for name in attributes if name.startswith("on")} | (
                {"style", "src", "srcset", "data", "action"} & set(attributes)))
            address = attributes.get("href", "#" + ids[0])
            if address.startswith("#"):
                self.assertIn(address[1:], ids)
            else:
                self.assertRegex(address, "^https?://")
        words = "".join(words for tag, words in page.words)
        self.assertIn("<script>alert(1)</script> offered 5 percent", words)
        rows = {kind: self.rows(kind) for kind in ("origins", "statements", "positions", "series",
                                                   "timeline", "actors", "articles")}
        for kind, mark in (("origins", "r"), ("positions", "r"), ("series", "r"), ("timeline", "r"),
                           ("actors", "r"), ("statements", "r"), ("articles", "a")):
            for row in rows[kind]:
                self.assertIn(f"{mark}{row['number']}", ids, kind)
        # A row's link leads to the sentence that holds its words.
        for row in rows["positions"]:
            number = next(a["number"] for a in rows["articles"] if a["id"] == row["article"])
            self.assertRegex(text, f'id="r{row["number"]}"(?:(?!</tr>).)*href="#a{number}[-0-9]*"')
        self.assertGreater(sum(tag == "svg" and a.get("role") == "img"
                               for tag, a in page.elements), 3)

    def test_a_record_made_of_the_reports_and_decisions_has_the_same_rows(self):
        def run(*words, stdin=None):
            return subprocess.run([PARLEY, *map(str, words)], input=stdin, capture_output=True,
                                  check=True).stdout
        first, second = self.folder / "first.parley", self.folder / "second.parley"
        run("read", "-q", EXAMPLE, "--record", first)
        position = json.loads(run("export", "--type", "positions", "--record", first).splitlines()[0])
        run("correct", "reject", position["id"], "--reason", "a test", "--by", "desk", "--at",
            "2025-04-01T09:00:00Z", "--record", first)
        run("correct", "set", "1", "name", "The Harbour Board", "--by", "desk", "--at",
            "2025-04-01T09:01:00Z", "--record", first)
        run("read", "-q", "--input", "jsonl", "-", "--record", second,
            stdin=run("export", "--as", "reports", "--record", first))
        run("correct", "--from", "-", "--record", second,
            stdin=run("export", "--type", "decisions", "--record", first))

        def rows(kind, record):
            found = [json.loads(line)
                     for line in run("export", "--type", kind, "--record", record).splitlines()]
            if kind == "articles":
                for row in found:
                    del row["input"], row["published"]["basis"]
            return found
        for kind in ("actors articles commitments decisions events exchanges figures links origins "
                     "positions processes series statements timeline").split():
            self.assertEqual(rows(kind, second), rows(kind, first), kind)
        self.assertEqual(len(rows("decisions", second)), 2)

    def test_charts_are_files_of_their_own(self):
        folder = self.folder / "charts"
        self.export("--as", "svg", "--out", str(folder))
        names = sorted(path.name for path in folder.iterdir())
        self.assertIn("timeline.svg", names)
        for path in folder.iterdir():
            self.assertRegex(path.name, r"^(figures-\d+|timeline)\.svg$")
            picture = xml.parse(path).getroot()
            self.assertEqual(picture.tag, "{http://www.w3.org/2000/svg}svg")
            numbers = re.findall(r'\s(?:x|y|width|height)\d?="([^"]*)"', path.read_text())
            self.assertTrue(all(re.fullmatch(r"-?\d+(\.\d+)?", one) for one in numbers))

    def test_parquet_is_made_where_duckdb_is_and_told_where_it_is_not(self):
        out = self.folder / "figures.parquet"
        command = [PARLEY, "export", "--record", self.record, "--type", "figures", "--as", "parquet",
                   "--out", out]
        away = dict(os.environ, PARLEY_DUCKDB="/nowhere/libduckdb.so", PATH="/nowhere")
        done = subprocess.run(command, capture_output=True, env=away)
        self.assertEqual(done.returncode, 2)
        self.assertIn("needs DuckDB", done.stderr.decode())
        self.assertEqual([path for path in self.folder.iterdir() if "parquet" in path.name], [])
        done = subprocess.run(command, capture_output=True)
        if done.returncode == 2 and b"needs DuckDB" in done.stderr:
            self.skipTest("DuckDB is not installed")
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        self.assertEqual((out.read_bytes()[:4], out.read_bytes()[-4:]), (b"PAR1", b"PAR1"))
        self.assertFalse(out.with_suffix(".parquet.part").exists())

    def test_every_form_is_the_same_twice_and_goes_to_a_file(self):
        for form in ("json-ld", "annotations", "atom", "events", "html", "reports"):
            out = self.folder / "out"
            text = self.export("--as", form)
            self.assertEqual(self.export("--as", form, "--out", str(out)), "")
            self.assertEqual(out.read_bytes().decode(), text, form)

    def test_says_what_cannot_be(self):
        for words, expected in ((["--as", "json-ld", "--type", "actors"], "leave --type out"),
                                (["--as", "json-ld", "--since", "2025"], "--since"),
                                (["--as", "svg"], "folder"), (["--as", "parquet"], "--type"),
                                ([], "--type"), (["--as", "nothing"], "nothing"),
                                (["--as", "atom", "--since", "then"], "2025-03-14"),
                                (["--as", "atom", "--out", "/nowhere/at/all"], "--out")):
            done = self.run_export(*words)
            self.assertEqual((done.returncode, done.stdout), (2, b""), words)
            self.assertIn(expected, done.stderr.decode())


if __name__ == "__main__":
    unittest.main()
