#!/usr/bin/env python3
"""parley serve at its socket: limits, refusals, the stream of changes, the end. test_serve.py PARLEY"""
import http.client
import json
import pathlib
import re
import signal
import socket
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
        self.assertEqual(json.loads(body)["total"], len(self.reports))

    @staticmethod
    def generation(stream):
        for line in stream:
            if line.startswith(b"data: "):
                return json.loads(line[6:])["generation"]
        return None

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
