#include "parley/archive/record_reader.h"

#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

#include <vector>

#include "parley/archive/http_message.h"

namespace parley::archive {
namespace {

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, bytes.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return out;
}

std::string zstd(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3));
  return out;
}

std::string page(int number) {
  std::string text = "<p>Report " + std::to_string(number) + " on the harbour talks.";
  for (int i = 0; i < 20; ++i) text += " Line " + std::to_string(i * number * 7919 % 1000);
  return text;
}

std::string record(int number, std::string_view type = "response", int length_off = 0,
                   std::size_t padding = 0) {
  const std::string body = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(number) +
                           std::string(padding, ' ');
  return "WARC/1.0\r\nWARC-Type: " + std::string(type) +
         "\r\nWARC-Target-URI: http://news.example/" + std::to_string(number) +
         "\r\nWARC-Record-ID: <urn:uuid:" + std::to_string(number) +
         ">\r\nContent-Type: application/http\r\nContent-Length: " +
         std::to_string(static_cast<int>(body.size()) + length_off) + "\r\n\r\n" + body +
         "\r\n\r\n";
}

struct Outcome {
  std::vector<std::string> targets;    // of whole records
  std::vector<std::string> truncated;  // and of cut ones
  std::vector<ArchiveFault> faults;
};

Outcome read(std::string_view bytes, std::size_t max_block = 1u << 20) {
  MemorySource source(bytes);
  UnpackedStream stream(source);
  RecordReader reader(stream, max_block);
  Outcome out;
  while (auto item = reader.next()) {
    if (auto* fault = std::get_if<ArchiveFault>(&*item)) {
      out.faults.push_back(*fault);
    } else {
      const auto& found = std::get<ArchiveRecord>(*item);
      (found.truncated ? out.truncated : out.targets)
          .push_back(found.target.substr(std::min<std::size_t>(20, found.target.size())));
    }
  }
  return out;
}

using Names = std::vector<std::string>;

TEST(RecordReader, ReadsEachKindOfPacking) {
  const std::string plain = record(1) + record(2, "metadata") + record(3);
  const std::string members = gzip(record(1)) + gzip(record(2, "revisit")) + gzip(record(3));
  const std::string frames = zstd(record(1)) + zstd(record(2, "request")) + zstd(record(3));

  for (const std::string& file : {plain, gzip(plain), members, zstd(plain), frames}) {
    const Outcome out = read(file);
    EXPECT_EQ(out.targets, (Names{"1", "3"}));
    EXPECT_TRUE(out.faults.empty());
  }
}

TEST(RecordReader, TellsEveryTruncationOnceAndReadsAllBefore) {
  for (const bool packed : {false, true}) {
    std::string file;
    std::vector<std::size_t> ends;
    for (int i = 1; i <= 4; ++i) {
      file += packed ? gzip(record(i)) : record(i);
      ends.push_back(file.size());
    }
    for (std::size_t cut = 1; cut < file.size(); ++cut) {
      const Outcome out = read(std::string_view(file).substr(0, cut));
      std::size_t whole = 0;
      while (whole < ends.size() && ends[whole] <= cut) ++whole;
      const bool at_end = whole > 0 && ends[whole - 1] == cut;
      ASSERT_GE(out.targets.size(), whole) << cut;
      ASSERT_LE(out.targets.size() + out.truncated.size(), whole + 1) << cut;
      ASSERT_EQ(out.faults.size(), at_end ? 0U : 1U) << cut << " packed " << packed;
      if (!at_end) {
        ASSERT_EQ(out.faults[0].kind, ArchiveFault::Kind::kTruncated) << cut;
        ASSERT_EQ(out.faults[0].offset, whole == 0 ? 0 : ends[whole - 1]) << cut;
      }
    }
  }
}

TEST(RecordReader, FindsTheRecordsBehindADamagedByte) {
  std::string file;
  std::vector<std::size_t> ends{0};
  for (int i = 1; i <= 6; ++i) {
    file += gzip(record(i));
    ends.push_back(file.size());
  }
  std::size_t lost = 0;
  for (std::size_t at = ends[1]; at < ends[2]; ++at) {
    std::string damaged = file;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
    const Outcome out = read(damaged);
    ASSERT_LE(out.faults.size(), 1U) << at;
    ASSERT_GE(out.targets.size(), 1U);
    ASSERT_EQ(out.targets[0], "1");
    if (out.targets.size() < 5 || out.targets.back() != "6") ++lost;
  }
  EXPECT_EQ(lost, 0U);
}

TEST(RecordReader, FindsTheNextRecordInAPlainFile) {
  const Outcome out = read(record(1) + "rubbish of some length\r\n" + record(2));

  EXPECT_EQ(out.targets, (Names{"1", "2"}));
  ASSERT_EQ(out.faults.size(), 1U);
  EXPECT_EQ(out.faults[0].offset, record(1).size());
}

TEST(RecordReader, MendsLengthsThatAreWrong) {
  EXPECT_EQ(read(record(1, "response", -2) + record(2)).targets, (Names{"1", "2"}));
  EXPECT_EQ(read(record(1, "response", 2) + record(2)).targets, (Names{"1", "2"}));
  const Outcome long_one = read(record(1, "response", 300) + record(2) + record(3));
  EXPECT_EQ(long_one.targets, (Names{"1", "2", "3"}));
  EXPECT_TRUE(long_one.faults.empty());
}

