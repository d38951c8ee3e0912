// A record ends where its header says and a new record, a new gzip member or the end of the file
// follows. Where something else follows the length was wrong: too long, if the block holds the
// beginning of another record (the rest is put back), else too short.
#include "parley/archive/record_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "parley/archive/fields.h"
#include "parley/text/utf8.h"

namespace parley::archive {
namespace {

constexpr std::size_t kStep = 64 * 1024;
constexpr std::size_t kMostLineEnds = 64;  // between two records
constexpr std::size_t kMaxArcLine = 16 * 1024;
constexpr std::size_t kMostTypeBytes = 40;  // that are told

// "WARC/1.0" and a line end.
bool begins_warc(std::string_view bytes) {
  if (!bytes.starts_with("WARC/")) return false;
  std::size_t i = 5;
  const auto digits = [&] {
    const std::size_t first = i;
    while (i < bytes.size() && text::is_ascii_digit(bytes[i])) ++i;
    return i > first;
  };
  if (!digits() || i >= bytes.size() || bytes[i] != '.') return false;
  ++i;
  if (!digits()) return false;
  while (i < bytes.size() && (bytes[i] == '\r' || bytes[i] == ' ')) ++i;
  return i < bytes.size() && bytes[i] == '\n';
}

bool is_wanted(std::string_view type) {
  return type == "response" || type == "resource" || type == "conversion";
}

bool is_known(std::string_view type) {
  constexpr std::array<std::string_view, 5> kOthers = {"warcinfo", "request", "metadata", "revisit",
                                                       "continuation"};
  return is_wanted(type) || std::ranges::find(kOthers, type) != kOthers.end();
}

std::string without_brackets(std::string_view text) {
  if (text.starts_with('<')) text.remove_prefix(1);
  if (text.ends_with('>')) text.remove_suffix(1);
  return std::string(text::trim(text));
}

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  while (!line.empty()) {
    const std::size_t space = line.find(' ');
    if (space != 0) words.push_back(line.substr(0, space));
    line.remove_prefix(space == std::string_view::npos ? line.size() : space + 1);
  }
  return words;
}

}  // namespace

RecordReader::RecordReader(UnpackedStream& stream, std::size_t max_block_bytes)
    : stream_(stream), max_block_bytes_(max_block_bytes) {
  if (stream_.peek(9).starts_with("filedesc:")) format_ = Format::kArc;
}

std::optional<RecordReader::Item> RecordReader::next() {
  while (true) {
    if (pending_) {
      ArchiveFault fault = std::move(*pending_);
      pending_.reset();
      return fault;
    }
    if (lost_ && !ended_) {
      ended_ = !resync();
      lost_ = false;
    }
    if (ended_) return std::nullopt;
    std::optional<Item> item = format_ == Format::kWarc ? next_warc() : next_arc();
    if (item) return item;
  }
}

void RecordReader::skip_line_ends() {
  line_ends_ = 0;
  while (line_ends_ < kMostLineEnds) {
    const std::string_view head = stream_.peek(1);
    if (head.empty() || (head[0] != '\r' && head[0] != '\n')) return;
    if (head[0] == '\n') ++line_ends_;
    stream_.take(1);
  }
}

ArchiveFault RecordReader::stream_fault(std::uint64_t offset) const {
  switch (stream_.fault()) {
    case Fault::kDamaged:
      return {ArchiveFault::Kind::kDamaged, offset,
              "the packed bytes are damaged; the record was left out"};
    case Fault::kBomb:
      return {ArchiveFault::Kind::kBomb, offset,
              "unpacks to far more than its size; the record was left out"};
    case Fault::kIo:
      return {ArchiveFault::Kind::kIo, offset, "reading failed; the rest was not read"};
    default:
      return {ArchiveFault::Kind::kTruncated, offset,
              "the file ends inside a record; get it whole"};
  }
}

