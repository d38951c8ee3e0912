// Statements are put into rooms by speaker; within a room, pairs near in time are compared. Rooms
// are small: a speaker's sayings of a few days.
#include "parley/story/origins.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>
#include <limits>
#include <numeric>
#include <optional>
#include <set>
#include <span>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "parley/actors/name_key.h"
#include "parley/actors/same_person.h"
#include "parley/base/date.h"
#include "parley/story/words.h"
#include "parley/text/utf8.h"

namespace parley::story {
namespace {

constexpr int kNearDays = 3;
constexpr std::size_t kQuotedRun = 5;     // words in a row that are the same words
constexpr std::size_t kVerbatimRun = 12;  // so many are the same words whoever is named for them
constexpr std::size_t kWindow = 8;        // runs in a row of which one is looked up
constexpr std::size_t kMostHolders = 32;  // a run of more statements is a set phrase
constexpr std::size_t kLeastShared = 3;   // content words
constexpr double kAlike = 0.6;            // of the shorter content's words
constexpr double kAlikeByChannel = 0.5;   // where both came through the same channel
constexpr std::size_t kLeastUndated = 4;  // content words, where a day is not known
constexpr double kAlikeUndated = 0.75;
constexpr double kSameClaim = 0.7;          // between different speakers
constexpr std::size_t kMostCompared = 400;  // later neighbours in one room, by date

constexpr std::int64_t kNoDay = std::numeric_limits<std::int64_t>::min();

// Runs of `length` words, hashed, in text order. Two runs of one hash are one run: by chance once
// in a record of billions.
std::vector<std::uint64_t> runs_of(std::string_view content, std::size_t length) {
  std::vector<std::uint64_t> runs;
  const std::vector<std::string> words = plain_words(content);
  for (std::size_t i = 0; i + length <= words.size(); ++i) {
    std::uint64_t hash = 14695981039346656037ULL;  // FNV-1a
    for (std::size_t k = 0; k < length; ++k) {
      for (const char c : words[i + k]) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
      }
      hash = (hash ^ static_cast<unsigned char>(' ')) * 1099511628211ULL;
    }
    runs.push_back(hash);
  }
  return runs;
}

// The least of every kWindow runs in a row: what two contents share for longer than that meets in
// one of them (winnowing: Schleimer, Wilkerson and Aiken, SIGMOD 2003).
std::vector<std::uint64_t> winnowed(const std::vector<std::uint64_t>& runs) {
  std::vector<std::uint64_t> chosen;
  for (std::size_t i = 0; i < runs.size(); i += 1) {
    const std::size_t end = std::min(runs.size(), i + kWindow);
    const std::uint64_t least = *std::min_element(runs.begin() + static_cast<std::ptrdiff_t>(i),
                                                  runs.begin() + static_cast<std::ptrdiff_t>(end));
    if (chosen.empty() || chosen.back() != least) chosen.push_back(least);
    if (end == runs.size()) break;
  }
  return chosen;
}

bool is_pronoun(std::string_view words) {
  constexpr std::array<std::string_view, 8> kPronouns = {"who", "which", "that", "he",
                                                         "she", "it",    "they", "we"};
  return std::ranges::find(kPronouns, words) != kPronouns.end();
}

bool share_any(const auto& a, const auto& b) {
  auto i = a.begin();
  auto j = b.begin();
  while (i != a.end() && j != b.end()) {
    if (*i == *j) return true;
    *i < *j ? ++i : ++j;
  }
  return false;
}

// What is compared of all statements: rooms, days and words as numbers, a hundred bytes each.
class Sayings {
 public:
  Sayings(const Corpus& corpus, const Actors& actors)
      : corpus_(corpus),
        statements_(corpus.of(record::Layer::kStatements)),
        strings_(&corpus.memory()),
        rooms_(&corpus.memory()),
        days_(&corpus.memory()),
        day_numbers_(&corpus.memory()),
        contents_(&corpus.memory()),
        first_word_(&corpus.memory()),
        words_(&corpus.memory()) {
    first_word_.push_back(0);
    for (std::size_t i = 0; i < statements_.size(); ++i) add(actors, i);
    rooms_.shrink_to_fit();
  }

