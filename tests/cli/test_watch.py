#!/usr/bin/env python3
"""parley watch against a web server of its own on this machine. test_watch.py PARLEY"""
import http.server
import json
import os
import pathlib
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import unittest

PARLEY = sys.argv.pop(1)
ETAG = '"3-march"'
REPORT = ("<p>The Crews Union said on Monday that ferries would stop at noon. {} "
          "The Harbour Board offered a pay rise of 4 percent, Ana Velm, its chair, told reporters.</p>"
          "<p>The union rejected the offer and asked the board for a new one within a week.</p>")


def item(title, link, words, date="Mon, 03 Mar 2025 08:00:00 GMT"):
    return (f"<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate>"
            f"<description>{words}</description></item>")


def rss(*items):
    return ("<?xml version='1.0'?><rss version='2.0'><channel><title>Example Wire</title>"
            + "".join(items) + "</channel></rss>")


class Site:
    """Answers paths with what is set; keeps what was asked."""

    def __init__(self):
        self.pages = {}
        self.asked = []
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                site.asked.append((self.path, dict(self.headers)))
                status, headers, body = site.pages.get(self.path, (404, {}, "none"))
                if "ETag" in headers and self.headers.get("If-None-Match") == headers["ETag"]:
                    status, body = 304, ""
                body = body.encode()
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        self.home = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def set(self, path, body, status=200, **headers):
        self.pages[path] = (status, {k.replace("_", "-"): v for k, v in headers.items()}, body)

    def paths(self):
        return [path for path, _ in self.asked]

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class WatchCase(unittest.TestCase):
    def setUp(self):
        self.place = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.place.name)
        self.record = self.folder / "talks.parley"
        self.rejects = self.folder / "rejects.jsonl"
        self.site = Site()
        self.site.set("/feed.xml", rss(item("Ferries stop", "/stop", REPORT.format("One."))),
                      ETag=ETAG, Content_Type="application/rss+xml")

    def tearDown(self):
        self.site.close()
        self.place.cleanup()

    def command(self, *words, allow=True):
        allowed = ["--allow-host", f"127.0.0.1:{self.site.port}"] if allow else []
        return [PARLEY, "watch", *map(str, words), "--record", str(self.record), "--delay", "0",
                "--rejects", str(self.rejects), *allowed]

    def watch(self, *words, state=0, allow=True):
        done = subprocess.run(self.command(*words, allow=allow), capture_output=True, timeout=120)
        self.assertEqual(done.returncode, state, done.stderr.decode())
        self.assertEqual(done.stdout, b"", "standard output is for data")
        return done.stderr.decode()

    def rows(self, kind="articles"):
        done = subprocess.run([PARLEY, "export", "--record", self.record, "--type", kind, "--jsonl"],
                              capture_output=True, check=True)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def rejected(self):
        return [json.loads(line) for line in self.rejects.read_text().splitlines()]


