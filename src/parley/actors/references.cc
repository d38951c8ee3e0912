// The text is read once from the front. For each sentence the entities that it speaks of are kept
// with their place; the first person of a sentence counts as its subject. A pronoun looks at the
// sentence so far, then back over a few sentences.
#include "parley/actors/references.h"

#include <algorithm>
#include <array>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "parley/actors/gazetteer.h"
#include "parley/actors/name_key.h"
#include "parley/actors/offices.h"
#include "parley/base/table.h"
#include "parley/text/utf8.h"

namespace parley::actors {

namespace {

using analysis::NameType;

constexpr std::size_t kMaxSentencesBack = 4;
constexpr std::uint32_t kMaxToCopula = 12;       // tokens from "is" to the noun
constexpr std::size_t kMaxDescriptionBack = 60;  // mentions looked at for "the minister"

enum class NounClass : std::uint8_t { kNone, kOffice, kBody };

const std::unordered_map<std::string, NounClass>& nouns() {
  static const std::unordered_map<std::string, NounClass> kNouns = [] {
    std::unordered_map<std::string, NounClass> all;
    for (const base::TableRow& row : base::read_table("source_nouns")) {
      if (row.at(1) == "office" || row.columns[0] == "lawmaker" || row.columns[0] == "spokesman" ||
          row.columns[0] == "spokeswoman" || row.columns[0] == "negotiator") {
        all.insert_or_assign(row.columns[0], NounClass::kOffice);
      } else if (row.at(1) == "body") {
        all.try_emplace(row.columns[0], NounClass::kBody);
      }
    }
    return all;
  }();
  return kNouns;
}

struct Seen {
  std::uint32_t entity = 0;
  std::uint32_t token = 0;
  bool by_name = false;
};
using SentenceSeen = std::vector<Seen>;

enum class Pronoun : std::uint8_t { kNone, kHe, kShe, kIt, kThey };

Pronoun pronoun_of(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, Pronoun>, 15> kPronouns = {
      {{"he", Pronoun::kHe},
       {"him", Pronoun::kHe},
       {"his", Pronoun::kHe},
       {"himself", Pronoun::kHe},
       {"she", Pronoun::kShe},
       {"her", Pronoun::kShe},
       {"hers", Pronoun::kShe},
       {"herself", Pronoun::kShe},
       {"it", Pronoun::kIt},
       {"its", Pronoun::kIt},
       {"itself", Pronoun::kIt},
       {"they", Pronoun::kThey},
       {"them", Pronoun::kThey},
       {"their", Pronoun::kThey},
       {"themselves", Pronoun::kThey}}};
  for (const auto& [text, pronoun] : kPronouns) {
    if (text == word) return pronoun;
  }
  return Pronoun::kNone;
}

// "Sen." is short for a longer word.
bool is_short_title(const std::string& noun) {
  return noun.ends_with('.') || (is_title(noun) && is_title(noun + '.'));
}

class Resolver {
 public:
  Resolver(const text::Article& article, const analysis::Analysis& analysis, Entities& entities)
      : article_(article),
        analysis_(analysis),
        entities_(entities),
        offices_(article, analysis, entities),
        gender_(entities.entities.size(), Gender::kUnknown),
        by_given_(entities.entities.size(), Gender::kUnknown) {
    for (std::uint32_t e = 0; e < entities.entities.size(); ++e) {
      if (entities.entities[e].type == NameType::kPer) continue;
      if (const Country* country = find_country(entities.entities[e].name)) {
        homes_.try_emplace(country->code, e);
      }
    }
  }

