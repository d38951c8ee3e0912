#include "parley/engine/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "parley/base/sha256.h"
#include "parley/story/decision.h"
#include "parley/story/derive.h"
#include "parley/story/spilled_rows.h"
#include "parley/text/utf8.h"

namespace parley::engine {
namespace {

using Json = nlohmann::json;

// The ids of all findings, few bytes each.
class FindingIds {
 public:
  void add(const std::string& id) {
    if (const auto read = story::ItemId::read(id)) {
      ids_.push_back(*read);
    } else {
      others_.push_back(id);
    }
  }
  // Those that stand more than once. Call once after all are added.
  std::vector<std::string> settle() {
    std::vector<std::string> doubled;
    const auto note = [&](auto& ids, const auto& text) {
      std::ranges::sort(ids);
      for (std::size_t i = 1; i < ids.size() && doubled.size() < kMostFaults; ++i) {
        if (ids[i] == ids[i - 1]) doubled.push_back(text(ids[i]));
      }
    };
    note(ids_, [](const story::ItemId& id) { return id.text(); });
    note(others_, [](const std::string& id) { return id; });
    return doubled;
  }
  // After settle().
  [[nodiscard]] bool contains(const std::string& id) const {
    const auto read = story::ItemId::read(id);
    return read ? std::ranges::binary_search(ids_, *read) : std::ranges::binary_search(others_, id);
  }

 private:
  std::vector<story::ItemId> ids_;
  std::vector<std::string> others_;  // of a damaged record
};

class Checker {
 public:
  explicit Checker(record::Record& record) : record_(record), texts_(record) {}

  base::Result<CheckReport> run() {
    const auto damage = record_.damage();
    if (!damage) return std::unexpected(damage.error());
    for (const std::string& line : *damage) fault("file", line);
    if (const auto done = articles(); !done) return std::unexpected(done.error());
    if (const auto done = findings(); !done) return std::unexpected(done.error());
    if (const auto done = decisions(); !done) return std::unexpected(done.error());
    if (const auto done = derived(); !done) return std::unexpected(done.error());
    if (const auto& failure = texts_.failure()) return std::unexpected(*failure);
    return std::move(report_);
  }

 private:
  void fault(std::string_view where, std::string_view what) {
    if (report_.faults.size() < kMostFaults) {
      report_.faults.push_back(fmt::format("{}: {}", where, what));
    }
  }

  base::Result<void> articles() {
    return record_.each_article([&](const record::StoredArticle& stored) {
      ++report_.articles;
      const text::Article& article = stored.article;
      const std::string where = "article " + article.id;
      if (base::sha256_hex(article.text) != stored.sha256) {
        fault(where, "the text is not the one that was stored: its digest differs");
      }
      if (!text::is_valid_utf8(article.text)) fault(where, "the text is not valid UTF-8");
      for (const text::Block& block : article.blocks) {
        if (block.span.start > block.span.end || !article.whole().contains(block.span)) {
          fault(where, "a block lies outside the text");
        }
      }
      for (const text::Span sentence : stored.sentences) {
        if (sentence.start > sentence.end || !article.whole().contains(sentence)) {
          fault(where, "a sentence lies outside the text");
        }
      }
      numbers_.emplace(article.id, stored.number);
      return true;
    });
  }

  // Every object with start, end and quote, and every list of spans with a quote, says what `text`
  // holds there. Without recursion: a damaged record may hold any nesting.
  void quotes(const std::string& where, const Json& top, const std::string& text) {
    std::vector<const Json*> open = {&top};
    while (!open.empty()) {
      const Json& value = *open.back();
      open.pop_back();
      if (value.is_object()) {
        if (value.contains("quote") && value["quote"].is_string()) {
          ++report_.quotes;
          std::string words;
          const std::vector<text::Span> spans = story::spans_of(value);
          for (const text::Span span : spans) {
            if (span.start > span.end || span.end > text.size()) {
              fault(where, "a span lies outside the text");
              continue;
            }
            if (!words.empty()) words += " … ";
            words += text.substr(span.start, span.size());
          }
          if (!spans.empty() && words != value["quote"].get<std::string>()) {
            fault(where, "a quote is not what the text holds there");
          }
        }
        for (const auto& part : value.items()) open.push_back(&part.value());
      } else if (value.is_array()) {
        for (const Json& part : value) open.push_back(&part);
      }
    }
  }

  // What the text of an article is, none where the record holds no such article.
  std::shared_ptr<const std::string> text_of(const std::string& article) {
    const auto found = numbers_.find(article);
    return found == numbers_.end() ? nullptr : texts_.get(found->second);
  }