class Watch(WatchCase):
    def test_a_feed_is_read_and_not_read_again_unchanged(self):
        said = self.watch(self.site.home + "/feed.xml")
        self.assertIn("1 feed, 0 unchanged, 0 failed; 1 added", said)
        article = self.rows()[0]
        self.assertEqual(article["title"], "Ferries stop")
        self.assertEqual(article["outlet"], "Example Wire")
        self.assertEqual(article["published"]["value"][:10], "2025-03-03")
        self.assertTrue(self.rows("statements"))

        said = self.watch(self.site.home + "/feed.xml")
        self.assertIn("1 unchanged, 0 failed; 0 added", said)
        self.assertEqual(self.site.asked[-1][1]["If-None-Match"], ETAG)

        self.site.set("/feed.xml", rss(item("Ferries stop", "/stop", REPORT.format("One.")),
                                       item("Ferries sail", "/sail", REPORT.format("Two."))),
                      ETag='"4-march"')
        self.assertIn("0 unchanged, 0 failed; 1 added, 1 there already",
                      self.watch(self.site.home + "/feed.xml"))

    def test_articles_are_fetched_once_and_as_far_as_robots_allow(self):
        def page(title, words):
            return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>" \
                   f"{REPORT.format(words)}</article></body></html>"
        self.site.set("/robots.txt", "User-agent: *\nDisallow: /closed\n")
        self.site.set("/open", page("Ferries stop", "A page."), Content_Type="text/html")
        self.site.set("/closed/a", page("Secret", "Not to be read."), Content_Type="text/html")
        self.site.set("/moved", "", status=302, Location="/closed/a")
        self.site.set("/picture", "x", Content_Type="image/png")
        feed = rss(item("Ferries stop", "/open", "Short."),
                   item("Closed", "/closed/a", REPORT.format("Told by the feed.")),
                   item("Moved", "/moved", REPORT.format("Told too.")),
                   item("Gone", "/gone", REPORT.format("Told as well.")),
                   item("Picture", "/picture", REPORT.format("Told also.")))
        self.site.set("/feed.xml", feed, ETag=ETAG)

        self.watch(self.site.home + "/feed.xml", "--articles", state=1)

        texts = {row["title"]: row for row in self.rows()}
        self.assertEqual(sorted(texts), ["Closed", "Ferries stop", "Gone", "Moved", "Picture"])
        self.assertEqual(texts["Ferries stop"]["url"], self.site.home + "/open")
        self.assertEqual(texts["Ferries stop"]["published"]["value"][:10], "2025-03-03",
                         "the day that the feed gives, where the page gives none")
        self.assertEqual(texts["Ferries stop"]["outlet"], "Example Wire")
        self.assertNotIn("/closed/a", self.site.paths())
        self.assertEqual(self.site.paths().count("/robots.txt"), 1)
        self.assertEqual([row["reason"] for row in self.rejected()],
                         ["robots", "robots", "http-status", "unsupported-kind"])

        asked = len(self.site.asked)
        self.assertIn("1 unchanged", self.watch(self.site.home + "/feed.xml", "--articles"))
        self.site.set("/feed.xml", feed, ETag='"another"')
        self.watch(self.site.home + "/feed.xml", "--articles")
        self.assertEqual(self.site.paths()[asked:], ["/feed.xml", "/feed.xml"])

    def test_an_article_that_fails_for_now_is_asked_for_again(self):
        self.site.set("/stop", "", status=500)
        self.watch(self.site.home + "/feed.xml", "--articles", state=1)
        self.site.set("/stop", "<article><h1>Ferries stop</h1>" + REPORT.format("Whole.") +
                      "</article>", Content_Type="text/html")
        self.assertIn("0 unchanged, 0 failed; 1 added",
                      self.watch(self.site.home + "/feed.xml", "--articles"))

    def test_one_bad_feed_is_one_line_and_the_others_are_read(self):
        self.site.set("/page", "<html><body>no feed</body></html>", Content_Type="text/html")
        bad = [self.site.home + "/none.xml", self.site.home + "/page", "ftp://127.0.0.1/feed",
               "file:///etc/passwd", str(self.folder / "missing.opml")]
        said = self.watch(*bad, self.site.home + "/feed.xml", state=1)
        self.assertIn("5 feeds, 0 unchanged, 4 failed; 1 added, 0 there already, 4 rejected", said)
        self.assertEqual([(row["input"], row["reason"]) for row in self.rejected()],
                         [(bad[4], "not-found"), (bad[0], "http-status"), (bad[1], "bad-feed"),
                          (bad[2], "bad-address"), (bad[3], "bad-address")])

    def test_this_machine_is_not_asked_unless_allowed(self):
        canary = Site()
        self.addCleanup(canary.close)
        port = canary.port
        for host in ("127.0.0.1", "localhost", "0x7f.1", "2130706433", "[::ffff:127.0.0.1]"):
            self.watch(f"http://{host}:{port}/feed.xml", "--allow-port", port, state=1)
            self.assertEqual([row["reason"] for row in self.rejected()], ["refused-address"], host)
        self.watch(f"http://127.0.0.1:{port}/feed.xml", state=1, allow=False)
        # Neither by what an allowed feed links or leads to.
        self.site.set("/leads", "", status=302, Location=f"{canary.home}/feed.xml")
        self.site.set("/links", rss(item("In", f"{canary.home}/inside", REPORT.format("A."))))
        self.watch(self.site.home + "/leads", self.site.home + "/links", "--articles",
                   "--allow-port", port, state=1)
        self.assertEqual([row["reason"] for row in self.rejected()],
                         ["refused-address", "refused-address"])
        self.assertEqual(canary.asked, [])

    def test_a_list_of_feeds_is_followed(self):
        self.site.set("/two.xml", rss(item("Ferries sail", "/sail", REPORT.format("Two."))))
        feeds = "".join(f'<outline text="a" xmlUrl="{self.site.home}{path}"/>'
                        for path in ("/feed.xml", "/two.xml", "/feed.xml"))
        opml = self.folder / "feeds.opml"
        opml.write_text(f"<opml version='2.0'><body>{feeds}</body></opml>")
        self.assertIn("2 feeds, 0 unchanged, 0 failed; 2 added", self.watch(opml))

    def test_a_host_that_asks_for_a_pause_gets_it(self):
        self.site.set("/feed.xml", "", status=429, Retry_After="3600")
        self.watch(self.site.home + "/feed.xml", state=1)
        asked = len(self.site.asked)
        self.watch(self.site.home + "/feed.xml", state=1)
        self.assertEqual(len(self.site.asked), asked)
        self.assertEqual([row["reason"] for row in self.rejected()], ["asked-to-wait"])

    def test_goes_on_until_interrupted(self):
        running = subprocess.Popen(self.command(self.site.home + "/feed.xml", "--every", "1m"),
                                   stderr=subprocess.PIPE, text=True)
        self.assertIn("1 added", running.stderr.readline())
        time.sleep(0.2)
        running.send_signal(signal.SIGINT)
        self.assertEqual(running.wait(timeout=20), 130)
        self.assertIn("stopped: 1 articles", running.stderr.read())
        running.stderr.close()
        done = subprocess.run([PARLEY, "check", "--record", self.record], capture_output=True)
        self.assertEqual(done.returncode, 0, done.stdout.decode())

    def test_an_interrupt_breaks_a_slow_answer_off(self):
        self.site.server.RequestHandlerClass.do_GET = lambda handler: time.sleep(8)
        running = subprocess.Popen(self.command(self.site.home + "/feed.xml"),
                                   stderr=subprocess.PIPE, text=True)
        time.sleep(1.5)
        began = time.monotonic()
        running.send_signal(signal.SIGTERM)
        self.assertEqual(running.wait(timeout=20), 143)
        running.stderr.close()
        self.assertLess(time.monotonic() - began, 3)

    def test_refuses_what_it_cannot_start_with(self):
        for words, expected in ((["--every", "30s"], "once a minute"), (["--every", "soon"], "15m"),
                                (["--allow-host", "somewhere"], "host with a port"),
                                (["--every", "15m", "--once"], "--once")):
            self.assertIn(expected, self.watch(self.site.home + "/feed.xml", *words, state=2))
        self.assertEqual(self.site.asked, [])


