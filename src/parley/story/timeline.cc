#include "parley/story/timeline.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "parley/base/table.h"
#include "parley/story/groups.h"
#include "parley/story/words.h"

namespace parley::story {
namespace {

constexpr double kSameEntry = 0.6;  // of the shorter sentence's words
constexpr std::size_t kLeastShared = 3;

struct Mention {
  std::string date;
  TimelineMember member;
  std::vector<std::string> words;
};

// True for "since 2007", "by Friday": the edge of a span, not the day of what is told.
bool is_edge(const text::Article& article, text::Span time) {
  static const std::set<std::string> words = [] {
    std::set<std::string> all;
    for (const base::TableRow& row : base::read_table("span_words")) all.emplace(row.at(0));
    return all;
  }();
  constexpr std::uint32_t kBefore = 24;  // bytes: the word before, and a little
  const std::uint32_t from = time.start > kBefore ? time.start - kBefore : 0;
  const std::vector<std::string> before = plain_words(article.at({from, time.start}));
  // The expression may hold the word itself: "since 2007".
  const std::vector<std::string> own = plain_words(article.at(time));
  return (!before.empty() && words.contains(before.back())) ||
         (!own.empty() && words.contains(own.front()));
}

// The first item of `layer` in the sentence that `belongs` accepts.
template <typename Belongs>
std::optional<std::size_t> first_in(const std::vector<Item>& layer, Place sentence,
                                    const Belongs& belongs) {
  auto at = std::ranges::lower_bound(layer, sentence.article, {}, &Item::article);
  for (; at != layer.end() && at->article == sentence.article; ++at) {
    if (sentence.span.overlaps(at->span) && belongs(*at)) {
      return static_cast<std::size_t>(at - layer.begin());
    }
  }
  return std::nullopt;
}

std::vector<Mention> dated_sentences(const Corpus& corpus) {
  std::vector<Mention> mentions;
  std::set<std::pair<Place, std::string>> seen;
  const std::vector<Item>& times = corpus.of(record::Layer::kTimes);
  for (std::size_t i = 0; i < times.size(); ++i) {
    const Item& time = times[i];
    const std::optional<std::string> resolved = text_at(time.value, "resolved");
    const std::string type = text_at(time.value, "type").value_or("");
    if (!resolved || (type != "DATE" && type != "TIME")) continue;
    const text::Article& article = corpus.articles[time.article].article;
    const text::BlockRole role = article.role_at(time.span.start);
    // The dateline's own date is the day of the report, not of what it tells.
    if (!text::is_main_text(role) || role == text::BlockRole::kDateline) continue;
    if (is_edge(article, time.span)) continue;
    Mention mention;
    mention.date = *resolved;
    mention.member.sentence = corpus.sentence_of(time.place());
    mention.member.time = i;
    if (!seen.insert({mention.member.sentence, mention.date}).second) continue;
    mention.member.event =
        first_in(corpus.of(record::Layer::kEvents), mention.member.sentence, [&](const Item& it) {
          const auto when = text_at(it.value, "time");
          return it.span.contains(time.span) || (when && *when == mention.date);
        });
    mention.member.statement =
        first_in(corpus.of(record::Layer::kStatements), mention.member.sentence,
                 [&](const Item& it) { return it.span.contains(time.span); });
    mention.words = content_words(corpus.words(mention.member.sentence));
    mentions.push_back(std::move(mention));
  }
  return mentions;
}

bool one_entry(const Mention& a, const Mention& b) {
  if (numbers_differ(a.words, b.words)) return false;
  const std::size_t shared = shared_words(a.words, b.words);
  const std::size_t shorter = std::min(a.words.size(), b.words.size());
  return shared >= kLeastShared &&
         static_cast<double>(shared) >= kSameEntry * static_cast<double>(shorter);
}

}  // namespace

std::vector<TimelineEntry> find_timeline(const Corpus& corpus, const std::vector<Copy>& copies) {
  const std::vector<Mention> mentions = dated_sentences(corpus);
  std::map<std::string, std::vector<std::size_t>> by_date;
  for (std::size_t i = 0; i < mentions.size(); ++i) by_date[mentions[i].date].push_back(i);
  Groups groups(mentions.size());
  for (const auto& [date, members] : by_date) {
    for (std::size_t a = 0; a < members.size(); ++a) {
      for (std::size_t b = a + 1; b < members.size(); ++b) {
        if (one_entry(mentions[members[a]], mentions[members[b]])) {
          groups.join(members[a], members[b]);
        }
      }
    }
  }
  Groups reprints(corpus.articles.size());
  for (const Copy& pair : copies) reprints.join(pair.copy, pair.original);

  std::vector<TimelineEntry> entries;
  for (const std::vector<std::size_t>& group : groups.all()) {
    TimelineEntry entry;
    entry.date = mentions[group.front()].date;
    std::set<std::string> tellers;
    for (const std::size_t i : group) {
      const TimelineMember& member = mentions[i].member;
      entry.members.push_back(member);
      const std::size_t first = reprints.root(member.sentence.article);
      const std::string outlet = corpus.outlet(static_cast<std::uint32_t>(first));
      tellers.insert(outlet.empty() ? corpus.articles[first].article.id : outlet);
      if (!entry.kind.empty()) continue;
      if (member.event) {
        const Item& event = corpus.of(record::Layer::kEvents)[*member.event];
        entry.kind = text_at(event.value, "modality").value_or("");
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