std::variant<RecordReader::Header, ArchiveFault> RecordReader::read_warc_header() {
  const std::uint64_t offset = stream_.offset();
  const bool own_member = stream_.at_member_start();
  std::size_t wanted = 4096;
  std::string_view head;
  std::size_t length = std::string_view::npos;
  while (true) {
    head = stream_.peek(wanted);
    length = header_length(head);
    if (length != std::string_view::npos) break;
    if (head.size() < wanted) {
      if (stream_.fault() != Fault::kNone) return stream_fault(offset);
      return ArchiveFault{ArchiveFault::Kind::kTruncated, offset,
                          "the file ends inside a record; get it whole"};
    }
    if (wanted >= kMaxRecordHeaderBytes) {
      return ArchiveFault{ArchiveFault::Kind::kDamaged, offset,
                          "a record's header has no end; the record was left out"};
    }
    wanted *= 2;
  }
  const Fields fields = Fields::read(head.substr(0, length));
  const std::optional<std::uint64_t> block = parse_length(fields.at("content-length"));
  if (!block) {
    // One byte on, so that the search for the next record does not find this one.
    stream_.take(1);
    return ArchiveFault{ArchiveFault::Kind::kDamaged, offset,
                        "a record's header gives no length; the record was left out"};
  }
  stream_.take(length);
  Header header;
  header.length = *block;
  ArchiveRecord& record = header.record;
  record.type = text::ascii_lower(fields.at("warc-type"));
  record.id = without_brackets(fields.at("warc-record-id"));
  record.target = without_brackets(fields.at("warc-target-uri"));
  record.content_type = fields.at("content-type");
  record.captured = fields.at("warc-date");
  record.truncated = !fields.at("warc-truncated").empty();
  record.offset = offset;
  header.wanted = is_wanted(record.type);
  header.known = is_known(record.type);
  header.own_member = own_member;
  return header;
}

std::optional<RecordReader::Item> RecordReader::next_warc() {
  skip_line_ends();
  const std::string_view head = stream_.peek(16);
  if (head.empty() && stream_.fault() == Fault::kNone) {
    ended_ = true;
    return std::nullopt;
  }
  if (!begins_warc(head)) {
    lost_ = true;
    const bool cut = head.size() < 16;
    if (cut && stream_.fault() != Fault::kNone) return stream_fault(stream_.fault_offset());
    if (cut && (std::string_view("WARC/").starts_with(head.substr(0, 5)) || head == "\x1F")) {
      return ArchiveFault{ArchiveFault::Kind::kTruncated, stream_.offset(),
                          "the file ends inside a record; get it whole"};
    }
    return ArchiveFault{ArchiveFault::Kind::kDamaged, stream_.offset(),
                        "no record begins here; passed over up to the next one"};
  }
  std::variant<Header, ArchiveFault> header = read_warc_header();
  if (auto* fault = std::get_if<ArchiveFault>(&header)) {
    lost_ = true;
    return std::move(*fault);
  }
  return read_block(std::move(std::get<Header>(header)));
}

