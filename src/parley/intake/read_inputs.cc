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

#include "parley/charset/mend.h"
#include "parley/charset/read_bytes.h"
#include "parley/intake/json_row.h"
#include "parley/intake/line_reader.h"
#include "parley/text/utf8.h"

namespace parley::intake {
namespace {

namespace fs = std::filesystem;

constexpr int kMaxFolderDepth = 32;
constexpr std::string_view kStandardInput = "-";

enum class Looks : std::uint8_t { kText, kJsonl, kBinary, kHtml, kWarc, kXml, kPacked };

std::string_view describe(Looks looks) {
  switch (looks) {
    case Looks::kHtml:
      return "a web page";
    case Looks::kWarc:
      return "a web archive";
    case Looks::kXml:
      return "XML";
    case Looks::kPacked:
      return "compressed";
    default:
      return "no text";
  }
}

Looks recognise(std::string_view head) {
  if (head.starts_with("\x1F\x8B") || head.starts_with("PK\x03\x04") ||
      head.starts_with("\x28\xB5\x2F\xFD")) {
    return Looks::kPacked;
  }
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) return Looks::kText;
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  if (head.find('\0') != std::string_view::npos) {
    const charset::Encoding encoding =
        charset::find_encoding(head.substr(0, 1024), charset::Markup::kText).encoding;
    const bool utf16 =
        encoding == charset::Encoding::kUtf16Le || encoding == charset::Encoding::kUtf16Be;
    return utf16 ? Looks::kText : Looks::kBinary;
  }
  if (head.starts_with("WARC/")) return Looks::kWarc;
  const std::string start = text::ascii_lower(text::trim(head.substr(0, 512)));
  if (start.starts_with("<!doctype html") || start.starts_with("<html")) return Looks::kHtml;
  if (start.starts_with("<?xml") || start.starts_with("<rss") || start.starts_with("<feed")) {
    return Looks::kXml;
  }
  // An object that begins with a key, or an empty one, as every row does.
  if (start.starts_with('{')) {
    const std::string_view inside = text::trim(std::string_view(start).substr(1));
    if (inside.starts_with('"') || inside.starts_with('}')) return Looks::kJsonl;
  }
  return Looks::kText;
}

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
  Reader(const InputOptions& options, const Sink& sink) : options_(options), sink_(sink) {}

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

  [[nodiscard]] const Summary& summary() const { return summary_; }

 private:
  void reject(const std::string& input, std::uint64_t offset, std::string reason,
              std::string message) {
    ++summary_.rejections;
    sink_.rejection({input, offset, std::move(reason), std::move(message)});
  }

  void deliver(RawDocument raw) {
    ++summary_.articles;
    if (!sink_.article(make_article(std::move(raw), options_.article))) summary_.stopped = true;
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
      if (summary_.stopped) return;
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
    LineReader lines(file, options_.max_line_bytes);
    InputKind kind = options_.kind;
    if (kind == InputKind::kRecognise) {
      const Looks looks = recognise(lines.peek());
      if (looks == Looks::kJsonl) {
        kind = InputKind::kJsonl;
      } else if (looks == Looks::kText) {
        kind = InputKind::kText;
      } else {
        reject(input, 0, looks == Looks::kBinary ? "binary" : "unsupported-kind",
               fmt::format("{}: looks like {}; give plain text or JSON Lines, or name the kind "
                           "with --input",
                           input, describe(looks)));
        return;
      }
    }
    if (kind == InputKind::kJsonl) {
      read_rows(input, lines);
    } else {
      read_text(input, file, lines.peek());
    }
  }

  // `head` is what the line reader has taken from `file` already.
  void read_text(const std::string& input, std::FILE* file, std::string_view head) {
    RawDocument raw;
    raw.input = input;
    raw.text = std::string(head);
    std::vector<char> buffer(64 * 1024);
    while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), file)) {
      if (raw.text.size() + got > options_.max_document_bytes) {
        reject(input, options_.max_document_bytes, "too-large",
               fmt::format("{}: larger than {} bytes; split it, or give JSON Lines", input,
                           options_.max_document_bytes));
        return;
      }
      raw.text.append(buffer.data(), got);
    }
    if (std::ferror(file) != 0) {
      reject(input, raw.text.size(), "io",
             fmt::format("{}: {}; it was not read whole", input, system_reason(errno)));
      return;
    }
    if (!options_.article.as_is) {
      charset::ReadBytes read = charset::read_bytes(raw.text, {});
      raw.issues = charset::issues_of(read);
      raw.text = std::move(read.text);
    }
    if (text::trim(raw.text).empty()) {
      reject(input, 0, "empty", input + ": holds no text; leave it out");
      return;
    }
    deliver(std::move(raw));
  }

  void read_rows(const std::string& input, LineReader& lines) {
    std::uint64_t number = 0;
    while (!summary_.stopped && lines.next()) {
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
    if (lines.failed()) {
      reject(input, lines.offset(), "io",
             fmt::format("{}: reading failed after line {}; it was not read whole", input, number));
    }
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
    if (text::trim(*row->text).empty()) {
      reject(input, offset, "empty", where + ": the row's text is empty; leave it out");
      return;
    }
    if (row->text->size() > options_.max_document_bytes) {
      reject(input, offset, "too-large",
             fmt::format("{}: text larger than {} bytes; split the row", where,
                         options_.max_document_bytes));
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
    if (!options_.article.as_is) mend(raw);
    deliver(std::move(raw));
  }

  const InputOptions& options_;
  const Sink& sink_;
  Summary summary_;
};

}  // namespace

std::optional<InputKind> kind_named(std::string_view name) {
  if (name == "text") return InputKind::kText;
  if (name == "jsonl") return InputKind::kJsonl;
  return std::nullopt;
}

Summary read_inputs(const std::vector<std::string>& inputs, const InputOptions& options,
                    const Sink& sink) {
  Reader reader(options, sink);
  for (const std::string& input : inputs) {
    if (reader.summary().stopped) break;
    reader.read(input);
  }
  return reader.summary();
}

}  // namespace parley::intake
