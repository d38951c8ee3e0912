#include "parley/story/corpus.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <map>

namespace parley::story {
namespace {

std::optional<std::chrono::sys_days> day_of(std::string_view text) {
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  const auto read = [&](std::size_t at, std::size_t size, auto& into) {
    const char* begin = text.data() + at;
    return std::from_chars(begin, begin + size, into).ptr == begin + size;
  };
  if (!read(0, 4, year) || !read(5, 2, month) || !read(8, 2, day)) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                         std::chrono::day(day)};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date);
}

}  // namespace

std::string Corpus::day(std::uint32_t article) const {
  const text::Published& published = articles[article].article.published;
  if (!published.value || published.value->size() < 10) return "";
  return published.value->substr(0, 10);
}

std::string Corpus::outlet(std::uint32_t article) const {
  return articles[article].article.outlet.value_or("");
}

Place Corpus::sentence_of(Place place) const {
  const std::vector<text::Span>& sentences = articles[place.article].sentences;
  const auto after = std::ranges::upper_bound(sentences, place.span.start, {},
                                              [](text::Span sentence) { return sentence.start; });
  if (after == sentences.begin()) return place;
  const text::Span sentence = *std::prev(after);
  return sentence.contains(place.span) ? Place{place.article, sentence} : place;
}

base::Result<Corpus> load_corpus(record::Record& record) {
  Corpus corpus;
  std::map<std::string, std::uint32_t> index;
  const auto articles = record.each_article([&](const record::StoredArticle& stored) {
    index[stored.article.id] = static_cast<std::uint32_t>(corpus.articles.size());
    corpus.articles.push_back(stored);
    return true;
  });
  if (!articles) return std::unexpected(articles.error());
  const auto findings = record.each_finding([&](const record::StoredFinding& stored) {
    Item item;
    item.article = index[stored.article];
    item.id = stored.finding.id;
    item.json = stored.finding.json;
    item.value = Json::parse(stored.finding.json, nullptr, false);
    // A damaged record may hold anything; check tells of it, the story goes without.
    item.span = stored.finding.span;
    const text::Span whole = corpus.articles[item.article].article.whole();
    if (!item.value.is_object() || item.span.start > item.span.end || !whole.contains(item.span)) {
      return true;
    }
    corpus.layers[static_cast<std::size_t>(stored.finding.layer)].push_back(std::move(item));
    return true;
  });
  if (!findings) return std::unexpected(findings.error());
  auto decisions = record.decisions();
  if (!decisions) return std::unexpected(decisions.error());
  corpus.decisions = std::move(*decisions);
  return corpus;
}

std::optional<std::string> text_at(const Json& value, std::string_view key) {
  const Json& part = part_at(value, key);
  if (!part.is_string()) return std::nullopt;
  return part.get<std::string>();
}

std::optional<double> number_at(const Json& value, std::string_view key) {
  const Json& part = part_at(value, key);
  if (!part.is_number()) return std::nullopt;
  return part.get<double>();
}

const Json& part_at(const Json& value, std::string_view key) {
  static const Json none;
  if (!value.is_object()) return none;
  const auto found = value.find(key);
  return found == value.end() ? none : *found;
}

std::vector<text::Span> spans_of(const Json& part) {
  std::vector<text::Span> spans;
  const auto add = [&](const Json& place) {
    const Json& start = part_at(place, "start");
    const Json& end = part_at(place, "end");
    if (!start.is_number_unsigned() || !end.is_number_unsigned()) return;
    spans.push_back({start.get<std::uint32_t>(), end.get<std::uint32_t>()});
  };
  if (const Json& list = part_at(part, "spans"); list.is_array()) {
    for (const Json& place : list) add(place);
  } else {
    add(part);
  }
  return spans;
}

std::optional<int> days_between(std::string_view a, std::string_view b) {
  const auto first = day_of(a);
  const auto second = day_of(b);
  if (!first || !second) return std::nullopt;
  return static_cast<int>((*second - *first).count());
}

}  // namespace parley::story