std::optional<RecordReader::Item> RecordReader::read_block(Header header) {
  ArchiveRecord& record = header.record;
  const bool too_large = header.wanted && header.length > max_block_bytes_;
  const bool keep = header.wanted && !too_large;
  std::uint64_t left = header.length;
  bool ended_early = false;
  while (left > 0) {
    // The least that makes progress: a member's end is looked at before more is read.
    (void)stream_.peek(1);
    std::string_view bytes = stream_.buffered().substr(0, std::min<std::uint64_t>(left, kStep));
    if (bytes.empty()) break;
    const std::size_t boundary = stream_.next_member();
    if (boundary <= bytes.size()) bytes = bytes.substr(0, boundary);
    if (keep) record.block.append(bytes);
    left -= bytes.size();
    stream_.take(bytes.size());
    if (left > 0 && boundary != std::string_view::npos && stream_.buffered().size() > 0 &&
        begins_record(stream_.peek(16))) {
      ended_early = true;
      break;
    }
  }
  if (left > 0 && !ended_early) {
    lost_ = true;
    const Fault fault = stream_.fault();
    const bool at_end = fault == Fault::kNone || fault == Fault::kTruncated;
    if (!at_end) return stream_fault(record.offset);
    if (keep && find_record(record.block) != std::string_view::npos) {
      // The length was too long and swallowed the records behind.
      mend_length(record);
      lost_ = false;
      return std::move(record);
    }
    ArchiveFault cut = stream_fault(record.offset);
    // A damaged member may run on to the end of the file over all members behind it.
    if (fault == Fault::kTruncated && stream_.recover()) {
      lost_ = false;
      cut.kind = ArchiveFault::Kind::kDamaged;
      cut.message = "the packed bytes are damaged; the record was left out";
      return cut;
    }
    ended_ = true;
    pending_ = std::move(cut);
    if (!keep) return std::nullopt;
    record.truncated = true;
    record.cut = true;
    return std::move(record);
  }
  if (ended_early) record.truncated = record.truncated || left > 4;

  skip_line_ends();
  const std::string_view after = stream_.peek(16);
  if (after.empty()) {
    const bool packed_soundly = stream_.packing() != Packing::kPlain;
    if (stream_.fault() != Fault::kNone) {
      // The block is whole, but what ends its member is not; else the fault is the next record's.
      if (header.own_member && stream_.fault_offset() == record.offset) {
        lost_ = true;
        if (stream_.fault() != Fault::kTruncated) return stream_fault(record.offset);
        pending_ = stream_fault(record.offset);
      }
    } else if (format_ == Format::kWarc && line_ends_ < 2 && !packed_soundly) {
      pending_ = ArchiveFault{ArchiveFault::Kind::kTruncated, record.offset,
                              "the file ends without the line ends after its last record; it may "
                              "be cut"};
    }
  } else if (!begins_record(after) && !ended_early) {
    if (keep && find_record(record.block) != std::string_view::npos) {
      mend_length(record);
    } else if (format_ == Format::kWarc && after.size() == 16) {
      pending_ = ArchiveFault{ArchiveFault::Kind::kDamaged, stream_.offset(),
                              "no record begins here; passed over up to the next one"};
      lost_ = true;
    }
  }
  if (too_large) {
    const ArchiveFault large{
        ArchiveFault::Kind::kTooLarge, record.offset,
        fmt::format("a record of more than {} bytes; it was left out", max_block_bytes_)};
    if (!pending_) return large;
  }
  if (keep) return std::move(record);
  if (header.known) return std::nullopt;
  return type_fault(record);
}

std::optional<ArchiveFault> RecordReader::type_fault(const ArchiveRecord& record) {
  if (told_types_.size() == kMaxToldTypes ||
      std::ranges::find(told_types_, record.type) != told_types_.end()) {
    return std::nullopt;
  }
  told_types_.push_back(record.type);
  if (record.type.empty()) {
    return ArchiveFault{ArchiveFault::Kind::kDamaged, record.offset,
                        "a record's header gives no type; records like it are left out"};
  }
  return ArchiveFault{
      ArchiveFault::Kind::kUnknownType, record.offset,
      fmt::format("records of the type \"{}\" are not known and left out",
                  text::repair_utf8(std::string_view(record.type).substr(0, kMostTypeBytes)))};
}

// Cuts a block before the record that begins inside it, and puts that back.
void RecordReader::mend_length(ArchiveRecord& record) {
  const std::size_t at = find_record(record.block);
  stream_.untake(std::string_view(record.block).substr(at));
  record.block.resize(at);
  while (record.block.ends_with('\n') || record.block.ends_with('\r')) record.block.pop_back();
}

bool RecordReader::begins_record(std::string_view bytes) const {
  if (format_ == Format::kWarc) return begins_warc(bytes);
  return bytes.starts_with("http://") || bytes.starts_with("https://") ||
         bytes.starts_with("dns:") || bytes.starts_with("filedesc:");
}