  [[nodiscard]] std::size_t size() const { return rooms_.size(); }
  [[nodiscard]] std::uint32_t room(std::size_t i) const { return rooms_[i]; }
  [[nodiscard]] bool is_unnamed(std::uint32_t room) const { return unnamed_.contains(room); }
  [[nodiscard]] std::string_view day(std::size_t i) const { return strings_.at(days_[i]); }
  [[nodiscard]] std::uint64_t content_hash(std::size_t i) const { return contents_[i]; }
  // Nobody said nothing.
  [[nodiscard]] bool is_empty(std::size_t i) const { return empty_[i]; }
  [[nodiscard]] std::span<const std::uint32_t> words(std::size_t i) const {
    return {words_.data() + first_word_[i], words_.data() + first_word_[i + 1]};
  }
  [[nodiscard]] std::size_t vocabulary() const { return strings_.size(); }

  // Days from the first to the second, where both are known.
  [[nodiscard]] std::optional<std::int64_t> days_between(std::size_t a, std::size_t b) const {
    if (day_numbers_[a] == kNoDay || day_numbers_[b] == kNoDay) return std::nullopt;
    return day_numbers_[b] - day_numbers_[a];
  }
  [[nodiscard]] bool near(std::size_t a, std::size_t b) const {
    const std::optional<std::int64_t> days = days_between(a, b);
    return !days || std::abs(*days) <= kNearDays;
  }
  // As story/words.h has it.
  [[nodiscard]] bool numbers_differ(std::size_t a, std::size_t b) const {
    const auto lacks = [&](std::span<const std::uint32_t> from, std::span<const std::uint32_t> in) {
      return std::ranges::any_of(from, [&](std::uint32_t word) {
        return text::is_ascii_digit(strings_.at(word).front()) &&
               !std::ranges::binary_search(in, word);
      });
    };
    return lacks(words(a), words(b)) && lacks(words(b), words(a));
  }
  [[nodiscard]] std::size_t shared_words(std::size_t a, std::size_t b) const {
    std::size_t shared = 0;
    const auto one = words(a);
    const auto other = words(b);
    auto i = one.begin();
    auto j = other.begin();
    while (i != one.end() && j != other.end()) {
      if (*i == *j) {
        ++shared;
        ++i;
        ++j;
      } else {
        *i < *j ? ++i : ++j;
      }
    }
    return shared;
  }
  // One saying of one speaker. REQUIRES: the same room.
  bool one_saying(std::size_t a, std::size_t b, bool unnamed) {
    if (!near(a, b) || numbers_differ(a, b)) return false;
    // "57 percent oppose the law, and 38 percent say they support it": the words that both hold are
    // the same place in the report.
    if (unnamed && statements_[a].article == statements_[b].article &&
        statements_[a].span.overlaps(statements_[b].span)) {
      return false;
    }
    // Without dates and without a channel in common, most of the words must be the same.
    const bool dated = days_between(a, b).has_value();
    const bool channel = share_channel(a, b);
    if ((dated || channel) && share_any(runs(a), runs(b))) return true;
    // Whether two nameless people are one cannot be told from like words alone.
    if (unnamed && !channel) return false;
    const std::size_t shared = shared_words(a, b);
    const std::size_t shorter = std::min(words(a).size(), words(b).size());
    const double part =
        shorter == 0 ? 0 : static_cast<double>(shared) / static_cast<double>(shorter);
    if (channel) return shared + 1 >= kLeastShared && part >= kAlikeByChannel;
    if (!dated) return shared >= kLeastUndated && part >= kAlikeUndated;
    return shared >= kLeastShared && part >= kAlike;
  }
  // Runs are kept for one room at a time.
  void leave_room() { runs_.clear(); }