  // A finding names findings of its own article: ids are asked for article by article, and only
  // what is not found there is kept.
  base::Result<void> findings() {
    std::vector<std::pair<std::string, std::string>> here, elsewhere;  // from, to
    std::unordered_set<std::string> ids;                               // of the article at hand
    std::string article;
    std::shared_ptr<const std::string> text;
    const auto leave_article = [&] {
      for (auto& [from, to] : here) {
        ++report_.references;
        if (!ids.contains(to)) elsewhere.emplace_back(std::move(from), std::move(to));
      }
      here.clear();
      ids.clear();
    };
    const auto done = record_.each_finding([&](const record::StoredFinding& stored) {
      if (stored.article != article || text == nullptr) {
        leave_article();
        article = stored.article;
        text = text_of(article);
        if (text == nullptr) text = std::make_shared<const std::string>();
      }
      ++report_.findings;
      const std::string where = "finding " + stored.finding.id;
      ids.insert(stored.finding.id);
      ids_.add(stored.finding.id);
      const Json value = Json::parse(stored.finding.json, nullptr, false);
      if (!value.is_object()) {
        fault(where, "is no JSON object");
        return true;
      }
      if (story::text_at(value, "id") != stored.finding.id) fault(where, "its id differs within");
      quotes(where, value, *text);
      for (const char* key : {"statement", "part_of", "restates", "inside", "event"}) {
        if (const auto to = story::text_at(value, key)) here.emplace_back(where, *to);
      }
      return true;
    });
    if (!done) return done;
    leave_article();
    for (const std::string& id : ids_.settle()) {
      fault("finding " + id, "another finding has this id");
    }
    for (const auto& [from, to] : elsewhere) {
      if (!ids_.contains(to)) fault(from, "names " + to + ", which the record does not hold");
    }
    return {};
  }

  // Each decision can be read, is what its id was made from, and undoes one that is there.
  base::Result<void> decisions() {
    const auto stored = record_.decisions();
    if (!stored) return std::unexpected(stored.error());
    std::vector<record::Decision> settled = *stored;
    record::settle_undos(settled);
    std::unordered_set<std::string> known;
    for (const record::Decision& one : *stored) known.insert(one.id);
    for (std::size_t i = 0; i < stored->size(); ++i) {
      const record::Decision& one = (*stored)[i];
      const std::string where = "decision " + one.id;
      ++report_.decisions;
      if (const auto read = story::read_decision(one); !read) {
        fault(where, read.error().message);
        continue;
      }
      if (record::decision_id(one) != one.id) fault(where, "was changed after it was made");
      if (settled[i] != one) fault(where, "does not say rightly whether it was undone");
      if (one.kind != record::kUndo) continue;
      ++report_.references;
      if (!known.contains(one.target)) fault(where, "undoes a decision that is not there");
    }
    return {};
  }

  base::Result<void> derived() {
    const auto current = record_.derived_is_current();
    if (!current) return std::unexpected(current.error());
    report_.derived_stale = !*current;
    story::SpilledRows made;
    if (*current) {
      auto corpus = story::load_corpus(record_);
      if (!corpus) return std::unexpected(corpus.error());
      const auto derived = story::derive_into(std::move(*corpus), made);
      if (!derived) return derived;
      made.settle();
    }
    const auto compared = record_.each_derived("", [&](const record::DerivedRow& row) {
      const std::size_t at = report_.rows++;
      if (*current && at < made.size()) derived_row(row, made.at(at));
    });
    if (!compared) return compared;
    if (*current && made.size() != report_.rows) {
      fault("derived rows",
            fmt::format("{} are stored, {} follow from the findings", report_.rows, made.size()));
    }
    return {};
  }

  void derived_row(const record::DerivedRow& row, const record::DerivedRow& made) {
    const std::string where = fmt::format("{} {}", row.type, row.id);
    if (row != made) fault(where, "is not what follows from the findings");
    const Json value = Json::parse(row.json, nullptr, false);
    const Json& evidence = story::part_at(value, "evidence");
    // What a person decided is kept and shown after its words are gone.
    const bool may_be_gone = row.type == "decisions";
    if (!evidence.is_array() || (evidence.empty() && !may_be_gone)) {
      return fault(where, "stands on no evidence");
    }
    for (const Json& place : evidence) {
      const auto text = text_of(story::text_at(place, "article").value_or(""));
      if (text == nullptr) {
        fault(where, "its evidence names an article that the record does not hold");
      } else {
        quotes(where, place, *text);
      }
    }
  }

  record::Record& record_;
  CheckReport report_;
  std::unordered_map<std::string, std::int64_t> numbers_;  // of the articles, by id
  story::Texts texts_;
  FindingIds ids_;
};

}  // namespace

base::Result<CheckReport> check_record(record::Record& record) { return Checker(record).run(); }

}  // namespace parley::engine