  void resolve() {
    for (std::size_t e = 0; e < gender_.size(); ++e) {
      for (const std::string& title : entities_.entities[e].titles) {
        const Gender told = title_gender(title.substr(title.rfind(' ') + 1));
        if (told != Gender::kUnknown) gender_[e] = told;
      }
      const Entity& named = entities_.entities[e];
      if (gender_[e] != Gender::kUnknown || named.type != NameType::kPer) continue;
      const std::vector<std::string> words = name_words(named.name);
      if (words.size() > 1) by_given_[e] = given_name_gender(words.front());
    }
    std::size_t next = 0;
    for (const analysis::Sentence& sentence : analysis_.sentences) {
      read_sentence(sentence, next);
      back_.push_front(std::move(now_));
      now_.clear();
      if (back_.size() > kMaxSentencesBack) back_.pop_back();
    }
    entities_.mentions.insert(entities_.mentions.end(), added_.begin(), added_.end());
    std::ranges::stable_sort(entities_.mentions, {}, [](const Mention& m) { return m.span.start; });
    for (const Office& office : offices_.all()) {
      if (!is_short_title(office.phrase.noun)) describe(office.phrase, office.person);
    }
    const auto place = [](const Mention& m) { return m.span; };
    std::ranges::stable_sort(entities_.descriptions, {}, place);
    const auto doubled = std::ranges::unique(entities_.descriptions, {}, place);
    entities_.descriptions.erase(doubled.begin(), doubled.end());
  }

 private:
  [[nodiscard]] std::string lower(std::uint32_t token) const {
    return text::fold_case(article_.at(analysis_.tokens[token].span));
  }
  [[nodiscard]] const Entity& entity(std::uint32_t index) const {
    return entities_.entities[index];
  }

  void describe(const RolePhrase& phrase, std::uint32_t entity_index) {
    entities_.descriptions.push_back(
        {{analysis_.tokens[phrase.first].span.start, analysis_.tokens[phrase.end - 1].span.end},
         entity_index});
  }

  void read_sentence(const analysis::Sentence& sentence, std::size_t& next) {
    const std::vector<Mention>& mentions = entities_.mentions;
    for (std::uint32_t t = sentence.first_token; t < sentence.end_token; ++t) {
      const text::Span span = analysis_.tokens[t].span;
      while (next < mentions.size() && mentions[next].span.end <= span.start) ++next;
      const bool quoted = analysis_.quotation_at(span.start) != nullptr;
      if (next < mentions.size() && mentions[next].span.overlaps(span)) {
        if (mentions[next].span.start == span.start || mentions[next].span.contains(span)) {
          if (!quoted && (now_.empty() || now_.back().entity != mentions[next].entity)) {
            see(mentions[next].entity, t, true);
          }
          seen_at_[mentions[next].entity] = t;
          if (!quoted) last_named_.push_back(mentions[next].entity);
        }
        continue;
      }
      const std::string word = lower(t);
      std::optional<std::uint32_t> found;
      if (quoted) {
        // Pronouns are the speaker's; "the president" is the same man for everybody.
        if (t > sentence.first_token && is_person_noun(word)) {
          if ((found = described(t, word))) added_.push_back({span, *found});
        }
        continue;
      }
      if (const Pronoun pronoun = pronoun_of(word); pronoun != Pronoun::kNone) {
        found = teller_before(pronoun, t, sentence.first_token);
        if (!found) found = subject_above(pronoun, t, sentence);
        if (!found) found = antecedent(pronoun);
        if (found && pronoun == Pronoun::kHe) gender_[*found] = Gender::kMale;
        if (found && pronoun == Pronoun::kShe) gender_[*found] = Gender::kFemale;
      } else if (t > sentence.first_token) {
        found = described(t, word);
      }
      if (!found) continue;
      added_.push_back({span, *found});
      see(*found, t, false);
    }
  }

  void see(std::uint32_t entity_index, std::uint32_t token, bool by_name) {
    now_.push_back({entity_index, token, by_name});
    seen_at_[entity_index] = token;
  }

