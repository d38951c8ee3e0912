// Statements are put into rooms by speaker; within a room, pairs near in time are compared. Rooms
// are small: a speaker's sayings of a few days.
#include "parley/story/origins.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>
#include <utility>

#include "parley/base/date.h"
#include "parley/story/words.h"
#include "parley/text/utf8.h"

namespace parley::story {
namespace {

constexpr int kNearDays = 3;
constexpr std::size_t kQuotedRun = 5;     // words in a row that are the same words
constexpr std::size_t kLeastShared = 3;   // content words
constexpr double kAlike = 0.6;            // of the shorter content's words
constexpr double kAlikeByChannel = 0.5;   // where both came through the same channel
constexpr std::size_t kLeastUndated = 4;  // content words, where a day is not known
constexpr double kAlikeUndated = 0.75;
constexpr double kSameClaim = 0.7;          // between different speakers
constexpr std::size_t kMostCompared = 400;  // later neighbours in one room, by date

struct Said {
  std::size_t index = 0;
  std::uint32_t article = 0;
  std::string speaker;  // room
  std::string shown;
  std::optional<std::string> speaker_id;
  std::string day;
  std::optional<std::int64_t> day_number;
  std::set<std::string> channels;
  std::vector<std::string> words;
  std::vector<std::uint64_t> runs;  // of kQuotedRun words, hashed; ascending
  std::string content;
};

// Two runs of one hash are one run: by chance once in a record of billions.
std::vector<std::uint64_t> runs_of(std::string_view content) {
  std::vector<std::uint64_t> runs;
  const std::vector<std::string> words = plain_words(content);
  for (std::size_t i = 0; i + kQuotedRun <= words.size(); ++i) {
    std::uint64_t hash = 14695981039346656037ULL;  // FNV-1a
    for (std::size_t k = 0; k < kQuotedRun; ++k) {
      for (const char c : words[i + k] + ' ') {
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
      }
    }
    runs.push_back(hash);
  }
  std::ranges::sort(runs);
  return runs;
}

bool share_run(const Said& a, const Said& b) {
  auto i = a.runs.begin();
  auto j = b.runs.begin();
  while (i != a.runs.end() && j != b.runs.end()) {
    if (*i == *j) return true;
    *i < *j ? ++i : ++j;
  }
  return false;
}

std::optional<std::int64_t> days_between(const Said& a, const Said& b) {
  if (!a.day_number || !b.day_number) return std::nullopt;
  return *b.day_number - *a.day_number;
}

Said describe(const Corpus& corpus, const Actors& actors, std::size_t index) {
  const Item& item = corpus.of(record::Layer::kStatements)[index];
  Said said;
  said.index = index;
  said.article = item.article;
  const Json& source = part_at(item.value, "source");
  const std::string kind = text_at(source, "kind").value_or("");
  const std::string quote = text_at(source, "quote").value_or("");
  const std::optional<std::string> name = text_at(source, "actor");
  const Actor* actor = actors.speaker_of(item.article, source);
  if (actor != nullptr) {
    said.shown = actor->name;
    said.speaker_id = actor->id;
    said.speaker = actor->id;
  } else if (kind == "named" || kind == "role") {
    said.shown = name.value_or(quote);
    said.speaker = kind + '\n' + text::fold_case(said.shown);
  } else if (kind == "unnamed" && !quote.empty()) {
    // Kept apart from named ones; two unnamed officials of one body may be one or two.
    const std::string body = text::fold_case(text_at(source, "affiliation").value_or(""));
    said.shown = quote;
    said.speaker = "unnamed\n" + body;
  } else if (kind == "outlet") {
    said.shown = corpus.outlet(item.article);
    said.speaker = "outlet\n" + text::fold_case(said.shown);
  } else {
    said.speaker = "nobody\n" + std::to_string(index);
  }
  if (const auto at = text_at(part_at(item.value, "said_at"), "value")) {
    if (at->size() >= 10) said.day = at->substr(0, 10);
  }
  if (said.day.empty()) said.day = corpus.day(item.article);
  for (const Json& channel : part_at(item.value, "channel")) {
    const auto called = text_at(channel, "actor");
    const auto words = called ? called : text_at(channel, "quote");
    if (words) said.channels.insert(text::fold_case(*words));
  }
  said.content = text_at(part_at(item.value, "content"), "quote").value_or("");
  said.words = content_words(said.content);
  said.runs = runs_of(said.content);
  if (const auto day = base::parse_iso_date(said.day)) said.day_number = base::to_days(*day);
  return said;
}

bool near(const Said& a, const Said& b) {
  const std::optional<std::int64_t> days = days_between(a, b);
  return !days || std::abs(*days) <= kNearDays;
}

double alike(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  const std::size_t shorter = std::min(a.size(), b.size());
  return shorter == 0 ? 0 : static_cast<double>(shared_words(a, b)) / static_cast<double>(shorter);
}

bool share_channel(const Said& a, const Said& b) {
  return std::ranges::any_of(a.channels,
                             [&](const std::string& one) { return b.channels.contains(one); });
}

// One saying of one speaker. REQUIRES: the same room.
bool one_saying(const Said& a, const Said& b, bool unnamed) {
  if (!near(a, b) || numbers_differ(a.words, b.words)) return false;
  // Without dates and without a channel in common, most of the words must be the same.
  const bool dated = days_between(a, b).has_value();
  const bool channel = share_channel(a, b);
  if (share_run(a, b) && (dated || channel)) return true;
  // Whether two nameless people are one cannot be told from like words alone.
  if (unnamed && !channel) return false;
  const std::size_t shared = shared_words(a.words, b.words);
  const double part = alike(a.words, b.words);
  if (channel) return shared + 1 >= kLeastShared && part >= kAlikeByChannel;
  if (!dated) return shared >= kLeastUndated && part >= kAlikeUndated;
  return shared >= kLeastShared && part >= kAlike;
}

void count_independent(const std::vector<Said>& said, std::vector<Origin>& origins) {
  // Rare words find the candidates; a word of hundreds of origins tells nothing.
  constexpr std::size_t kCommon = 200;
  std::map<std::string, std::vector<std::size_t>> holders;
  for (std::size_t i = 0; i < origins.size(); ++i) {
    for (const std::string& word : said[origins[i].members.front()].words) {
      holders[word].push_back(i);
    }
  }
  for (std::size_t i = 0; i < origins.size(); ++i) {
    const Said& mine = said[origins[i].members.front()];
    std::map<std::size_t, std::size_t> met;
    for (const std::string& word : mine.words) {
      const std::vector<std::size_t>& others = holders[word];
      if (others.size() > kCommon) continue;
      for (const std::size_t other : others) ++met[other];
    }
    std::set<std::string> speakers = {mine.speaker};
    for (const auto& [other, words] : met) {
      const Said& theirs = said[origins[other].members.front()];
      if (words < kLeastShared || !near(mine, theirs)) continue;
      // What stands inside another saying of one report is that report's word only.
      if (mine.article == theirs.article || numbers_differ(mine.words, theirs.words)) continue;
      const std::size_t longer = std::max(mine.words.size(), theirs.words.size());
      const double part =
          static_cast<double>(shared_words(mine.words, theirs.words)) / static_cast<double>(longer);
      if (part >= kSameClaim) speakers.insert(theirs.speaker);
    }
    origins[i].independent = static_cast<int>(speakers.size());
  }
}

}  // namespace

std::vector<Origin> find_origins(const Corpus& corpus, const Actors& actors,
                                 const std::vector<Copy>& copies,
                                 const std::vector<Regrouping>& edits) {
  const std::vector<Item>& statements = corpus.of(record::Layer::kStatements);
  std::vector<Said> said;
  for (std::size_t i = 0; i < statements.size(); ++i) said.push_back(describe(corpus, actors, i));

  std::set<std::pair<std::uint32_t, std::uint32_t>> copied;
  for (const Copy& pair : copies) {
    copied.insert({pair.copy, pair.original});
    copied.insert({pair.original, pair.copy});
  }
  std::map<std::string, std::vector<std::size_t>> rooms;
  std::map<std::string, std::vector<std::size_t>> by_content;
  for (std::size_t i = 0; i < said.size(); ++i) {
    rooms[said[i].speaker].push_back(i);
    if (!said[i].content.empty()) by_content[said[i].content].push_back(i);
  }
  Groups groups(said.size());
  for (auto& [speaker, members] : rooms) {
    std::ranges::sort(members, {}, [&](std::size_t i) { return std::pair(said[i].day, i); });
    const bool unnamed = speaker.starts_with("unnamed");
    for (std::size_t a = 0; a < members.size(); ++a) {
      const std::size_t end = std::min(members.size(), a + 1 + kMostCompared);
      for (std::size_t b = a + 1; b < end; ++b) {
        const std::optional<std::int64_t> days = days_between(said[members[a]], said[members[b]]);
        if (days && *days > kNearDays) break;
        if (one_saying(said[members[a]], said[members[b]], unnamed)) {
          groups.join(members[a], members[b]);
        }
      }
    }
  }
  // The same words of the same source in a copied article.
  for (const auto& [content, members] : by_content) {
    for (std::size_t i = 1; i < members.size(); ++i) {
      const Item& a = statements[members[0]];
      const Item& b = statements[members[i]];
      const auto source = [](const Item& item) {
        return text_at(part_at(item.value, "source"), "quote");
      };
      if (copied.contains({a.article, b.article}) && source(a) == source(b)) {
        groups.join(members[0], members[i]);
      }
    }
  }

  std::vector<Origin> origins;
  std::vector<std::vector<std::size_t>> all = groups.all();
  regroup(edits, all);
  for (std::vector<std::size_t>& members : all) {
    std::ranges::sort(members, {}, [&](std::size_t i) {
      return std::tuple(said[i].day.empty() ? "9999" : said[i].day, statements[i].article,
                        statements[i].span, i);
    });
    const Said& first = said[members.front()];
    if (first.shown.empty() && first.content.empty()) continue;
    Origin origin;
    origin.members = std::move(members);
    origin.speaker = first.shown;
    origin.speaker_id = first.speaker_id;
    origin.date = first.day;
    origins.push_back(std::move(origin));
  }
  std::ranges::sort(origins, {}, [&](const Origin& origin) {
    const std::size_t first = origin.members.front();
    return std::tuple(origin.date.empty() ? "9999" : origin.date, statements[first].article,
                      statements[first].span, first);
  });
  count_independent(said, origins);
  return origins;
}

}  // namespace parley::story