class Authority:
    """Signs certificates, with the openssl command."""

    def __init__(self, folder, name):
        self.folder, self.name = folder, name
        self.file = folder / f"{name}.pem"
        self.openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                     "-nodes", "-days", "2", "-subj", f"/CN={name}", "-keyout", f"{name}.key",
                     "-out", f"{name}.pem")

    def openssl(self, *words):
        subprocess.run(["openssl", *words], cwd=self.folder, check=True, capture_output=True)

    def sign(self, host, days):
        """The file of a key and a certificate for `host`, over after `days`."""
        self.openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                     "-subj", "/CN=host", "-keyout", "host.key", "-out", "host.csr")
        (self.folder / "host.ext").write_text(f"subjectAltName={host}\n")
        self.openssl("x509", "-req", "-in", "host.csr", "-CA", f"{self.name}.pem", "-CAkey",
                     f"{self.name}.key", "-CAcreateserial", "-days", str(days), "-extfile",
                     "host.ext", "-out", "host.pem")
        both = self.folder / "both.pem"
        both.write_text((self.folder / "host.key").read_text()
                        + (self.folder / "host.pem").read_text())
        return both


@unittest.skipUnless(shutil.which("openssl"), "no openssl here to make certificates with")
class SecureWatch(WatchCase):
    """The site over HTTPS."""

    def setUp(self):
        super().setUp()
        self.authority = Authority(self.folder, "authority")

    def serve(self, host="IP:127.0.0.1", days=2):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.authority.sign(host, days))
        self.site.server.socket = context.wrap_socket(self.site.server.socket, server_side=True)
        self.site.server.handle_error = lambda *_: None  # those who go away are expected
        return f"https://127.0.0.1:{self.site.port}"

    def refused(self, address, *words):
        self.assertIn("1 failed; 0 added", self.watch(address + "/feed.xml", *words, state=1))
        self.assertEqual(self.site.asked, [], "nothing is sent before the certificate is trusted")
        (row,) = self.rejected()
        self.assertEqual(row["reason"], "unreachable")
        self.assertIn("certificate of the host is not accepted", row["message"])
        self.assertIn("--ca-file", row["message"])
        return row["message"]

    def test_a_trusted_host_is_read(self):
        address = self.serve()
        self.assertIn("1 feed, 0 unchanged, 0 failed; 1 added",
                      self.watch(address + "/feed.xml", "--ca-file", self.authority.file))

    def test_the_environment_may_name_the_authority(self):
        address = self.serve()
        done = subprocess.run(self.command(address + "/feed.xml"), capture_output=True,
                              env={**os.environ, "SSL_CERT_FILE": str(self.authority.file)})
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        self.assertEqual(len(self.rows()), 1)

    def test_an_unknown_authority_is_refused(self):
        self.refused(self.serve())

    def test_another_authority_is_refused(self):
        other = Authority(self.folder, "other")
        self.refused(self.serve(), "--ca-file", other.file)

    def test_a_certificate_of_another_host_is_refused(self):
        address = self.serve(host="DNS:wire.example")
        self.assertIn("127.0.0.1", self.refused(address, "--ca-file", self.authority.file))

    def test_a_certificate_that_is_over_is_refused(self):
        address = self.serve(days=-1)
        self.assertIn("expired", self.refused(address, "--ca-file", self.authority.file))

    def test_no_redirect_leads_to_http(self):
        plain = Site()
        self.addCleanup(plain.close)
        plain.set("/feed.xml", rss(item("Ferries stop", "/stop", REPORT.format("One."))))
        address = self.serve()
        self.site.set("/feed.xml", "", status=302, Location=plain.home + "/feed.xml")
        self.assertIn("1 failed; 0 added",
                      self.watch(address + "/feed.xml", "--ca-file", self.authority.file,
                                 "--allow-host", f"127.0.0.1:{plain.port}", state=1))
        self.assertEqual(plain.asked, [])
        (row,) = self.rejected()
        self.assertEqual(row["reason"], "redirects")
        self.assertIn("from https to http://", row["message"])

    def test_a_file_that_is_not_there_or_holds_no_certificate_is_told_of(self):
        address = self.serve()
        self.assertIn("--ca-file", self.watch(address + "/feed.xml", "--ca-file",
                                              self.folder / "none.pem", state=2))
        empty = self.folder / "empty.pem"
        empty.write_text("")
        self.watch(address + "/feed.xml", "--ca-file", empty, state=1)
        self.assertIn(str(empty), self.rejected()[0]["message"])


if __name__ == "__main__":
    unittest.main()