 private:
  void add(const Actors& actors, std::size_t i) {
    const Item& item = statements_[i];
    const Speaker speaker = speaker_of(corpus_, actors, item);
    const std::uint32_t room =
        speaker.room.empty() ? kOwnRoom + own_rooms_++ : strings_.add(speaker.room);
    if (speaker.room.starts_with("unnamed")) unnamed_.insert(room);
    rooms_.push_back(room);
    const std::string day = said_on(corpus_, item);
    days_.push_back(strings_.add(day));
    const auto date = base::parse_iso_date(day);
    day_numbers_.push_back(date ? base::to_days(*date) : kNoDay);
    for (const Fact channel : corpus_.fact(item).at("channel")) {
      const auto called = text_at(channel, "actor");
      if (const auto words = called ? called : text_at(channel, "quote")) {
        channels_[i].insert(strings_.add(text::fold_case(*words)));
      }
    }
    const std::string content = corpus_.content_of(item).value_or("");
    empty_.push_back(speaker.shown.empty() && content.empty());
    contents_.push_back(content.empty() ? 0 : std::hash<std::string_view>()(content) | 1);
    const std::size_t first = words_.size();
    for (const std::string& word : content_words(content)) words_.push_back(strings_.add(word));
    std::ranges::sort(words_.begin() + static_cast<std::ptrdiff_t>(first), words_.end());
    first_word_.push_back(words_.size());
  }

  bool share_channel(std::size_t a, std::size_t b) const {
    const auto one = channels_.find(a);
    const auto other = channels_.find(b);
    return one != channels_.end() && other != channels_.end() &&
           share_any(one->second, other->second);
  }

  const std::vector<std::uint64_t>& runs(std::size_t i) {
    const auto [found, added] = runs_.try_emplace(i);
    if (added) {
      found->second = runs_of(corpus_.content_of(statements_[i]).value_or(""), kQuotedRun);
      std::ranges::sort(found->second);
    }
    return found->second;
  }

  static constexpr std::uint32_t kOwnRoom = 1U << 31;  // numbers of strings are below

  const Corpus& corpus_;
  const Items& statements_;
  Strings strings_;
  std::uint32_t own_rooms_ = 0;
  std::unordered_set<std::uint32_t> unnamed_;  // rooms
  // By statement:
  std::pmr::vector<std::uint32_t> rooms_, days_;
  std::pmr::vector<std::int64_t> day_numbers_;
  std::pmr::vector<std::uint64_t> contents_;
  std::vector<bool> empty_;
  std::pmr::vector<std::size_t> first_word_;
  std::pmr::vector<std::uint32_t> words_;  // ascending for each
  std::unordered_map<std::size_t, std::set<std::uint32_t>> channels_;
  std::unordered_map<std::size_t, std::vector<std::uint64_t>> runs_;
};

// Joins what one speaker said within a few days.
void join_rooms(Sayings& said, Groups& groups) {
  std::vector<std::uint32_t> order(said.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {},
                    [&](std::uint32_t i) { return std::tuple(said.room(i), said.day(i), i); });
  for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    const std::uint32_t room = said.room(order[begin]);
    while (end < order.size() && said.room(order[end]) == room) ++end;
    const bool unnamed = said.is_unnamed(room);
    for (std::size_t a = begin; a < end; ++a) {
      const std::size_t last = std::min(end, a + 1 + kMostCompared);
      for (std::size_t b = a + 1; b < last; ++b) {
        const std::optional<std::int64_t> days = said.days_between(order[a], order[b]);
        if (days && *days > kNearDays) break;
        if (groups.root(order[a]) == groups.root(order[b])) continue;
        if (said.one_saying(order[a], order[b], unnamed)) groups.join(order[a], order[b]);
      }
    }
    said.leave_room();
  }
}

// Joins the same words of the same source in articles that share text.
void join_copied(const Corpus& corpus, const Sayings& said, const SharedTexts& texts,
                 Groups& groups) {
  const Items& statements = corpus.of(record::Layer::kStatements);
  std::set<std::pair<std::uint32_t, std::uint32_t>> copied;
  for (const std::vector<Copy>* pairs : {&texts.copies, &texts.passages, &texts.quotations}) {
    for (const Copy& pair : *pairs) {
      copied.insert({pair.copy, pair.original});
      copied.insert({pair.original, pair.copy});
    }
  }
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < said.size(); ++i) {
    if (said.content_hash(i) != 0) order.push_back(i);
  }
  std::ranges::sort(order, {}, [&](std::uint32_t i) { return std::pair(said.content_hash(i), i); });
  const auto source = [&](std::uint32_t i) {
    return corpus.fact(statements[i]).at("source").at("quote").text();
  };
  std::uint32_t first = 0;
  for (std::size_t at = 0; at < order.size(); ++at) {
    const std::uint32_t i = order[at];
    if (at == 0 || said.content_hash(i) != said.content_hash(first)) {
      first = i;
      continue;
    }
    if (copied.contains({statements[first].article, statements[i].article}) &&
        source(first) == source(i)) {
      groups.join(first, i);
    }
  }
}

