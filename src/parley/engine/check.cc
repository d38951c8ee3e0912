#include "parley/engine/check.h"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <unordered_set>
#include <utility>

#include "parley/base/sha256.h"
#include "parley/story/decision.h"
#include "parley/story/derive.h"
#include "parley/text/utf8.h"

namespace parley::engine {
namespace {

using Json = nlohmann::json;

class Checker {
 public:
  explicit Checker(record::Record& record) : record_(record) {}

  base::Result<CheckReport> run() {
    const auto damage = record_.damage();
    if (!damage) return std::unexpected(damage.error());
    for (const std::string& line : *damage) fault("file", line);
    if (const auto done = articles(); !done) return std::unexpected(done.error());
    if (const auto done = findings(); !done) return std::unexpected(done.error());
    if (const auto done = decisions(); !done) return std::unexpected(done.error());
    if (const auto done = derived(); !done) return std::unexpected(done.error());
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
      texts_.emplace(article.id, article.text);
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

  base::Result<void> findings() {
    std::vector<std::pair<std::string, std::string>> references;  // from, to
    const auto done = record_.each_finding([&](const record::StoredFinding& stored) {
      ++report_.findings;
      const std::string where = "finding " + stored.finding.id;
      if (!ids_.insert(stored.finding.id).second) fault(where, "another finding has this id");
      const Json value = Json::parse(stored.finding.json, nullptr, false);
      if (!value.is_object()) {
        fault(where, "is no JSON object");
        return true;
      }
      if (story::text_at(value, "id") != stored.finding.id) fault(where, "its id differs within");
      quotes(where, value, texts_[stored.article]);
      for (const char* key : {"statement", "part_of", "restates", "inside", "event"}) {
        if (const auto to = story::text_at(value, key)) references.emplace_back(where, *to);
      }
      return true;
    });
    if (!done) return done;
    for (const auto& [from, to] : references) {
      ++report_.references;
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
    std::vector<record::DerivedRow> made;
    if (*current) {
      auto corpus = story::load_corpus(record_);
      if (!corpus) return std::unexpected(corpus.error());
      made = story::derive(std::move(*corpus));
    }
    // The stored rows one by one: they need not be in memory beside those that were made.
    const auto compared = record_.each_derived("", [&](const record::DerivedRow& row) {
      const std::size_t at = report_.rows++;
      if (*current && at < made.size()) derived_row(row, made[at]);
    });
    if (!compared) return compared;
    if (*current && made.size() != report_.rows) {
      fault("derived rows",
            fmt::format("{} are stored, {} follow from the findings", report_.rows, made.size()));
    }
    return {};
  }

  void derived_row(const record::DerivedRow& row, record::DerivedRow& made) {
    const std::string where = fmt::format("{} {}", row.type, row.id);
    if (row != made) fault(where, "is not what follows from the findings");
    made = {};  // its memory
    const Json value = Json::parse(row.json, nullptr, false);
    const Json& evidence = story::part_at(value, "evidence");
    // What a person decided is kept and shown after its words are gone.
    const bool may_be_gone = row.type == "decisions";
    if (!evidence.is_array() || (evidence.empty() && !may_be_gone)) {
      return fault(where, "stands on no evidence");
    }
    for (const Json& place : evidence) {
      const auto found = texts_.find(story::text_at(place, "article").value_or(""));
      if (found == texts_.end()) {
        fault(where, "its evidence names an article that the record does not hold");
      } else {
        quotes(where, place, found->second);
      }
    }
  }

  record::Record& record_;
  CheckReport report_;
  std::map<std::string, std::string> texts_;
  std::unordered_set<std::string> ids_;
};

}  // namespace

base::Result<CheckReport> check_record(record::Record& record) { return Checker(record).run(); }

}  // namespace parley::engine
