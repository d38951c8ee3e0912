#include "parley/story/corpus.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace parley::story {

std::optional<ItemId> ItemId::read(std::string_view id) {
  constexpr std::size_t kSize = 17;
  if (id.size() != kSize) return std::nullopt;
  ItemId read;
  read.letter = id.front();
  for (const char c : id.substr(1)) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit && (c < 'a' || c > 'f')) return std::nullopt;
    read.digits = read.digits << 4 | static_cast<std::uint64_t>(digit ? c - '0' : c - 'a' + 10);
  }
  return read;
}

std::string ItemId::text() const {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text(1, letter);
  for (int shift = 60; shift >= 0; shift -= 4) text += kDigits[digits >> shift & 0xF];
  return text;
}

std::shared_ptr<const std::string> Texts::get(std::int64_t number) {
  if (const auto found = kept_.find(number); found != kept_.end()) return found->second;
  base::Result<std::string> text = record_->text_of(number);
  if (!text) {
    if (!failure_) failure_ = text.error();
    return std::make_shared<const std::string>();
  }
  while (oldest_ < order_.size() && bytes_ + text->size() > kKeptBytes) {
    const auto old = kept_.find(order_[oldest_++]);
    bytes_ -= old->second->size();
    kept_.erase(old);
  }
  if (oldest_ > order_.size() / 2) {
    order_.erase(order_.begin(), order_.begin() + static_cast<std::ptrdiff_t>(oldest_));
    oldest_ = 0;
  }
  bytes_ += text->size();
  order_.push_back(number);
  return kept_[number] = std::make_shared<const std::string>(std::move(*text));
}

record::StoredArticle Corpus::head(std::uint32_t article) const {
  const auto decided = edited_heads.find(article);
  if (decided != edited_heads.end()) return decided->second;
  auto head = record->head_of(articles[article].number);
  if (head && *head) return std::move(**head);
  if (!head && !failure_) failure_ = head.error();
  return {};
}

void Corpus::set_head(std::uint32_t article, record::StoredArticle head) {
  Strings& strings = facts->strings();
  const auto kept = [&](std::string_view text) { return strings.at(strings.add(text)); };
  articles[article].outlet = kept(head.article.outlet.value_or(""));
  articles[article].published = kept(head.article.published.value.value_or(""));
  edited_heads[article] = std::move(head);
}

text::BlockRole Corpus::role_at(std::uint32_t article, std::uint32_t offset) const {
  const auto own = blocks(article);
  const auto after = std::ranges::upper_bound(
      own, offset, {}, [](const text::Block& block) { return block.span.start; });
  if (after == own.begin()) return text::BlockRole::kBody;
  const text::Block& block = *std::prev(after);
  return offset < block.span.end ? block.role : text::BlockRole::kBody;
}

std::string Corpus::words(Place place) const {
  const std::shared_ptr<const std::string> all = text(place.article);
  if (place.span.start > place.span.end || place.span.end > all->size()) return "";
  return all->substr(place.span.start, place.span.size());
}

std::optional<std::string> Corpus::content_of(const Item& statement) const {
  std::optional<std::string> content;
  for (const text::Span span : spans_of(fact(statement).at("content"))) {
    if (!content) content.emplace();
    if (!content->empty()) *content += record::kGap;
    *content += words({statement.article, span});
  }
  return content;
}

std::string Corpus::day(std::uint32_t article) const {
  const std::string_view published = articles[article].published;
  return published.size() < 10 ? "" : std::string(published.substr(0, 10));
}

std::string Corpus::outlet(std::uint32_t article) const {
  return std::string(articles[article].outlet);
}

Place Corpus::sentence_of(Place place) const {
  const Report& report = articles[place.article];
  const auto sentences = std::span(all_sentences).subspan(report.first_sentence, report.sentences);
  const auto after = std::ranges::upper_bound(sentences, place.span.start, {},
                                              [](text::Span sentence) { return sentence.start; });
  if (after == sentences.begin()) return place;
  const text::Span sentence = *std::prev(after);
  return sentence.contains(place.span) ? Place{place.article, sentence} : place;
}

