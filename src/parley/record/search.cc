// Finds sentences. Those that match are looked at from the latest published on, at most
// kMostWeighed of them, so that a word of a million sentences costs no more than one of thousands.
#include <algorithm>
#include <tuple>
#include <utility>

#include "parley/record/record.h"

namespace parley::record {

base::Result<std::vector<SentenceHit>> Record::search(const std::string& expression,
                                                      std::size_t limit) {
  if (limit == 0) return std::vector<SentenceHit>();
  if (const auto ready = connection_.add_ranking(); !ready) return std::unexpected(ready.error());
  base::Result<Query> query = connection_.prepare(
      "SELECT rowid, sentence_rank(sentence_words) FROM sentence_words "
      "WHERE sentence_words MATCH ?1 ORDER BY rowid LIMIT ?2");
  if (!query) return std::unexpected(query.error());
  query->bind(1, std::string_view(expression));
  query->bind(2, static_cast<std::int64_t>(std::max(limit, kMostWeighed)));
  std::vector<std::pair<double, std::int64_t>> found;  // rank and number
  while (true) {
    const base::Result<bool> row = query->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) break;
    found.emplace_back(query->real(1), query->number(0));
  }
  // Of those that rank with the last one that is wanted, the place decides.
  if (found.size() > limit) {
    const auto last = found.begin() + static_cast<std::ptrdiff_t>(limit) - 1;
    std::ranges::nth_element(found, last);
    const double rank = last->first;
    std::erase_if(found, [&](const auto& one) { return one.first > rank; });
  }
  base::Result<Query> place = connection_.prepare(
      "SELECT a.id, s.start, s.\"end\" FROM sentences s JOIN articles a ON a.number = s.article "
      "WHERE s.number = ?1");
  if (!place) return std::unexpected(place.error());
  std::vector<std::pair<double, SentenceHit>> ranked;
  for (const auto& [rank, number] : found) {
    place->bind(1, number);
    const base::Result<bool> row = place->step();
    if (!row) return std::unexpected(row.error());
    if (*row) {
      ranked.emplace_back(rank, SentenceHit{std::string(place->text(0)),
                                            {static_cast<std::uint32_t>(place->number(1)),
                                             static_cast<std::uint32_t>(place->number(2))}});
    }
    place->reset();
  }
  std::ranges::sort(ranked, {}, [](const auto& one) {
    return std::tuple(one.first, std::string_view(one.second.article), one.second.span);
  });
  std::vector<SentenceHit> hits;
  for (auto& [rank, hit] : ranked) {
    if (hits.size() == limit) break;
    hits.push_back(std::move(hit));
  }
  return hits;
}

}  // namespace parley::record