// "Velm" here and "Ana Velm" there; never one who is named and one who is not.
bool may_be_one(const Speaker& a, const Speaker& b) {
  if (a.actor == nullptr || b.actor == nullptr || a.actor->type != b.actor->type) return false;
  if (a.actor->type != "PER") return false;
  const auto person = [](const Speaker& speaker) {
    actors::Entity entity;
    entity.name = speaker.actor->name;
    entity.type = analysis::NameType::kPer;
    return entity;
  };
  // Father and son are two.
  if (actors::name_rank(a.actor->name) != actors::name_rank(b.actor->name)) return false;
  return actors::compare_persons(person(a), person(b)) != actors::Likeness::kDifferent;
}

struct RunAt {
  std::uint64_t run = 0;
  std::uint32_t statement = 0;

  friend auto operator<=>(const RunAt&, const RunAt&) = default;
};

// Joins long runs of the same quoted words where the reports name their speaker in different ways.
void join_verbatim(const Corpus& corpus, const Actors& actors, const Sayings& said,
                   Groups& groups) {
  const Items& statements = corpus.of(record::Layer::kStatements);
  std::pmr::vector<RunAt> entries(&corpus.memory());
  for (std::uint32_t i = 0; i < said.size(); ++i) {
    if (said.content_hash(i) == 0) continue;
    if (text_at(corpus.fact(statements[i]), "speech").value_or("") == "indirect") continue;
    const std::string content = corpus.content_of(statements[i]).value_or("");
    for (const std::uint64_t run : winnowed(runs_of(content, kVerbatimRun))) {
      entries.push_back({run, i});
    }
  }
  std::ranges::sort(entries);
  for (std::size_t begin = 0, end = 0; begin < entries.size(); begin = end) {
    while (end < entries.size() && entries[end].run == entries[begin].run) ++end;
    if (end - begin < 2 || end - begin > kMostHolders) continue;
    for (std::size_t at = begin + 1; at < end; ++at) {
      for (std::size_t before = begin; before < at; ++before) {
        const std::uint32_t a = entries[before].statement;
        const std::uint32_t b = entries[at].statement;
        if (groups.root(a) == groups.root(b) || said.room(a) == said.room(b) || !said.near(a, b)) {
          continue;
        }
        if (may_be_one(speaker_of(corpus, actors, statements[a]),
                       speaker_of(corpus, actors, statements[b]))) {
          groups.join(a, b);
        }
      }
    }
  }
}

void count_independent(const Corpus& corpus, const Sayings& said, Origins& origins) {
  const Items& statements = corpus.of(record::Layer::kStatements);
  // Rare words find the candidates; a word of hundreds of origins tells nothing.
  constexpr std::uint32_t kCommon = 200;
  std::vector<std::uint32_t> uses(said.vocabulary(), 0);
  for (const Origin& origin : origins) {
    for (const std::uint32_t word : said.words(origin.members.front())) ++uses[word];
  }
  std::vector<std::size_t> end(uses.size(), 0);  // of each word's holders, first as their beginning
  std::size_t all = 0;
  for (std::size_t word = 0; word < uses.size(); ++word) {
    end[word] = all;
    if (uses[word] <= kCommon) all += uses[word];
  }
  std::vector<std::uint32_t> holders(all);
  for (std::uint32_t i = 0; i < origins.size(); ++i) {
    for (const std::uint32_t word : said.words(origins[i].members.front())) {
      if (uses[word] <= kCommon) holders[end[word]++] = i;
    }
  }
  std::vector<std::uint32_t> rarest, met;
  for (Origin& origin : origins) {
    const std::uint32_t mine = origin.members.front();
    // Who shares kSameClaim of the words, kLeastShared of them rare, shares so many rare ones among
    // the rarest.
    const std::span<const std::uint32_t> words = said.words(mine);
    const auto needed = static_cast<std::size_t>(kSameClaim * static_cast<double>(words.size()));
    rarest.assign(words.begin(), words.end());
    std::ranges::sort(rarest, {}, [&](std::uint32_t word) { return std::pair(uses[word], word); });
    rarest.resize(std::min(words.size(), words.size() - needed + kLeastShared));
    met.clear();
    for (const std::uint32_t word : rarest) {
      if (uses[word] > kCommon) break;
      const auto last = holders.begin() + static_cast<std::ptrdiff_t>(end[word]);
      met.insert(met.end(), last - uses[word], last);
    }
    std::ranges::sort(met);
    std::set<std::uint32_t> speakers = {said.room(mine)};
    for (std::size_t at = 0, next = 0; at < met.size(); at = next) {
      while (next < met.size() && met[next] == met[at]) ++next;
      if (next - at < kLeastShared) continue;
      const std::uint32_t theirs = origins[met[at]].members.front();
      if (speakers.contains(said.room(theirs)) || !said.near(mine, theirs)) continue;
      // What stands inside another saying of one report is that report's word only.
      if (statements[mine].article == statements[theirs].article ||
          said.numbers_differ(mine, theirs)) {
        continue;
      }
      const std::size_t longer = std::max(said.words(mine).size(), said.words(theirs).size());
      const double part =
          static_cast<double>(said.shared_words(mine, theirs)) / static_cast<double>(longer);
      if (part >= kSameClaim) speakers.insert(said.room(theirs));
    }
    origin.independent = static_cast<int>(speakers.size());
  }
}

}  // namespace