// Where in `bytes` the first line stands that begins a record, npos for none.
std::size_t RecordReader::find_record(std::string_view bytes) const {
  if (format_ == Format::kWarc) {
    for (std::size_t at = bytes.find("\nWARC/"); at != std::string_view::npos;
         at = bytes.find("\nWARC/", at + 1)) {
      if (begins_warc(bytes.substr(at + 1))) return at + 1;
    }
    return std::string_view::npos;
  }
  for (std::size_t at = bytes.find('\n'); at != std::string_view::npos;
       at = bytes.find('\n', at + 1)) {
    const std::string_view rest = bytes.substr(at + 1);
    if (!begins_record(rest)) continue;
    const std::size_t end = rest.substr(0, kMaxArcLine).find('\n');
    if (end != std::string_view::npos && parse_arc_line(rest.substr(0, end))) return at + 1;
  }
  return std::string_view::npos;
}

bool RecordReader::resync() {
  while (true) {
    if (stream_.fault() != Fault::kNone && stream_.fault() != Fault::kTruncated &&
        stream_.buffered().empty()) {
      if (!stream_.recover()) return false;
      return true;
    }
    const std::string_view bytes = stream_.peek(kStep);
    if (bytes.empty()) {
      if (stream_.fault() == Fault::kNone || stream_.fault() == Fault::kIo) return false;
      return stream_.recover();
    }
    const std::size_t boundary = stream_.next_member();
    const std::size_t found = find_record(bytes);
    if (boundary < bytes.size() && boundary < found && begins_record(bytes.substr(boundary))) {
      stream_.take(boundary);
      return true;
    }
    if (found != std::string_view::npos) {
      stream_.take(found);
      return true;
    }
    if (bytes.size() < kStep) {
      stream_.take(bytes.size());
      continue;
    }
    // Keeps what may be the beginning of a record's first line.
    const std::size_t kept = format_ == Format::kWarc ? 32 : kMaxArcLine;
    stream_.take(bytes.size() - kept);
  }
}

std::optional<RecordReader::Header> RecordReader::parse_arc_line(std::string_view line) const {
  while (line.ends_with('\r')) line.remove_suffix(1);
  const std::vector<std::string_view> words = words_of(line);
  if (words.size() < 5 || !begins_record(line)) return std::nullopt;
  const std::optional<std::uint64_t> length = parse_length(words.back());
  // Version 1 has five words, version 2 ten; an address may hold spaces.
  const bool second =
      words.size() >= 10 && words[words.size() - 8].size() == 14 &&
      words[words.size() - 8].find_first_not_of("0123456789") == std::string_view::npos;
  const std::size_t tail = second ? 9 : 4;
  const std::string_view date = words[words.size() - (second ? 8 : 3)];
  if (!length || date.size() < 8 ||
      date.find_first_not_of("0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  Header header;
  header.length = *length;
  const std::string_view last = words[words.size() - tail - 1];
  header.record.target = std::string(
      line.substr(0, static_cast<std::size_t>(last.data() + last.size() - line.data())));
  header.record.type = "response";
  header.record.captured = date;
  header.record.content_type = words[words.size() - (second ? 7 : 2)];
  header.wanted = line.starts_with("http");
  return header;
}

std::optional<RecordReader::Item> RecordReader::next_arc() {
  skip_line_ends();
  const std::string_view bytes = stream_.peek(kMaxArcLine);
  if (bytes.empty() && stream_.fault() == Fault::kNone) {
    ended_ = true;
    return std::nullopt;
  }
  const std::uint64_t offset = stream_.offset();
  const std::size_t end = bytes.find('\n');
  std::optional<Header> header;
  if (end != std::string_view::npos) header = parse_arc_line(bytes.substr(0, end));
  if (!header) {
    lost_ = true;
    if (end == std::string_view::npos && bytes.size() < kMaxArcLine) return stream_fault(offset);
    return ArchiveFault{ArchiveFault::Kind::kDamaged, offset,
                        "no record begins here; passed over up to the next one"};
  }
  header->own_member = stream_.at_member_start();
  stream_.take(end + 1);
  header->record.offset = offset;
  return read_block(std::move(*header));
}

}  // namespace parley::archive
