#include "parley/intake/read_inputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "parley/archive/byte_source.h"
#include "parley/archive/unpack.h"
#include "parley/charset/mend.h"
#include "parley/intake/delivery.h"
#include "parley/intake/json_row.h"
#include "parley/intake/line_reader.h"
#include "parley/intake/read_archive.h"
#include "parley/intake/read_feed.h"
#include "parley/text/utf8.h"

namespace parley::intake {
namespace {

namespace fs = std::filesystem;

constexpr int kMaxFolderDepth = 32;
constexpr std::string_view kStandardInput = "-";

std::string system_reason(int error) {
  return std::error_code(error, std::generic_category()).message();
}

// Puts right what was encoded twice in the fields of a row.
void mend(RawDocument& raw) {
  std::size_t mended = 0;
  const auto mend_field = [&](std::string& field) {
    charset::Mended out = charset::mend_double_encoding(std::move(field));
    mended += out.characters;
    field = std::move(out.text);
  };
  mend_field(raw.text);
  if (raw.title) mend_field(*raw.title);
  if (raw.outlet) mend_field(*raw.outlet);
  for (std::string& author : raw.authors) mend_field(author);
  if (mended > 0) {
    raw.issues.push_back({"mended-encoding",
                          fmt::format("text: {} characters had been encoded twice", mended),
                          std::nullopt});
  }
}

struct FileCloser {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

class Reader {
 public:
  Reader(const InputOptions& options, const Sink& sink)
      : options_(options), delivery_(options, sink) {}

  void read(const std::string& input) {
    if (input == kStandardInput) {
      read_stream(input, stdin);
      return;
    }
    std::error_code error;
    const fs::file_status status = fs::status(input, error);
    if (status.type() == fs::file_type::not_found) {
      reject(input, 0, "not-found", input + ": no such file or folder; check the path");
    } else if (status.type() == fs::file_type::directory) {
      read_folder(input);
    } else if (status.type() == fs::file_type::none || status.type() == fs::file_type::unknown) {
      reject(input, 0, "no-access", fmt::format("{}: {}; check the path", input, error.message()));
    } else {
      read_file(input);
    }
  }

  void read_source(const std::string& input, archive::ByteSource& source) {
    archive::UnpackedStream stream(source);
    InputKind kind = options_.kind;
    if (kind == InputKind::kRecognise) {
      // What there is at once: a pipe that has sent one line is not waited for.
      (void)stream.peek(1);
      const Recognised recognised = recognise(stream.buffered());
      kind = recognised.kind;
      if (kind == InputKind::kRecognise) {
        reject(input, 0, recognised.looks_like == "no text" ? "binary" : "unsupported-kind",
               fmt::format("{}: looks like {}; give text, web pages, JSON Lines, web archives or "
                           "feeds, or name the kind with --input",
                           input, recognised.looks_like));
        return;
      }
    }
    switch (kind) {
      case InputKind::kJsonl:
        read_rows(input, stream);
        break;
      case InputKind::kWarc:
        read_archive(input, stream, delivery_);
        break;
      default:
        read_whole(input, stream, kind);
    }
  }

  // A text with its fields, at `offset` of `input`.
  void read_document(const std::string& input, std::uint64_t offset, RawDocument raw) {
    if (text::trim(raw.text).empty()) {
      reject(input, offset, "empty", raw.input + ": the text is empty; leave it out");
      return;
    }
    if (raw.text.size() > options_.max_document_bytes) {
      reject(input, offset, "too-large",
             fmt::format("{}: text larger than {} bytes; split it", raw.input,
                         options_.max_document_bytes));
      return;
    }
    if (!options_.article.as_is) mend(raw);
    delivery_.deliver(std::move(raw));
  }

  [[nodiscard]] const Summary& summary() const { return delivery_.summary(); }

 private:
  void reject(const std::string& input, std::uint64_t offset, std::string reason,
              std::string message) {
    delivery_.reject(input, offset, std::move(reason), std::move(message));
  }

  // The regular files under `folder`, sorted by path; symbolic links to folders are not followed.
  void read_folder(const std::string& folder) {
    std::vector<std::string> files;
    std::error_code error;
    auto entry = fs::recursive_directory_iterator(
        folder, fs::directory_options::skip_permission_denied, error);
    while (!error && entry != fs::recursive_directory_iterator()) {
      const bool hidden = entry->path().filename().native().starts_with('.');
      if (entry->is_directory(error)) {
        if (hidden || entry.depth() >= kMaxFolderDepth) entry.disable_recursion_pending();
      } else if (!hidden && entry->is_regular_file(error)) {
        files.push_back(entry->path().string());
      }
      error.clear();
      entry.increment(error);
    }
    if (error) {
      reject(folder, 0, "no-access",
             fmt::format("{}: {}; check who may read it", folder, error.message()));
    } else if (files.empty()) {
      reject(folder, 0, "empty-folder",
             folder + ": holds no file to read; name a folder with reports in it");
    }
    std::ranges::sort(files);
    for (const std::string& file : files) {
      if (delivery_.stopped()) return;
      read_file(file);
    }
  }

