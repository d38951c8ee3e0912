#!/usr/bin/env python3
"""parley serve at its socket: limits, refusals, the stream of changes, the end. test_serve.py PARLEY"""
import http.client
import json
import os
import pathlib
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

PARLEY = sys.argv.pop(1)
EXAMPLE = pathlib.Path(__file__).resolve().parents[2] / "examples" / "ferry-strike"


class Serve(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.record = str(pathlib.Path(cls.folder.name, "talks.parley"))
        cls.reports = sorted(EXAMPLE.glob("*.txt"))
        cls.read(cls.reports[:-1])
        cls.server = subprocess.Popen([PARLEY, "serve", "--record", cls.record, "--port", "0"],
                                      stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        cls.said = cls.server.stderr.readline()
        cls.port = int(re.search(r"http://127\.0\.0\.1:(\d+)/", cls.said)[1])

    @classmethod
    def tearDownClass(cls):
        cls.server.send_signal(signal.SIGINT)
        out, _ = cls.server.communicate(timeout=20)
        cls.server.stderr.close()
        cls.server.stdout.close()
        cls.folder.cleanup()
        assert cls.server.returncode == 0, cls.server.returncode
        assert out == "", "standard output is for data"

    @classmethod
    def read(cls, reports):
        subprocess.run([PARLEY, "read", "-q", "--record", cls.record, *map(str, reports)], check=True)

    def ask(self, path, method="GET", headers=None, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        self.addCleanup(connection.close)
        connection.request(method, path, body=body, headers=headers or {})
        response = connection.getresponse()
        return response, response.read()

    def raw(self, data):
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            try:
                connection.sendall(data)
            except OSError:
                pass  # refused before all was sent
            pieces = []
            try:
                while piece := connection.recv(65536):
                    pieces.append(piece)
            except OSError:
                pass
        return b"".join(pieces)

    def test_answers_pages_and_rows_on_one_connection(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        self.addCleanup(connection.close)
        for path in ("/", "/api/v1/positions", "/assets/style.css", "/nothing"):
            connection.request("GET", path)
            response = connection.getresponse()
            body = response.read()
            self.assertEqual(response.status, 404 if path == "/nothing" else 200)
            self.assertEqual(int(response.getheader("content-length")), len(body))
            self.assertIn("default-src 'none'", response.getheader("content-security-policy"))

    def test_head_has_the_length_and_no_body(self):
        response, body = self.ask("/positions", "HEAD")
        self.assertEqual((response.status, body), (200, b""))
        self.assertGreater(int(response.getheader("content-length")), 500)

    def test_answers_under_its_own_name_only(self):
        response, _ = self.ask("/", headers={"Host": "example.org"})
        self.assertEqual(response.status, 421)
        response, _ = self.ask("/api/v1/changes", headers={"Host": "example.org"})
        self.assertEqual(response.status, 421)

    def test_refuses_what_is_too_large_or_no_request(self):
        host = b"Host: 127.0.0.1:%d\r\n" % self.port
        self.assertIn(b" 431 ", self.raw(b"GET / HTTP/1.1\r\n" + host + b"x: " + b"a" * 20000))
        body = b"POST / HTTP/1.1\r\n" + host + b"content-length: 11000000\r\n\r\n"
        self.assertIn(b" 413 ", self.raw(body))
        self.assertIn(b" 400 ", self.raw(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"))
        response, _ = self.ask("/healthz")
        self.assertEqual(response.status, 200)

    def test_tells_when_another_process_has_read_more(self):
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            connection.sendall(b"GET /api/v1/changes HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n"
                               % self.port)
            stream = connection.makefile("rb")
            self.addCleanup(stream.close)
            self.assertIn(b"200", stream.readline())
            first = self.generation(stream)
            self.read(self.reports[-1:])
            deadline = time.monotonic() + 25
            while self.generation(stream) == first:
                self.assertLess(time.monotonic(), deadline)
        response, body = self.ask("/api/v1/articles")
        self.assertGreaterEqual(json.loads(body)["total"], len(self.reports))

    @staticmethod
    def generation(stream):
        for line in stream:
            if line.startswith(b"data: "):
                return json.loads(line[6:])["generation"]
        return None

    def post(self, path, body, **headers):
        response, answer = self.ask(path, "POST", {
            "Content-Type": "application/json", "Origin": f"http://127.0.0.1:{self.port}",
            **headers}, json.dumps(body))
        return response, json.loads(answer)

    def test_reads_what_is_sent_as_parley_read_does(self):
        words = "The Ferry Crews Union said on Friday that its members would vote on the plan."
        response, told = self.post("/api/v1/articles", {"text": words, "outlet": "Coast Radio",
                                                        "published": "2025-03-28"})
        self.assertEqual((response.status, told["added"]), (200, 1), told)
        row = {"text": words, "outlet": "Coast Radio", "published": "2025-03-28"}
        with tempfile.TemporaryDirectory() as folder:
            other = str(pathlib.Path(folder, "other.parley"))
            subprocess.run([PARLEY, "read", "-q", "--record", other, "--input", "jsonl", "-"],
                           input=json.dumps(row), text=True, check=True)
            printed = subprocess.run([PARLEY, "export", "--type", "articles", "--record", other],
                                     capture_output=True, text=True, check=True).stdout
        self.assertEqual(json.loads(printed)["id"], told["articles"][0]["id"])
        checked = subprocess.run([PARLEY, "check", "--record", self.record], capture_output=True)
        self.assertEqual(checked.returncode, 0, checked.stderr)

    def test_says_clearly_when_another_process_keeps_the_record(self):
        with sqlite3.connect(self.record) as other:
            other.execute("BEGIN IMMEDIATE")
            response, told = self.post("/api/v1/articles", {"text": "The union said no on Friday."})
            other.rollback()
        other.close()
        self.assertEqual(response.status, 503, told)
        self.assertIn("in use by another writer", told["detail"])
        response, told = self.post("/api/v1/articles", {"text": "The union said no on Friday."})
        self.assertEqual(response.status, 200, told)

    def test_counts_for_prometheus(self):
        response, body = self.ask("/metrics")
        text = body.decode()
        self.assertEqual(response.status, 200)
        for line in text.splitlines():
            self.assertRegex(line, r"^(# (HELP|TYPE) parley_\w+ .+|parley_\w+(\{[a-z]+=\"[^\"]+\"\})? [0-9.e+-]+)$")
        self.assertIn('parley_requests_total{status="2xx"}', text)

    def test_sends_whole_tables_in_pieces_that_say_their_end(self):
        response, body = self.ask("/api/v1/statements", headers={"Accept": "application/x-ndjson"})
        self.assertEqual(response.getheader("transfer-encoding"), "chunked")
        lines = body.decode().splitlines()
        self.assertEqual(json.loads(lines[-1]), {"end": True, "count": len(lines) - 1})
        old = self.raw(b"GET /api/v1/statements?format=csv HTTP/1.0\r\nHost: 127.0.0.1:%d\r\n\r\n"
                       % self.port)
        head, _, table = old.partition(b"\r\n\r\n")
        self.assertIn(b"content-length: %d" % len(table), head.lower())

    def test_sends_each_export_as_the_command_prints_it(self):
        for form in ("json-ld", "annotations", "events", "reports", "html", "atom"):
            response, body = self.ask("/api/v1/exports/" + form)
            self.assertEqual(response.status, 200, body[:300])
            printed = subprocess.run([PARLEY, "export", "--as", form, "--record", self.record],
                                     capture_output=True, check=True).stdout
            self.assertEqual(body, printed, form)
            head, empty = self.ask("/api/v1/exports/" + form, "HEAD")
            self.assertEqual((head.status, empty), (200, b""))
        for address in ("http://127.0.0.1:%d/" % self.port, "http://[::1]/"):
            response, told = self.post("/api/v1/articles", {"address": address})
            self.assertEqual(response.status, 400)
            self.assertIn("--fetch", told["detail"])

    def test_fetches_where_it_was_asked_to_but_never_from_private_machines(self):
        server = subprocess.Popen([PARLEY, "serve", "--record", self.record, "--port", "0", "--fetch"],
                                  stderr=subprocess.PIPE, text=True)
        try:
            port = int(re.search(r"127\.0\.0\.1:(\d+)", server.stderr.readline())[1])
            for address in ("http://127.0.0.1:%d/" % self.port, "http://127.0.0.1/",
                            "http://[::ffff:7f00:1]/", "http://2130706433/", "http://10.0.0.1/",
                            "ftp://example.org/", "no address"):
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
                connection.request("POST", "/api/v1/articles", json.dumps({"address": address}),
                                   {"Content-Type": "application/json",
                                    "Origin": f"http://127.0.0.1:{port}"})
                response = connection.getresponse()
                told = json.loads(response.read())
                connection.close()
                self.assertEqual(response.status, 422, (address, told))
                self.assertIn("; ", told["detail"])
        finally:
            server.send_signal(signal.SIGINT)
            server.communicate(timeout=20)

    def test_lets_in_only_those_who_log_in(self):
        with tempfile.TemporaryDirectory() as folder:
            accounts = str(pathlib.Path(folder, "accounts"))

            def user(*words, **given):
                return subprocess.run([PARLEY, "user", *words, "--auth", accounts], text=True,
                                      capture_output=True, **given)
            for name, role in (("ana", "reader"), ("tom", "coder")):
                done = user("add", name, "--role", role, "--password-file", "-",
                            input="a long enough secret\n")
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertNotIn("secret", done.stdout + done.stderr)
            self.assertEqual(user("add", "eve", "--role", "reader", "--password-file", "-",
                                  input="short\n").returncode, 2)
            self.assertEqual([json.loads(line)["name"] for line in user("list").stdout.splitlines()],
                             ["ana", "tom"])
            token = user("token", "ana").stdout.strip()
            self.assertEqual(pathlib.Path(accounts).stat().st_mode & 0o777, 0o600)
            server = subprocess.Popen([PARLEY, "serve", "--record", self.record, "--port", "0",
                                       "--auth", accounts, "--host", "https://desk.example"],
                                      stderr=subprocess.PIPE, text=True)
            try:
                said = server.stderr.readline()
                self.assertIn("https://desk.example", said)

                def ask(path, **headers):
                    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
                    self.addCleanup(connection.close)
                    connection.request("GET", path, headers=headers)
                    response = connection.getresponse()
                    return response.status if path == "/api/v1/changes" else (
                        response.status, response.read())[0]
                # The address that is printed is the outer one; the port is in the socket's table.
                port = self.listening_port(server.pid)
                self.assertEqual(ask("/api/v1/positions"), 401)
                self.assertEqual(ask("/api/v1/changes"), 401)
                self.assertEqual(ask("/"), 303)
                bearer = {"Authorization": "Bearer " + token}
                self.assertEqual(ask("/api/v1/positions", **bearer), 200)
                self.assertEqual(ask("/api/v1/changes", **bearer), 200)
                self.assertEqual(ask("/api/v1/positions", Host="desk.example", **bearer), 200)
                self.assertEqual(user("remove", "ana").returncode, 0)
                deadline = time.monotonic() + 20
                while ask("/api/v1/positions", **bearer) != 401:
                    self.assertLess(time.monotonic(), deadline)
            finally:
                server.send_signal(signal.SIGINT)
                server.communicate(timeout=20)
            self.assertEqual(user("remove", "ana").returncode, 2)

    @staticmethod
    def listening_port(pid):
        inodes = set()
        for link in pathlib.Path(f"/proc/{pid}/fd").iterdir():
            found = re.match(r"socket:\[(\d+)\]", os.readlink(link))
            inodes.add(found[1] if found else "")
        for line in pathlib.Path("/proc/net/tcp").read_text().splitlines()[1:]:
            parts = line.split()
            if parts[9] in inodes and parts[3] == "0A":
                return int(parts[1].split(":")[1], 16)
        raise AssertionError("the server listens nowhere")

    def test_serves_no_other_address_and_no_missing_record(self):
        for arguments in (["--record", self.record, "--bind", "0.0.0.0"],
                          ["--record", self.record, "--bind", "192.168.0.1"],
                          ["--record", self.record, "--bind", "everywhere"],
                          ["--record", self.record + ".none"],
                          ["--record", self.record, "--port", str(self.port)]):
            done = subprocess.run([PARLEY, "serve", *arguments], capture_output=True, text=True,
                                  timeout=20)
            self.assertEqual(done.returncode, 2, arguments)
            self.assertIn("; ", done.stderr)  # says what to do


if __name__ == "__main__":
    unittest.main()
