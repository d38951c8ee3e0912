#include "parley/story/timeline.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "parley/base/table.h"
#include "parley/story/groups.h"
#include "parley/story/words.h"

namespace parley::story {
namespace {

constexpr double kSameEntry = 0.6;  // of the shorter sentence's words
constexpr std::size_t kLeastShared = 3;

struct Mention {
  std::string_view date;
  TimelineMember member;
};

using Mentions = std::pmr::vector<Mention>;

// True for "since 2007", "by Friday": the edge of a span, not the day of what is told.
bool is_edge(std::string_view text, text::Span time) {
  static const std::set<std::string> words = [] {
    std::set<std::string> all;
    for (const base::TableRow& row : base::read_table("span_words")) all.emplace(row.at(0));
    return all;
  }();
  if (time.end > text.size()) return false;
  constexpr std::uint32_t kBefore = 24;  // bytes: the word before, and a little
  const std::uint32_t from = time.start > kBefore ? time.start - kBefore : 0;
  const std::vector<std::string> before = plain_words(text.substr(from, time.start - from));
  // The expression may hold the word itself: "since 2007".
  const std::vector<std::string> own = plain_words(text.substr(time.start, time.size()));
  return (!before.empty() && words.contains(before.back())) ||
         (!own.empty() && words.contains(own.front()));
}

// The first item of `layer` in the sentence that `belongs` accepts.
template <typename Belongs>
std::optional<std::uint32_t> first_in(const Items& layer, Place sentence, const Belongs& belongs) {
  auto at = std::ranges::lower_bound(layer, sentence.article, {}, &Item::article);
  for (; at != layer.end() && at->article == sentence.article; ++at) {
    if (sentence.span.overlaps(at->span) && belongs(*at)) {
      return static_cast<std::uint32_t>(at - layer.begin());
    }
  }
  return std::nullopt;
}

Mentions dated_sentences(const Corpus& corpus) {
  Mentions mentions(&corpus.memory());
  std::set<std::pair<text::Span, std::string_view>> seen;  // in the article at hand
  const Items& times = corpus.of(record::Layer::kTimes);
  for (std::uint32_t i = 0; i < times.size(); ++i) {
    const Item& time = times[i];
    if (i > 0 && time.article != times[i - 1].article) seen.clear();
    const Fact fact = corpus.fact(time);
    const std::optional<std::string_view> resolved = fact.at("resolved").text();
    const std::string_view type = fact.at("type").text().value_or("");
    if (!resolved || (type != "DATE" && type != "TIME")) continue;
    const text::BlockRole role = corpus.role_at(time.article, time.span.start);
    // The dateline's own date is the day of the report, not of what it tells.
    if (!text::is_main_text(role) || role == text::BlockRole::kDateline) continue;
    if (is_edge(*corpus.text(time.article), time.span)) continue;
    Mention mention;
    mention.date = *resolved;
    mention.member.sentence = corpus.sentence_of(time.place());
    mention.member.time = i;
    if (!seen.insert({mention.member.sentence.span, mention.date}).second) continue;
    mention.member.event =
        first_in(corpus.of(record::Layer::kEvents), mention.member.sentence, [&](const Item& it) {
          return it.span.contains(time.span) || corpus.fact(it).at("time").text() == mention.date;
        });
    mention.member.statement =
        first_in(corpus.of(record::Layer::kStatements), mention.member.sentence,
                 [&](const Item& it) { return it.span.contains(time.span); });
    mentions.push_back(mention);
  }
  return mentions;
}

bool one_entry(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (numbers_differ(a, b)) return false;
  const std::size_t shared = shared_words(a, b);
  const std::size_t shorter = std::min(a.size(), b.size());
  return shared >= kLeastShared &&
         static_cast<double>(shared) >= kSameEntry * static_cast<double>(shorter);
}

// How many of the words of a sentence suffice to find it: two sentences that are one entry share at
// least kSameEntry of the shorter one's words, so that one of any so many words of it is shared.
std::size_t probes_of(const std::vector<std::string>& words) {
  const auto needed =
      static_cast<std::size_t>(std::ceil(kSameEntry * static_cast<double>(words.size())));
  return words.size() - std::max(needed, std::size_t{1}) + 1;
}

// Joins the mentions of one date. Each sentence is compared with those that hold one of its rarest
// words.
void join_date(const Corpus& corpus, const Mentions& mentions,
               const std::vector<std::uint32_t>& members, Groups& groups) {
  if (members.size() < 2) return;
  std::vector<std::vector<std::string>> words;
  std::unordered_map<std::string_view, std::vector<std::size_t>> holders;
  words.reserve(members.size());
  for (const std::size_t i : members) {
    words.push_back(content_words(corpus.words(mentions[i].member.sentence)));
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (const std::string& word : words[i]) holders[word].push_back(i);
  }
  std::vector<std::string_view> rarest;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].size() < kLeastShared) continue;
    rarest.assign(words[i].begin(), words[i].end());
    std::ranges::sort(rarest, {},
                      [&](std::string_view word) { return std::pair(holders[word].size(), word); });
    rarest.resize(probes_of(words[i]));
    for (const std::string_view word : rarest) {
      for (const std::size_t other : holders[word]) {
        if (groups.root(members[i]) == groups.root(members[other])) continue;
        if (one_entry(words[i], words[other])) groups.join(members[i], members[other]);
      }
    }
  }
}

}  // namespace

Timeline find_timeline(const Corpus& corpus, const std::vector<Copy>& copies) {
  const Mentions mentions = dated_sentences(corpus);
  std::map<std::string_view, std::vector<std::uint32_t>> by_date;
  for (std::uint32_t i = 0; i < mentions.size(); ++i) by_date[mentions[i].date].push_back(i);
  Groups groups(mentions.size(), &corpus.memory());
  for (const auto& [date, members] : by_date) join_date(corpus, mentions, members, groups);
  Groups reprints(corpus.articles.size(), &corpus.memory());
  for (const Copy& pair : copies) reprints.join(pair.copy, pair.original);

  Timeline entries(&corpus.memory());
  const GroupList all = groups.all();
  for (std::size_t g = 0; g < all.size(); ++g) {
    const std::span<const std::uint32_t> group = all[g];
    TimelineEntry entry{{}, {}, std::pmr::vector<TimelineMember>(&corpus.pieces()), 1};
    entry.members.reserve(group.size());
    entry.date = mentions[group.front()].date;
    std::set<std::string> tellers;
    for (const std::size_t i : group) {
      const TimelineMember& member = mentions[i].member;
      entry.members.push_back(member);
      const std::size_t first = reprints.root(member.sentence.article);
      const std::string outlet = corpus.outlet(static_cast<std::uint32_t>(first));
      tellers.insert(outlet.empty() ? std::string(corpus.articles[first].id) : outlet);
      if (!entry.kind.empty()) continue;
      if (member.event) {
        const Item& event = corpus.of(record::Layer::kEvents)[*member.event];
        entry.kind = corpus.fact(event).at("modality").text().value_or("");
      }
    }
    if (entry.kind.empty()) entry.kind = entry.members.front().statement ? "said" : "told";
    entry.independent = static_cast<int>(tellers.size());
    entries.push_back(std::move(entry));
  }
  std::ranges::sort(entries, {}, [](const TimelineEntry& entry) {
    return std::pair(entry.date, entry.members.front().sentence);
  });
  return entries;
}

}  // namespace parley::story