void Corpus::each_json(
    record::Layer layer,
    const std::function<void(std::size_t index, const std::string& json)>& visit) const {
  const Items& items = of(layer);
  std::size_t next = 0;
  const auto read = record->each_finding(layer, [&](const record::StoredFinding& stored) {
    if (next == items.size()) return false;
    const Item& item = items[next];
    if (ItemId::read(stored.finding.id) != item.id) return true;  // taken out of the corpus
    const auto decided = edited.find(item.id);
    visit(next++, decided == edited.end() ? stored.finding.json : decided->second);
    return true;
  });
  if (!read && !failure_) failure_ = read.error();
}

std::string Corpus::json_of(record::Layer layer, const Item& item) const {
  if (const auto decided = edited.find(item.id); decided != edited.end()) return decided->second;
  auto json = record->finding_json(articles[item.article].number, layer, item.id.text());
  if (json) return std::move(*json);
  if (!failure_) failure_ = json.error();
  return "";
}

std::optional<std::size_t> Corpus::find(record::Layer layer, std::uint32_t article,
                                        std::string_view id) const {
  const std::optional<ItemId> wanted = ItemId::read(id);
  if (!wanted) return std::nullopt;
  const auto own = std::ranges::equal_range(of(layer), article, {}, &Item::article);
  const auto found = std::ranges::find(own, *wanted, &Item::id);
  if (found == own.end()) return std::nullopt;
  return static_cast<std::size_t>(&*found - of(layer).data());
}

std::optional<base::Error> Corpus::failure() const {
  return failure_ ? failure_ : texts->failure();
}

base::Result<Corpus> load_corpus(record::Record& record) {
  Corpus corpus;
  corpus.record = &record;
  corpus.texts = std::make_shared<Texts>(record);
  const auto articles = record.each_article([&](const record::StoredArticle& stored) {
    Strings& strings = corpus.facts->strings();
    const auto kept = [&](std::string_view text) { return strings.at(strings.add(text)); };
    const text::Article& article = stored.article;
    Report& report = corpus.articles.emplace_back();
    report.id = kept(article.id);
    report.outlet = kept(article.outlet.value_or(""));
    report.published = kept(article.published.value.value_or(""));
    report.number = stored.number;
    report.bytes = static_cast<std::uint32_t>(article.text.size());
    report.first_block = static_cast<std::uint32_t>(corpus.all_blocks.size());
    report.blocks = static_cast<std::uint32_t>(article.blocks.size());
    corpus.all_blocks.insert(corpus.all_blocks.end(), article.blocks.begin(), article.blocks.end());
    report.first_sentence = static_cast<std::uint32_t>(corpus.all_sentences.size());
    report.sentences = static_cast<std::uint32_t>(stored.sentences.size());
    corpus.all_sentences.insert(corpus.all_sentences.end(), stored.sentences.begin(),
                                stored.sentences.end());
    return true;
  });
  if (!articles) return std::unexpected(articles.error());
  for (const record::Layer layer : record::kLayers) {
    if (layer == record::Layer::kNames) continue;
    Items& items = corpus.layers[static_cast<std::size_t>(layer)];
    std::uint32_t article = 0;
    const auto findings = record.each_finding(layer, [&](const record::StoredFinding& stored) {
      while (article < corpus.articles.size() && corpus.articles[article].id < stored.article) {
        ++article;
      }
      if (article == corpus.articles.size()) return false;
      const text::Span span = stored.finding.span;
      // A damaged record may hold anything; check tells of it, the story goes without.
      const std::optional<ItemId> id = ItemId::read(stored.finding.id);
      if (!id || corpus.articles[article].id != stored.article || span.start > span.end ||
          !corpus.articles[article].whole().contains(span)) {
        return true;
      }
      if (const auto fact = corpus.facts->add(stored.finding.json)) {
        items.push_back({*id, article, span, *fact});
      }
      return true;
    });
    if (!findings) return std::unexpected(findings.error());
    items.shrink_to_fit();
  }
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

}  // namespace parley::story