  void read_file(const std::string& path) {
    const std::unique_ptr<std::FILE, FileCloser> file(std::fopen(path.c_str(), "rb"));
    if (!file) {
      const int why = errno;
      reject(path, 0, why == ENOENT ? "not-found" : "no-access",
             fmt::format("{}: {}; check the path and who may read it", path, system_reason(why)));
      return;
    }
    read_stream(path, file.get());
  }

  void read_stream(const std::string& input, std::FILE* file) {
    archive::FileSource source(file);
    read_source(input, source);
  }

  // One document a file.
  void read_whole(const std::string& input, archive::UnpackedStream& stream, InputKind kind) {
    std::string bytes;
    while (true) {
      const std::string_view more = stream.peek(1);
      if (more.empty()) break;
      if (bytes.size() + more.size() > options_.max_document_bytes) {
        reject(input, options_.max_document_bytes, "too-large",
               fmt::format("{}: larger than {} bytes; split it, or give JSON Lines", input,
                           options_.max_document_bytes));
        return;
      }
      bytes += more;
      stream.take(more.size());
    }
    if (!delivery_.check_end(input, stream)) return;
    if (kind == InputKind::kFeed) {
      read_feed(input, std::move(bytes), "", delivery_);
      return;
    }
    RawDocument raw;
    raw.input = input;
    const charset::Markup markup =
        kind == InputKind::kHtml ? charset::Markup::kHtml : charset::Markup::kText;
    delivery_.deliver_bytes(std::move(raw), std::move(bytes), markup, "", {});
  }

  void read_rows(const std::string& input, archive::UnpackedStream& stream) {
    LineReader lines(stream, options_.max_line_bytes);
    std::uint64_t number = 0;
    while (!delivery_.stopped() && lines.next()) {
      // A line that damage cuts is told as damage.
      if (!lines.ended() && stream.fault() != archive::Fault::kNone) break;
      ++number;
      std::string_view line = lines.line();
      if (number == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
      const std::string where = fmt::format("{}:{}", input, number);
      if (lines.too_long()) {
        reject(input, lines.offset(), "line-too-long",
               fmt::format("{}: line longer than {} bytes; split or remove the row", where,
                           options_.max_line_bytes));
        continue;
      }
      if (text::trim(line).empty()) continue;
      read_row(input, where, lines.offset(), line);
    }
    if (!delivery_.stopped()) (void)delivery_.check_end(input, stream);
  }

  void read_row(const std::string& input, const std::string& where, std::uint64_t offset,
                std::string_view line) {
    auto row = read_json_row(line);
    if (!row) {
      const JsonRowError& error = row.error();
      reject(input, offset + error.offset, error.reason,
             fmt::format("{}: {}; mend or remove the line", where, error.message));
      return;
    }
    if (!row->text) {
      reject(input, offset, "no-text",
             where + ": the row has no \"text\"; every row needs the report's text");
      return;
    }
    RawDocument raw;
    raw.input = where;
    raw.text = std::move(*row->text);
    raw.id = std::move(row->id);
    raw.url = std::move(row->url);
    raw.outlet = std::move(row->outlet);
    raw.title = std::move(row->title);
    raw.published = std::move(row->published);
    raw.language = std::move(row->language);
    raw.authors = std::move(row->authors);
    raw.issues = std::move(row->issues);
    read_document(input, offset, std::move(raw));
  }

  const InputOptions& options_;
  Delivery delivery_;
};

}  // namespace

Summary read_inputs(const std::vector<std::string>& inputs, const InputOptions& options,
                    const Sink& sink) {
  Reader reader(options, sink);
  for (const std::string& input : inputs) {
    if (reader.summary().stopped) break;
    reader.read(input);
  }
  return reader.summary();
}

Summary read_bytes(const std::string& name, std::string_view bytes, const InputOptions& options,
                   const Sink& sink) {
  Reader reader(options, sink);
  archive::MemorySource source(bytes);
  reader.read_source(name, source);
  return reader.summary();
}

Summary read_given(RawDocument raw, const InputOptions& options, const Sink& sink) {
  Reader reader(options, sink);
  const std::string name = raw.input;
  reader.read_document(name, 0, std::move(raw));
  return reader.summary();
}

}  // namespace parley::intake