Speaker speaker_of(const Corpus& corpus, const Actors& actors, const Item& statement) {
  const Fact source = corpus.fact(statement).at("source");
  const std::string kind = text_at(source, "kind").value_or("");
  const std::string quote = text_at(source, "quote").value_or("");
  Speaker speaker;
  speaker.actor = actors.speaker_of(statement.article, source);
  if (speaker.actor != nullptr) {
    speaker.shown = speaker.actor->name;
    speaker.room = speaker.actor->id;
  } else if (kind == "named" || kind == "role") {
    speaker.shown = text_at(source, "actor").value_or(quote);
    // A "who" that stands for nobody known is nobody's second saying.
    if (!is_pronoun(text::fold_case(speaker.shown))) {
      speaker.room = kind + '\n' + text::fold_case(speaker.shown);
    }
  } else if (kind == "unnamed" && !quote.empty()) {
    // Kept apart from named ones; two unnamed officials of one body may be one or two.
    speaker.shown = quote;
    speaker.room = "unnamed\n" + text::fold_case(text_at(source, "affiliation").value_or(""));
  } else if (kind == "outlet") {
    speaker.shown = corpus.outlet(statement.article);
    speaker.room = "outlet\n" + text::fold_case(speaker.shown);
  }
  return speaker;
}

std::string said_on(const Corpus& corpus, const Item& statement) {
  constexpr std::size_t kDay = 10;  // bytes of "2025-03-14"
  const auto at = text_at(corpus.fact(statement).at("said_at"), "value");
  return at && at->size() >= kDay ? at->substr(0, kDay) : corpus.day(statement.article);
}

Origins find_origins(const Corpus& corpus, const Actors& actors, const SharedTexts& texts,
                     const std::vector<Regrouping>& edits) {
  const Items& statements = corpus.of(record::Layer::kStatements);
  Sayings said(corpus, actors);
  Groups groups(said.size(), &corpus.memory());
  join_rooms(said, groups);
  join_copied(corpus, said, texts, groups);
  join_verbatim(corpus, actors, said, groups);

  Origins origins(&corpus.memory());
  const GroupList all = regrouped(edits, groups.all());
  const auto dated = [&](std::size_t i) { return said.day(i).empty() ? "9999" : said.day(i); };
  for (std::size_t g = 0; g < all.size(); ++g) {
    std::pmr::vector<std::uint32_t> members(all[g].begin(), all[g].end(), &corpus.pieces());
    std::ranges::sort(members, {}, [&](std::uint32_t i) {
      return std::tuple(dated(i), statements[i].article, statements[i].span, i);
    });
    if (said.is_empty(members.front())) continue;
    origins.push_back({std::move(members), 1});
  }
  std::ranges::sort(origins, {}, [&](const Origin& origin) {
    const std::size_t first = origin.members.front();
    return std::tuple(dated(first), statements[first].article, statements[first].span, first);
  });
  count_independent(corpus, said, origins);
  return origins;
}

}  // namespace parley::story
