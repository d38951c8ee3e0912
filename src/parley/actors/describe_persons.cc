#include "parley/actors/describe_persons.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "parley/actors/gazetteer.h"
#include "parley/actors/offices.h"
#include "parley/base/table.h"
#include "parley/text/utf8.h"

namespace parley::actors {

namespace {

constexpr std::uint32_t kMaxTitle = 8;        // tokens before a name
constexpr std::uint32_t kMaxApposition = 20;  // tokens behind it

// "R" in "(R-Ohio)" stands for a party (data/party_marks.tsv).
const std::unordered_map<std::string, std::string>& party_marks() {
  static const std::unordered_map<std::string, std::string> kMarks = [] {
    std::unordered_map<std::string, std::string> marks;
    for (const base::TableRow& row : base::read_table("party_marks")) {
      marks.insert_or_assign(row.columns[0], std::string(row.at(1)));
    }
    return marks;
  }();
  return kMarks;
}

class Describer {
 public:
  Describer(const text::Article& article, const analysis::Analysis& analysis, Entities& entities)
      : article_(article), analysis_(analysis), entities_(entities) {}

  void describe() {
    for (std::size_t m = 0; m < entities_.mentions.size(); ++m) {
      Entity& entity = entities_.entities[entities_.mentions[m].entity];
      if (entity.type != analysis::NameType::kPer) continue;
      const text::Span span = entities_.mentions[m].span;
      const std::uint32_t first = analysis_.token_at(span.start);
      if (first >= analysis_.tokens.size()) continue;
      const analysis::Sentence& sentence = analysis_.sentences[analysis_.sentence_of(first)];
      std::uint32_t end = first;
      while (end < sentence.end_token && analysis_.tokens[end].span.start < span.end) ++end;
      if (read_before(sentence.first_token, first, entity)) {
        read_country(end, sentence.end_token, entity);
      }
      read_behind(end, sentence.end_token, entity);
    }
    for (Entity& entity : entities_.entities) {
      std::ranges::sort(entity.titles);
      const auto repeated = std::ranges::unique(entity.titles);
      entity.titles.erase(repeated.begin(), repeated.end());
    }
  }

 private:
  [[nodiscard]] std::string_view at(std::uint32_t token) const {
    return article_.at(analysis_.tokens[token].span);
  }
  [[nodiscard]] std::string quote(std::uint32_t first, std::uint32_t end) const {
    return std::string(article_.at(
        text::Span{analysis_.tokens[first].span.start, analysis_.tokens[end - 1].span.end}));
  }
  [[nodiscard]] const Entity* body_at(std::uint32_t token) const {
    const Entity* entity = entities_.entity_of(analysis_.tokens[token].span);
    if (entity == nullptr || entity->type == analysis::NameType::kPer) return nullptr;
    return entity;
  }
  [[nodiscard]] bool is_title_word(std::uint32_t token) const {
    const std::string word = text::fold_case(at(token));
    return is_person_noun(word) || is_title(word);
  }
  static bool is_honorific(std::string_view word) {
    return word == "mr" || word == "mr." || word == "mrs" || word == "mrs." || word == "ms" ||
           word == "ms." || word == "miss" || word == "sir" || word == "dame" || word == "lord" ||
           word == "lady";
  }
  void affiliate(Entity& entity, const Entity* body) const {
    if (body != nullptr && entity.affiliation.empty() && body != &entity) {
      entity.affiliation = body->name;
    }
  }