  [[nodiscard]] bool is(std::uint32_t index, Gender wanted) const {
    return gender_[index] == wanted ||
           (gender_[index] == Gender::kUnknown && by_given_[index] == wanted);
  }
  [[nodiscard]] bool fits(std::uint32_t index, Pronoun pronoun) const {
    const Entity& candidate = entity(index);
    switch (pronoun) {
      case Pronoun::kHe:
        return candidate.type == NameType::kPer && !is(index, Gender::kFemale);
      case Pronoun::kShe:
        return candidate.type == NameType::kPer && !is(index, Gender::kMale);
      case Pronoun::kIt:
        return candidate.type == NameType::kOrg || candidate.type == NameType::kLoc;
      default:
        return (candidate.type == NameType::kNorp && candidate.name.ends_with('s')) ||
               (candidate.type == NameType::kOrg && candidate.name.ends_with('s') &&
                !candidate.name.ends_with("ss"));
    }
  }

  // The fitting entities of a sentence, each once, in order.
  [[nodiscard]] std::vector<std::uint32_t> fitting(const SentenceSeen& seen,
                                                   Pronoun pronoun) const {
    std::vector<std::uint32_t> found;
    for (const Seen& one : seen) {
      if (fits(one.entity, pronoun) && std::ranges::find(found, one.entity) == found.end()) {
        found.push_back(one.entity);
      }
    }
    return found;
  }

  // "Sund said the session ended after Velm said [she] would leave": the one right before the verb.
  [[nodiscard]] std::optional<std::uint32_t> teller_before(Pronoun pronoun, std::uint32_t token,
                                                           std::uint32_t first) const {
    if (pronoun != Pronoun::kHe && pronoun != Pronoun::kShe) return std::nullopt;
    std::uint32_t verb = token;
    if (verb > first && lower(verb - 1) == "that") --verb;
    if (verb <= first + 1 || now_.empty()) return std::nullopt;
    const std::string said = lower(--verb);
    if (said != "said" && said != "says" && said != "insisted" && said != "announced") {
      return std::nullopt;
    }
    const Seen& last = now_.back();
    constexpr std::uint32_t kLongestName = 3;  // tokens behind the one at which it was seen
    const Gender other = pronoun == Pronoun::kHe ? Gender::kFemale : Gender::kMale;
    if (!last.by_name || last.token + kLongestName < verb || !fits(last.entity, pronoun) ||
        gender_[last.entity] == other) {
      return std::nullopt;
    }
    return last.entity;
  }

  // "Sund said Velm signed the pact when [he] led the union": the one of whom the clause is told.
  [[nodiscard]] std::optional<std::uint32_t> subject_above(
      Pronoun pronoun, std::uint32_t token, const analysis::Sentence& sentence) const {
    if (pronoun != Pronoun::kHe && pronoun != Pronoun::kShe) return std::nullopt;
    if (!analysis_.tokens[token].deprel.starts_with("nsubj")) return std::nullopt;
    constexpr int kMaxClimb = 4;
    std::uint32_t verb = head_of(token, sentence);
    for (int step = 0; step < kMaxClimb && verb < sentence.end_token; ++step) {
      const std::string_view relation = analysis_.tokens[verb].deprel;
      if (relation != "advcl" && relation != "ccomp" && relation != "xcomp") return std::nullopt;
      verb = head_of(verb, sentence);
      for (std::uint32_t t = sentence.first_token; t < token && verb < sentence.end_token; ++t) {
        if (!analysis_.tokens[t].deprel.starts_with("nsubj") || head_of(t, sentence) != verb) {
          continue;
        }
        return named_at(t, pronoun);
      }
    }
    return std::nullopt;
  }

  // Its governing word, or the end of the sentence.
  [[nodiscard]] std::uint32_t head_of(std::uint32_t token,
                                      const analysis::Sentence& sentence) const {
    const std::int32_t head = analysis_.tokens[token].head;
    return head < 0 ? sentence.end_token : static_cast<std::uint32_t>(head);
  }

