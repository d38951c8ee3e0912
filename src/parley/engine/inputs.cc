#include "parley/engine/inputs.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "parley/base/sha256.h"
#include "parley/text/utf8.h"

namespace parley::engine {
namespace {

namespace fs = std::filesystem;

text::Article plain_article(std::string input, std::string bytes) {
  text::Article article;
  article.input = std::move(input);
  article.text = text::repair_utf8(bytes);
  article.id = base::sha256_hex(article.text).substr(0, 16);
  article.blocks = {{article.whole(), text::BlockRole::kBody}};
  return article;
}

bool read_row(const std::string& input, int number, const std::string& line, const Sink& sink) {
  const nlohmann::json row = nlohmann::json::parse(line, nullptr, false);
  const std::string place = input + ":" + std::to_string(number);
  if (!row.is_object() || !row.contains("text") || !row["text"].is_string()) {
    return sink(std::unexpected(Rejection{
        place, 0, "bad-json", place + ": no JSON object with a text; mend or remove the line"}));
  }
  text::Article article = plain_article(place, row["text"]);
  const auto text_of = [&](const char* key) -> std::optional<std::string> {
    if (row.contains(key) && row[key].is_string()) return row[key].get<std::string>();
    return std::nullopt;
  };
  if (const auto id = text_of("id")) article.id = *id;
  article.url = text_of("url");
  article.outlet = text_of("outlet");
  article.title = text_of("title");
  article.published.value = text_of("published");
  if (article.published.value) article.published.basis = text::DateBasis::kGiven;
  return sink(std::move(article));
}

bool read_stream(const std::string& input, std::istream& in, const InputOptions& options,
                 const Sink& sink) {
  const bool rows = options.kind == "jsonl" || (options.kind.empty() && input.ends_with(".jsonl"));
  if (!rows) {
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    if (text::trim(bytes).empty()) {
      return sink(std::unexpected(Rejection{input, 0, "empty", input + ": the report is empty"}));
    }
    return sink(plain_article(input, bytes));
  }
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (!text::trim(line).empty() && !read_row(input, number, line, sink)) return false;
  }
  return true;
}

}  // namespace

base::Result<void> read_inputs(const std::vector<std::string>& inputs, const InputOptions& options,
                               const Sink& sink) {
  for (const std::string& input : inputs) {
    if (input == "-") {
      if (!read_stream(input, std::cin, options, sink)) return {};
      continue;
    }
    std::vector<std::string> files = {input};
    std::error_code error;
    if (fs::is_directory(input, error)) {
      files.clear();
      for (const auto& entry : fs::recursive_directory_iterator(input, error)) {
        if (entry.is_regular_file()) files.push_back(entry.path().string());
      }
      std::ranges::sort(files);
    }
    for (const std::string& file : files) {
      std::ifstream stream(file, std::ios::binary);
      const bool more = stream
                            ? read_stream(file, stream, options, sink)
                            : sink(std::unexpected(Rejection{
                                  file, 0, "not-found", file + ": no such file; check the path"}));
      if (!more) return {};
    }
  }
  return {};
}

}  // namespace parley::engine