TEST(RecordReader, TellsOfTypesThatAreNotKnownOnceEach) {
  const Outcome out = read(record(1) + record(2, "rexponse") + record(3, "Rexponse") + record(4) +
                           record(5, "") + record(6, "continuation") + record(7, "sketch"));

  EXPECT_EQ(out.targets, (Names{"1", "4"}));
  ASSERT_EQ(out.faults.size(), 3U);
  EXPECT_EQ(out.faults[0].kind, ArchiveFault::Kind::kUnknownType);
  EXPECT_EQ(out.faults[0].offset, record(1).size());
  EXPECT_EQ(out.faults[0].message, "records of the type \"rexponse\" are not known and left out");
  EXPECT_EQ(out.faults[1].kind, ArchiveFault::Kind::kDamaged);
  EXPECT_EQ(out.faults[2].kind, ArchiveFault::Kind::kUnknownType);
}

TEST(RecordReader, TellsOfEveryRecordThatAByteLoses) {
  const std::string file = record(1, "warcinfo") + record(2) + record(3);
  for (std::size_t at = 0; at < file.size(); ++at) {
    std::string damaged = file;
    damaged[at] = static_cast<char>(damaged[at] ^ 0xFF);
    const Outcome out = read(damaged);
    ASSERT_TRUE(out.targets.size() + out.truncated.size() >= 2 || !out.faults.empty()) << at;
  }
}

TEST(RecordReader, PassesOverWhatIsTooLarge) {
  const Outcome out = read(record(1) + record(2), 100);

  EXPECT_TRUE(out.targets.empty());
  ASSERT_EQ(out.faults.size(), 2U);
  EXPECT_EQ(out.faults[0].kind, ArchiveFault::Kind::kTooLarge);
}

TEST(RecordReader, StopsABombAndReadsOn) {
  const std::string bomb = record(2, "response", 0, 8u << 20);
  const Outcome out = read(gzip(record(1)) + gzip(bomb) + gzip(record(3)), 64u << 20);

  EXPECT_EQ(out.targets, (Names{"1", "3"}));
  ASSERT_EQ(out.faults.size(), 1U);
  EXPECT_EQ(out.faults[0].kind, ArchiveFault::Kind::kBomb);
}

TEST(RecordReader, ReadsTheOlderFormat) {
  const std::string body = "HTTP/1.1 200 OK\nContent-Type: text/html\n\n<p>Talks.";
  const std::string line = "http://news.example/a b 192.0.2.1 20140216050221 text/html " +
                           std::to_string(body.size()) + "\n";
  const Outcome out = read("filedesc://x.arc 192.0.2.1 20140216050221 text/plain 9\n1 0 Crawl\n\n" +
                           line + body + "\nrubbish\n" + line + body + "\n");

  EXPECT_EQ(out.targets, (Names{"a b", "a b"}));
  EXPECT_EQ(out.faults.size(), 1U);
}

std::string body_of(const std::string& message, std::size_t max_bytes = 64u << 20) {
  const auto head = read_http_head(message);
  if (!head) return "no head";
  const auto body = read_body(message, *head, max_bytes);
  if (!body) return "fault " + std::to_string(static_cast<int>(body.error()));
  return body->bytes + (body->cut ? " (cut)" : "");
}

TEST(HttpMessage, UndoesEncodings) {
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; charset=KOI8-R\r\n";

  EXPECT_EQ(read_http_head(head)->media_type, "text/html");
  EXPECT_EQ(read_http_head(head)->charset, "KOI8-R");
  EXPECT_EQ(body_of(head + "\r\n<p>Talks"), "<p>Talks");
  EXPECT_EQ(body_of(head + "Content-Encoding: gzip\r\n\r\n" + gzip("Talks")), "Talks");
  EXPECT_EQ(body_of(head + "Content-Encoding: zstd, gzip\r\n\r\n" + gzip(zstd("Talks"))), "Talks");
  EXPECT_EQ(body_of(head + "Content-Encoding: gzip\r\n\r\n<p>not packed"), "<p>not packed");
  EXPECT_EQ(body_of(head + "Content-Encoding: br, br, br\r\n\r\n<"), "fault 3");
  EXPECT_EQ(body_of(head + "Transfer-Encoding: chunked\r\n\r\n3\r\nTal\r\n2;x\r\nks\r\n0\r\n\r\n"),
            "Talks");
  EXPECT_EQ(body_of(head + "Transfer-Encoding: chunked\r\n\r\n<p>not chunked"), "<p>not chunked");
  EXPECT_EQ(body_of(head + "Transfer-Encoding: chunked\r\n\r\nff\r\nTal"), "Tal (cut)");
}

TEST(HttpMessage, RefusesBombs) {
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n";

  EXPECT_EQ(body_of(head + gzip(std::string(8u << 20, ' '))), "fault 2");
  EXPECT_EQ(body_of(head + gzip(page(1)), 100), "fault 1");
}

TEST(UnpackedStream, TellsOfADictionaryCutInItsHead) {
  MemorySource source("\x5D\x2A\x4D\x18\x9B");
  UnpackedStream stream(source);

  EXPECT_TRUE(stream.peek(1).empty());
  EXPECT_EQ(stream.fault(), Fault::kTruncated);
}

}  // namespace
}  // namespace parley::archive
