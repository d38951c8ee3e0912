#!/usr/bin/env python3
"""parley watch against a web server of its own on this machine. test_watch.py PARLEY"""
import http.server
import json
import pathlib
import signal
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


class Watch(unittest.TestCase):
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


if __name__ == "__main__":
    unittest.main()
