// Everything that a record holds, sorted by article id: what the story is derived from.
//
//   Corpus corpus = load_corpus(record).value();
//   corpus.fact(corpus.of(Layer::kStatements)[7]).at("cue")
//
// In memory are the heads of the articles and what the story asks of each finding (fact.h), some
// kilobytes an article. Texts and whole findings stay in the record and are read again where a row
// quotes them, so the record must outlive the corpus and its copies. No row depends on the order in
// which the articles were read.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <memory_resource>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parley/base/result.h"
#include "parley/record/record.h"
#include "parley/story/fact.h"

namespace parley::story {

using Json = nlohmann::json;

// A place in an article of the corpus.
struct Place {
  std::uint32_t article = 0;  // index into Corpus::articles
  text::Span span;

  friend auto operator<=>(const Place&, const Place&) = default;
};

// The id of a finding: a letter and 16 hexadecimal digits.
struct ItemId {
  std::uint64_t digits = 0;
  char letter = 0;

  [[nodiscard]] static std::optional<ItemId> read(std::string_view id);
  [[nodiscard]] std::string text() const;
  friend auto operator<=>(const ItemId&, const ItemId&) = default;
};

struct Item {
  ItemId id;
  std::uint32_t article = 0;
  text::Span span;
  std::uint32_t fact = 0;  // its place in Corpus::facts

  [[nodiscard]] Place place() const { return {article, span}; }
};

// What is known of each finding, kept where FactStore::memory() puts it.
using Items = std::pmr::vector<Item>;

// What is asked of an article again and again; Corpus::head() has the rest. Texts stand in the
// store's strings.
struct Report {
  std::string_view id;
  std::string_view outlet;     // who published it; "" where unknown
  std::string_view published;  // ISO 8601; "" where unknown
  std::int64_t number = 0;     // in the record
  std::uint32_t bytes = 0;     // of the text
  std::uint32_t first_block = 0, blocks = 0;
  std::uint32_t first_sentence = 0, sentences = 0;

  [[nodiscard]] text::Span whole() const { return {0, bytes}; }
};

// Texts of articles, the latest asked for kept.
class Texts {
 public:
  explicit Texts(record::Record& record) : record_(&record) {}

  // Empty where the record cannot be read; failure() then says why.
  std::shared_ptr<const std::string> get(std::int64_t number);
  [[nodiscard]] const std::optional<base::Error>& failure() const { return failure_; }

 private:
  static constexpr std::size_t kKeptBytes = 16UL << 20;

  record::Record* record_;
  std::map<std::int64_t, std::shared_ptr<const std::string>> kept_;
  std::vector<std::int64_t> order_;  // of kept_, the oldest first
  std::size_t oldest_ = 0;
  std::size_t bytes_ = 0;
  std::optional<base::Error> failure_;
};

struct Corpus {
  record::Record* record = nullptr;
  std::shared_ptr<FactStore> facts = std::make_shared<FactStore>();
  std::pmr::vector<Report> articles{&facts->memory()};  // by id
  std::pmr::vector<text::Block> all_blocks{&facts->memory()};
  std::pmr::vector<text::Span> all_sentences{&facts->memory()};
  // By layer, each by article and position. Names are not loaded: no row is made of them.
  std::array<Items, record::kLayers.size()> layers =
      empty_layers(facts->memory(), std::make_index_sequence<record::kLayers.size()>());
  std::vector<record::Decision> decisions;  // by time
  std::shared_ptr<Texts> texts;
  // Articles that people corrected, by their place in `articles`; without text and blocks.
  std::map<std::uint32_t, record::StoredArticle> edited_heads;
  // What people decided, by the finding's id: findings as they are now, and whose a figure is.
  std::map<ItemId, std::string> edited;
  std::map<ItemId, std::string> claimants;

  [[nodiscard]] const Items& of(record::Layer layer) const {
    return layers[static_cast<std::size_t>(layer)];
  }
  [[nodiscard]] Fact fact(const Item& item) const { return facts->at(item.fact); }
  [[nodiscard]] std::shared_ptr<const std::string> text(std::uint32_t article) const {
    return texts->get(articles[article].number);
  }
  // What is known of an article besides text, blocks and sentences; empty where the record cannot
  // be read.
  [[nodiscard]] record::StoredArticle head(std::uint32_t article) const;
  // Takes the place of that in the record.
  void set_head(std::uint32_t article, record::StoredArticle head);
  // In text order, never overlapping.
  [[nodiscard]] std::span<const text::Block> blocks(std::uint32_t article) const {
    return std::span(all_blocks).subspan(articles[article].first_block, articles[article].blocks);
  }
  [[nodiscard]] std::span<text::Block> blocks(std::uint32_t article) {
    return std::span(all_blocks).subspan(articles[article].first_block, articles[article].blocks);
  }
  // The role of the block that holds byte `offset`; kBody outside every block.
  [[nodiscard]] text::BlockRole role_at(std::uint32_t article, std::uint32_t offset) const;
  // Where else what is known of all articles is put.
  [[nodiscard]] Spill& memory() const { return facts->memory(); }
  // The same for many small pieces that stay.
  [[nodiscard]] std::pmr::memory_resource& pieces() const { return facts->pieces(); }
  // Empty where the text is shorter.
  [[nodiscard]] std::string words(Place place) const;
  // What a statement says, the gaps between its pieces marked; none where it has no content.
  [[nodiscard]] std::optional<std::string> content_of(const Item& statement) const;
  // The day of publication, "2025-03-14"; "" where unknown or less precise.
  [[nodiscard]] std::string day(std::uint32_t article) const;
  // Who published it; "" where unknown.
  [[nodiscard]] std::string outlet(std::uint32_t article) const;
  // The sentence that holds `place`, the place itself where there is none.
  [[nodiscard]] Place sentence_of(Place place) const;
  // The items of `layer` in order, each with its whole JSON.
  void each_json(
      record::Layer layer,
      const std::function<void(std::size_t index, const std::string& json)>& visit) const;
  // The whole JSON of one.
  [[nodiscard]] std::string json_of(record::Layer layer, const Item& item) const;
  // The item of `layer` in `article` that is called `id`.
  [[nodiscard]] std::optional<std::size_t> find(record::Layer layer, std::uint32_t article,
                                                std::string_view id) const;
  // Why a text or finding could not be read again; rows made since are worth nothing.
  [[nodiscard]] std::optional<base::Error> failure() const;

 private:
  template <std::size_t... Each>
  static std::array<Items, sizeof...(Each)> empty_layers(Spill& memory,
                                                         std::index_sequence<Each...>) {
    return {((void)Each, Items(&memory))...};
  }

  mutable std::optional<base::Error> failure_;
};

base::Result<Corpus> load_corpus(record::Record& record);

// The text at `key` of `value`, none where it is missing, null or no text.
[[nodiscard]] std::optional<std::string> text_at(const Json& value, std::string_view key);
[[nodiscard]] std::optional<double> number_at(const Json& value, std::string_view key);
// The object or array at `key`; null where there is none.
[[nodiscard]] const Json& part_at(const Json& value, std::string_view key);
// The `spans` of `part`, or its own start and end.
[[nodiscard]] std::vector<text::Span> spans_of(const Json& part);

}  // namespace parley::story