  // The person named at `token` of this sentence, whom the pronoun fits.
  [[nodiscard]] std::optional<std::uint32_t> named_at(std::uint32_t token, Pronoun pronoun) const {
    constexpr std::uint32_t kLongestName = 3;
    for (const Seen& seen : now_) {
      const bool here = seen.token <= token && seen.token + kLongestName > token;
      if (here && seen.by_name && fits(seen.entity, pronoun)) return seen.entity;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<std::uint32_t> antecedent(Pronoun pronoun) const {
    const bool person = pronoun == Pronoun::kHe || pronoun == Pronoun::kShe;
    // A known sex beats an unknown one within a sentence.
    const Gender wanted = pronoun == Pronoun::kHe    ? Gender::kMale
                          : pronoun == Pronoun::kShe ? Gender::kFemale
                                                     : Gender::kUnknown;
    const auto choose =
        [&](const std::vector<std::uint32_t>& candidates) -> std::optional<std::uint32_t> {
      if (candidates.empty()) return std::nullopt;
      if (person) {
        std::vector<std::uint32_t> sure;
        for (const std::uint32_t c : candidates) {
          if (gender_[c] == wanted) sure.push_back(c);
        }
        if (sure.size() == 1) return sure.front();
        return candidates.front();  // the subject
      }
      // Bodies: the subject again, but not among many.
      if (candidates.size() <= 2) return candidates.front();
      return std::nullopt;
    };
    if (const auto here = choose(fitting(now_, pronoun))) return here;
    for (std::size_t i = 0; i < back_.size(); ++i) {
      if (!person && i > 1) break;
      const std::vector<std::uint32_t> candidates = fitting(back_[i], pronoun);
      if (!candidates.empty()) return choose(candidates);
    }
    return std::nullopt;
  }

  // "the member of the council's board": the last person brought in with that office in that body.
  [[nodiscard]] std::optional<std::uint32_t> officer_of(std::uint32_t token,
                                                        const std::string& word) const {
    if (!is_person_noun(word) || token + 2 >= analysis_.tokens.size()) return std::nullopt;
    const std::string link = lower(token + 1);
    if (link != "of" && link != "for") return std::nullopt;
    const Entity* body = nullptr;
    for (std::uint32_t t = token + 2; t < std::min<std::size_t>(token + 5, analysis_.tokens.size());
         ++t) {
      if ((body = entities_.entity_of(analysis_.tokens[t].span)) != nullptr) break;
    }
    if (body == nullptr || body->type == NameType::kPer) return std::nullopt;
    const std::size_t stop =
        last_named_.size() > kMaxDescriptionBack ? last_named_.size() - kMaxDescriptionBack : 0;
    for (std::size_t i = last_named_.size(); i-- > stop;) {
      const Entity& candidate = entity(last_named_[i]);
      if (candidate.type != NameType::kPer || candidate.affiliation != body->name) continue;
      if (std::ranges::find(candidate.titles, word) != candidate.titles.end()) {
        return last_named_[i];
      }
    }
    return std::nullopt;
  }

  // "the minister", "the group", "the Norwegian leader": whom the noun at `token` stands for.
  [[nodiscard]] std::optional<std::uint32_t> described(std::uint32_t token,
                                                       const std::string& word) {
    // "the court battle"
    if (analysis_.tokens[token].deprel == "compound") return std::nullopt;
    const std::optional<RolePhrase> phrase = read_role(article_, analysis_, entities_, token);
    const auto found = nouns().find(word);
    const bool office = is_office(word) || (phrase && is_office(phrase->noun)) ||
                        (found != nouns().end() && found->second == NounClass::kOffice);
    std::optional<std::uint32_t> whom;
    RolePhrase words;
    words.first = token - 1;
    words.end = token + 1;
    if (phrase) {
      words = *phrase;
      const bool bare = phrase->is_bare();
      if (const auto named = set_behind(*phrase, token)) {
        describe(words, *named);
        return named;
      }
      const bool definite =
          (phrase->definite && !(bare && is_predicate(token))) || is_headline_style(*phrase, token);
      if (definite && !introduces(*phrase, token) && (!bare || office)) {
        whom = holder(*phrase, word);
      } else if (definite && bare && !introduces(*phrase, token)) {
        whom = brought_in(*phrase, word);
      }
      if (!whom) whom = officer_of(token, word);
      if (!whom && phrase->noun == "counterpart" && !introduces(*phrase, token)) {
        whom = counterpart(*phrase);
      }
    } else if (found != nouns().end() && !office) {
      whom = body(token, word);
      if (!whom && (word == "government" || word == "administration")) {
        whom = government(token, words);
      }
    }
    if (whom) {
      describe(words, *whom);
    } else if (is_rival(phrase, token)) {
      rivals_[word] = token;
    }
    return whom;
  }

  // "Velm's Danish counterpart", "her Danish counterpart": who holds in Denmark what Velm holds.
  [[nodiscard]] std::optional<std::uint32_t> counterpart(const RolePhrase& phrase) const {
    if (phrase.countries.size() != 1) return std::nullopt;
    std::optional<std::uint32_t> owner;
    if (phrase.words.empty() && phrase.bodies.size() == 1) {
      owner = phrase.bodies.front();
    } else if (phrase.words.size() == 1 && phrase.bodies.empty()) {
      owner = stood_for(phrase.first);
    }
    if (!owner || entity(*owner).type != NameType::kPer) return std::nullopt;
    return only(offices_.counterparts(*owner, phrase.countries.front()));
  }

  // The person behind whose name the noun at `token` stands: "Velm, the founder and head".
  [[nodiscard]] std::optional<std::uint32_t> set_behind(const RolePhrase& phrase,
                                                        std::uint32_t token) const {
    const analysis::Token& noun = analysis_.tokens[token];
    if (noun.deprel != "appos" || noun.head < 0 ||
        noun.head >= static_cast<std::int32_t>(phrase.first)) {
      return std::nullopt;
    }
    if (lower(phrase.first - 1) == "not" || introduces_name(phrase, token)) return std::nullopt;
    const Mention* mention = mention_at(static_cast<std::uint32_t>(noun.head));
    if (mention == nullptr || entity(mention->entity).type != NameType::kPer) return std::nullopt;
    // "Velm and Orr, the founder": not of the first.
    for (std::uint32_t t = phrase.first; t-- > static_cast<std::uint32_t>(noun.head);) {
      const Mention* between = mention_at(t);
      if (between == nullptr || entity(between->entity).type != NameType::kPer) continue;
      return between == mention ? std::optional(mention->entity) : std::nullopt;
    }
    return mention->entity;
  }

  // The mention by name that the token stands in.
  [[nodiscard]] const Mention* mention_at(std::uint32_t token) const {
    const text::Span span = analysis_.tokens[token].span;
    const auto found = std::ranges::lower_bound(entities_.mentions, span.start, {},
                                                [](const Mention& m) { return m.span.end - 1; });
    return found != entities_.mentions.end() && found->span.overlaps(span) ? &*found : nullptr;
  }

  // Whom the pronoun at `token` was found to stand for.
  [[nodiscard]] std::optional<std::uint32_t> stood_for(std::uint32_t token) const {
    const text::Span span = analysis_.tokens[token].span;
    for (std::size_t i = added_.size(); i-- > 0 && added_[i].span.start >= span.start;) {
      if (added_[i].span == span) return added_[i].entity;
    }
    return std::nullopt;
  }

  // "the Norwegian government", "Velm's government" of one who leads Norway: Norway.
  [[nodiscard]] std::optional<std::uint32_t> government(std::uint32_t token,
                                                        RolePhrase& words) const {
    const analysis::Sentence& sentence = analysis_.sentences[analysis_.sentence_of(token)];
    std::uint32_t first = token;
    const std::string before = lower(token - 1);
    const bool owned = before == "'s" || before == "’s" || before == "'" || before == "’";
    if (owned) --first;
    std::optional<std::uint32_t> owner;
    if (first > sentence.first_token) {
      if (const Mention* mention = mention_at(first - 1)) {
        owner = mention->entity;
        while (first > sentence.first_token && mention_at(first - 1) == mention) --first;
      } else if (pronoun_of(before) != Pronoun::kNone) {
        owner = stood_for(--first);
      }
    }
    if (!owner) return std::nullopt;
    const Entity& whose = entity(*owner);
    if (whose.type == NameType::kPer) {
      const std::optional<std::string> code = offices_.led_by(*owner);
      const auto home = code ? homes_.find(*code) : homes_.end();
      if (home == homes_.end()) return std::nullopt;
      owner = home->second;
    } else if (find_country(whose.name) == nullptr) {
      return std::nullopt;
    }
    if (first > sentence.first_token) {
      const std::string article = lower(first - 1);
      if (article == "a" || article == "an") return std::nullopt;
      if (article == "the") --first;
    }
    words.first = first;
    words.end = token + 1;
    return owner;
  }

  // "Velm is the president": tells what she is.
  [[nodiscard]] bool is_predicate(std::uint32_t noun) const {
    const analysis::Sentence& sentence = analysis_.sentences[analysis_.sentence_of(noun)];
    const std::uint32_t first = noun - std::min(noun - sentence.first_token, kMaxToCopula);
    for (std::uint32_t t = first; t < noun; ++t) {
      const analysis::Token& token = analysis_.tokens[t];
      if (token.deprel == "cop" && token.head == static_cast<std::int32_t>(noun)) return true;
    }
    return false;
  }

  // "Norwegian leader says": the one leader, told without an article.
  [[nodiscard]] bool is_headline_style(const RolePhrase& phrase, std::uint32_t noun) const {
    if (phrase.countries.empty() || !phrase.words.empty() || !is_office(phrase.noun)) return false;
    if (lower(phrase.first) == "a" || lower(phrase.first) == "an") return false;
    if (!analysis_.tokens[noun].deprel.starts_with("nsubj")) return false;
    const analysis::Sentence& sentence = analysis_.sentences[analysis_.sentence_of(noun)];
    return phrase.first == sentence.first_token ||
           analysis_.tokens[phrase.first - 1].upos == analysis::Upos::kPunct ||
           analysis_.tokens[phrase.first - 1].upos == analysis::Upos::kSconj;
  }

  // "A former president", "an appeals court": perhaps another of that kind, so that "the court" is
  // no more the one that was named.
  [[nodiscard]] bool is_rival(const std::optional<RolePhrase>& phrase, std::uint32_t token) const {
    if (phrase ? introduces(*phrase, token) : !nouns().contains(lower(token))) return false;
    // "for president", "as president": nobody.
    const analysis::Upos tag = analysis_.tokens[token - 1].upos;
    if (phrase && phrase->is_bare() && phrase->first == token && tag != analysis::Upos::kDet &&
        tag != analysis::Upos::kNum) {
      return false;
    }
    const std::string before = lower(token - 1);
    return before != "the" && before != "this";
  }

  // "the special counsel, Ana Velm", "the minister who resigned": no short descriptions.
  [[nodiscard]] bool introduces(const RolePhrase& phrase, std::uint32_t noun) const {
    const std::vector<analysis::Token>& tokens = analysis_.tokens;
    if (phrase.end >= tokens.size()) return false;
    const std::string after = lower(phrase.end);
    // "told the minister that talks had failed" says nothing more of the minister.
    const bool relative = after == "that" && tokens[phrase.end].deprel != "mark";
    if (relative || after == "of" || after == "for" || after == "who" || after == "-") return true;
    // "the president pro tempore", "The President Pro Tempore"
    const analysis::Token& next = tokens[phrase.end];
    const auto capital = [&](std::uint32_t token) {
      return text::is_ascii_upper(article_.text[tokens[token].span.start]);
    };
    const bool joined = next.head == static_cast<std::int32_t>(noun) ||
                        tokens[noun].head == static_cast<std::int32_t>(phrase.end);
    const bool goes_on = (joined && next.upos == analysis::Upos::kPropn) ||
                         (capital(noun) && capital(phrase.end) &&
                          next.upos != analysis::Upos::kVerb && next.upos != analysis::Upos::kAux &&
                          analysis_.sentence_of(noun) == analysis_.sentence_of(phrase.end));
    return goes_on || introduces_name(phrase, noun);
  }

  // "the president Velm", "the special counsel, Ana Velm"
  [[nodiscard]] bool introduces_name(const RolePhrase& phrase, std::uint32_t noun) const {
    const std::vector<analysis::Token>& tokens = analysis_.tokens;
    const auto is_name = [&](std::uint32_t token) {
      const Mention* named = token < tokens.size() ? mention_at(token) : nullptr;
      return named != nullptr && entity(named->entity).type == NameType::kPer;
    };
    if (is_name(phrase.end)) return true;
    return phrase.end < tokens.size() && lower(phrase.end) == "," && is_name(phrase.end + 1) &&
           tokens[phrase.end + 1].deprel == "appos" &&
           tokens[phrase.end + 1].head == static_cast<std::int32_t>(noun);
  }

  // The one person whose office the phrase fits; of several, the one spoken of last.
  [[nodiscard]] std::optional<std::uint32_t> holder(const RolePhrase& phrase,
                                                    const std::string& word) const {
    const std::vector<std::uint32_t> holders = offices_.holders(phrase);
    if (holders.empty()) return std::nullopt;
    const bool bare = phrase.is_bare();
    if (holders.size() > 1) {
      if (!bare) return std::nullopt;
      const std::vector<std::uint32_t> last = spoken_of_last(holders);
      if (!last.empty()) return unrivalled(only(last), word);
      const auto home = offices_.at_home(holders, phrase.noun);
      if (!home || !seen_at_.contains(*home)) return std::nullopt;
      return unrivalled(home, word);
    }
    // "The president" may be another than a club's.
    if (bare && !offices_.is_public(holders.front())) {
      return unrivalled(only(spoken_of_last(holders)), word);
    }
    return bare ? unrivalled(holders.front(), word) : holders.front();
  }

  // "the lawyer": who was brought in as one, and is spoken of in the last sentences.
  [[nodiscard]] std::optional<std::uint32_t> brought_in(const RolePhrase& phrase,
                                                        const std::string& word) const {
    const std::vector<std::uint32_t> holders = offices_.holders(phrase);
    if (holders.size() != 1) return std::nullopt;
    return unrivalled(only(spoken_of_last(holders)), word);
  }

  // Nobody, where another of that kind was spoken of since: "a court in Oslo".
  [[nodiscard]] std::optional<std::uint32_t> unrivalled(std::optional<std::uint32_t> one,
                                                        const std::string& word) const {
    if (!one) return std::nullopt;
    const auto rival = rivals_.find(word);
    const auto seen = seen_at_.find(*one);
    if (rival != rivals_.end() && (seen == seen_at_.end() || seen->second < rival->second)) {
      return std::nullopt;
    }
    return one;
  }

  static std::optional<std::uint32_t> only(const std::vector<std::uint32_t>& some) {
    return some.size() == 1 ? std::optional(some.front()) : std::nullopt;
  }

  // Those of them whom this sentence speaks of, else the one before, else the one before that.
  [[nodiscard]] std::vector<std::uint32_t> spoken_of_last(
      const std::vector<std::uint32_t>& some) const {
    constexpr std::size_t kSentences = 2;
    const auto among = [&](const SentenceSeen& seen) {
      std::vector<std::uint32_t> here;
      for (const Seen& one : seen) {
        if (std::ranges::find(some, one.entity) != some.end() &&
            std::ranges::find(here, one.entity) == here.end()) {
          here.push_back(one.entity);
        }
      }
      return here;
    };
    std::vector<std::uint32_t> here = among(now_);
    for (std::size_t i = 0; here.empty() && i < std::min(kSentences, back_.size()); ++i) {
      here = among(back_[i]);
    }
    return here;
  }

  // "the council", "the Norwegian group"
  [[nodiscard]] std::optional<std::uint32_t> body(std::uint32_t token,
                                                  const std::string& word) const {
    const bool told_where = token >= 2 &&
                            is_demonym(article_.at(analysis_.tokens[token - 1].span)) &&
                            is_any_body(word);
    const std::string before = lower(token - (told_where ? 2 : 1));
    if (before != "the" && before != "this") return std::nullopt;
    // "the group of …", "the group Velm leads" are not short descriptions.
    if (token + 1 < analysis_.tokens.size()) {
      const std::string after = lower(token + 1);
      if (after == "of" || after == "for" || after == "who" || after == "that" || after == "-") {
        return std::nullopt;
      }
      if (entities_.entity_of(analysis_.tokens[token + 1].span) != nullptr) return std::nullopt;
    }
    std::vector<std::uint32_t> named;
    const std::size_t stop =
        last_named_.size() > kMaxDescriptionBack ? last_named_.size() - kMaxDescriptionBack : 0;
    for (std::size_t i = last_named_.size(); i-- > stop;) {
      const Entity& candidate = entity(last_named_[i]);
      if (candidate.type != NameType::kOrg || head_noun(candidate.name) != word) continue;
      // "the administration" is the government's, no agency ("Port Roads Administration")
      if (word == "administration" && std::ranges::count(candidate.name, ' ') > 1) continue;
      if (std::ranges::find(named, last_named_[i]) == named.end()) named.push_back(last_named_[i]);
    }
    if (!named.empty()) {
      return unrivalled(only(named.size() == 1 ? named : spoken_of_last(named)), word);
    }
    return is_any_body(word) ? unrivalled(body_spoken_of(), word) : std::nullopt;
  }

  // "ministry" of "Ministry of Ports", "union" of "Harbour Union"; lower case.
  static std::string head_noun(const std::string& name) {
    std::string folded = text::fold_case(name);
    for (const std::string_view link : {" of ", " for ", " on "}) {
      if (const std::size_t at = folded.find(link); at != std::string::npos) folded.resize(at);
    }
    return folded.substr(folded.rfind(' ') + 1);
  }

  // Words that say nothing of what kind of body is meant.
  static bool is_any_body(std::string_view word) {
    return word == "group" || word == "movement" || word == "organization" ||
           word == "organisation";
  }

  // Whom "the group" means where no name has the word in it: the body that this sentence, else the
  // one before, speaks of first. "Council officials told Example Wire that the group …": the
  // council.
  [[nodiscard]] std::optional<std::uint32_t> body_spoken_of() const {
    // A union may be called a group, a ministry is not.
    const auto suits = [](const Entity& candidate) {
      const std::string name = text::fold_case(candidate.name);
      const std::string noun = name.substr(name.rfind(' ') + 1);
      return !is_body_noun(noun) || noun == "union" || noun == "party" || noun == "alliance" ||
             noun == "federation" || noun == "coalition" || noun == "guild";
    };
    const auto first_body = [&](const SentenceSeen& seen) -> std::optional<std::uint32_t> {
      for (const Seen& one : seen) {
        const Entity& candidate = entity(one.entity);
        if (!suits(candidate)) continue;
        if (candidate.type == NameType::kOrg ||
            (candidate.type == NameType::kNorp && find_country(candidate.name) == nullptr &&
             !candidate.name.ends_with('s'))) {
          return one.entity;
        }
      }
      return std::nullopt;
    };
    if (const auto here = first_body(now_)) return here;
    return back_.empty() ? std::nullopt : first_body(back_.front());
  }

  const text::Article& article_;
  const analysis::Analysis& analysis_;
  Entities& entities_;
  Offices offices_;
  std::unordered_map<std::string, std::uint32_t> homes_;  // countries by their codes
  std::vector<Gender> gender_;                            // by title or by a pronoun
  std::vector<Gender> by_given_;  // by the given name, where gender_ is not told
  SentenceSeen now_;
  std::deque<SentenceSeen> back_;  // the sentence before first
  std::vector<std::uint32_t> last_named_;
  std::unordered_map<std::uint32_t, std::uint32_t> seen_at_;  // tokens, by entity
  std::unordered_map<std::string, std::uint32_t> rivals_;  // by noun, where one unknown was named
  std::vector<Mention> added_;
};

}  // namespace

void resolve_references(const text::Article& article, const analysis::Analysis& analysis,
                        Entities& entities) {
  Resolver(article, analysis, entities).resolve();
}

}  // namespace parley::actors
