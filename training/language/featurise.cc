// Turns texts into the numbers that the network is trained on, by the program's own code.
//
//   featurise OUT_FOLDER [--no-spans] < documents.jsonl
//
// A line is {"id", "text"}, with "tokens": [[start, end], …] in bytes and "sentences": [index of
// the first token, …] where the tokens are given. Written to OUT_FOLDER, all little-endian:
//   types.txt   one line a distinct word: form TAB the word as written
//   types.u16   4 numbers a distinct word: hash, prefix, suffix, shape
//   tokens.u32  the distinct word of each token          flags.u8  its place flags
//   spans.u32   start and end of each token, in bytes    docs.u64  first token of each document
//   ids.txt     one line a document
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <unordered_map>
#include <vector>

#include "parley/analysis/features.h"
#include "parley/analysis/quotations.h"
#include "parley/analysis/tokenise.h"

namespace {

template <typename T>
void write_numbers(const std::string& path, const std::vector<T>& numbers) {
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(numbers.data()),
             static_cast<std::streamsize>(numbers.size() * sizeof(T)));
}

}  // namespace

int main(int argc, char** argv) {
  using namespace parley;
  if (argc < 2) {
    std::fputs("usage: featurise OUT_FOLDER [--no-spans] < documents.jsonl\n", stderr);
    return 2;
  }
  const std::string folder = std::string(argv[1]) + "/";
  const bool with_spans = argc < 3;
  std::unordered_map<std::string, std::uint32_t> type_of;
  std::vector<std::uint16_t> type_features;
  std::vector<std::uint32_t> tokens;
  std::vector<std::uint32_t> spans;
  std::vector<std::uint8_t> flags;
  std::vector<std::uint64_t> docs;
  std::ofstream types(folder + "types.txt", std::ios::binary);
  std::ofstream ids(folder + "ids.txt", std::ios::binary);
  analysis::WordFeatures features;
  std::string line;
  while (std::getline(std::cin, line)) {
    const nlohmann::json row = nlohmann::json::parse(line);
    text::Article article;
    article.text = row.at("text").get<std::string>();
    analysis::Segmentation cut;
    if (row.contains("tokens")) {
      for (const auto& span : row["tokens"]) {
        analysis::Token token;
        token.span = {span[0].get<std::uint32_t>(), span[1].get<std::uint32_t>()};
        cut.tokens.push_back(token);
      }
      for (const auto& first : row["sentences"]) {
        cut.sentences.push_back({{}, first.get<std::uint32_t>(), 0});
      }
    } else {
      cut = analysis::segment(article);
    }
    docs.push_back(tokens.size());
    ids << row.at("id").get<std::string>() << '\n';
    const auto quotations = analysis::find_quotations(article.text, cut.tokens);
    const auto places = analysis::place_flags(article.text, cut.tokens, cut.sentences, quotations);
    flags.insert(flags.end(), places.begin(), places.end());
    for (const analysis::Token& token : cut.tokens) {
      const std::string word(article.at(token.span));
      const auto [entry, is_new] =
          type_of.try_emplace(word, static_cast<std::uint32_t>(type_of.size()));
      if (is_new) {
        analysis::word_features(word, features);
        types << features.form << '\t' << word << '\n';
        type_features.insert(type_features.end(),
                             {features.hash, features.prefix, features.suffix, features.shape});
      }
      tokens.push_back(entry->second);
      if (with_spans) {
        spans.push_back(token.span.start);
        spans.push_back(token.span.end);
      }
    }
  }
  docs.push_back(tokens.size());
  write_numbers(folder + "types.u16", type_features);
  write_numbers(folder + "tokens.u32", tokens);
  write_numbers(folder + "flags.u8", flags);
  write_numbers(folder + "docs.u64", docs);
  if (with_spans) write_numbers(folder + "spans.u32", spans);
  return 0;
}