  // "the Northern Council's chief negotiator Ana Velm"; false where no title stands there.
  bool read_before(std::uint32_t first, std::uint32_t name, Entity& entity) const {
    if (name <= first || !is_title_word(name - 1)) return false;
    std::uint32_t start = name;
    while (start > first && name - start < kMaxTitle) {
      const std::string_view word = at(start - 1);
      const bool word_like = text::is_ascii_alpha(word.front()) || word == "-" || word == "’s" ||
                             word == "'s" || static_cast<unsigned char>(word.front()) >= 0xC3;
      const std::string lower = text::fold_case(word);
      if (!word_like || lower == "the" || lower == "a" || lower == "an" || lower == "and" ||
          lower == "with" || lower == "by" || lower == "of" || lower == "to" || lower == "said" ||
          lower == "told" || lower == "that" || lower == "when" || lower == "but" ||
          lower == "for" || lower == "from" || lower == "in" || lower == "on") {
        break;
      }
      --start;
    }
    const Entity* body = nullptr;
    std::uint32_t title = start;
    for (std::uint32_t t = start; t < name; ++t) {
      if (const Entity* here = body_at(t)) {
        body = here;
        title = t + 1;
      } else if (at(t) == "’s" || at(t) == "'s") {
        title = t + 1;
      }
    }
    affiliate(entity, body);
    // From the first title word on: "spokeswoman", "Prime Minister".
    while (title < name && !is_title_word(title)) ++title;
    if (title < name && !is_honorific(text::fold_case(at(title)))) {
      entity.titles.push_back(text::fold_case(quote(title, name)));
    }
    for (std::uint32_t t = start; t < name; ++t) {
      if (is_honorific(text::fold_case(at(t)))) {
        entity.titles.push_back(text::fold_case(at(t)));
      }
    }
    return true;
  }

  // "President Ana Velm of Norway"
  void read_country(std::uint32_t end, std::uint32_t stop, Entity& entity) const {
    if (end + 1 >= stop || text::fold_case(at(end)) != "of") return;
    const std::uint32_t place = end + (text::fold_case(at(end + 1)) == "the" ? 2 : 1);
    if (place >= stop) return;
    const Entity* body = body_at(place);
    if (body != nullptr && find_country(body->name) != nullptr) affiliate(entity, body);
  }

  // ", a spokeswoman for the Northern Council," and "(R-Ohio)"
  void read_behind(std::uint32_t end, std::uint32_t stop, Entity& entity) const {
    if (end + 1 >= stop) return;
    const std::string_view mark = at(end);
    if (mark == "(" || mark == ",") {
      const std::string_view next = at(end + 1);
      const std::string_view after = end + 2 < stop ? at(end + 2) : "";
      const auto found = party_marks().find(std::string(next));
      if (found != party_marks().end() &&
          (after == "-" || after == "." || (mark == "(" && (after == "," || after == ")")))) {
        if (entity.affiliation.empty()) entity.affiliation = found->second;
        return;
      }
    }
    if (mark != ",") return;
    // "Ana Velm, right, the head of the union,"
    if (end + 3 < stop && is_place_in_picture(text::fold_case(at(end + 1))) && at(end + 2) == ",") {
      end += 2;
    }
    const std::string first = text::fold_case(at(end + 1));
    const bool opens = first == "a" || first == "an" || first == "the" || is_title_word(end + 1) ||
                       first == "head" || first == "one" || body_at(end + 1) != nullptr;
    if (!opens) return;
    std::optional<std::uint32_t> noun;
    const Entity* body = nullptr;
    const std::uint32_t limit = std::min(stop, end + kMaxApposition);
    for (std::uint32_t t = end + 1; t < limit; ++t) {
      const std::string_view word = at(t);
      if (word == "," || word == "." || word == "who" || word == "that" || word == "which" ||
          word == "whose" || word == "where" || word == "said" || word == "told" || word == ";" ||
          word == "“" || word == "\"") {
        break;
      }
      const Entity* entity_here = entities_.entity_of(analysis_.tokens[t].span);
      if (entity_here != nullptr && entity_here->type == analysis::NameType::kPer) {
        if (!noun) return;  // another person, as in a list
        break;
      }
      if (is_title_word(t)) noun = t;
      if (body == nullptr) body = body_at(t);
    }
    if (!noun) return;
    affiliate(entity, body);
    std::uint32_t title = *noun;
    while (title > end + 1 && is_title_word(title - 1)) --title;
    entity.titles.push_back(text::fold_case(quote(title, *noun + 1)));
  }

  const text::Article& article_;
  const analysis::Analysis& analysis_;
  Entities& entities_;
};

}  // namespace

void describe_persons(const text::Article& article, const analysis::Analysis& analysis,
                      Entities& entities) {
  Describer(article, analysis, entities).describe();
}

}  // namespace parley::actors
