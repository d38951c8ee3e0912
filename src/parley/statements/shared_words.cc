#include "parley/statements/shared_words.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "parley/statements/context.h"
#include "parley/statements/phrases.h"
#include "parley/statements/source.h"

namespace parley::statements {

namespace {

constexpr std::size_t kLookBack = 12;      // statements
constexpr std::uint32_t kMinCovered = 60;  // percent of an outlet's content

bool is_medium(MediumKind kind) {
  return kind == MediumKind::kOutlet || kind == MediumKind::kWord || kind == MediumKind::kNoun;
}

bool is_outlet(const Words& words, const Statement& statement) {
  if (statement.source.spans.size() != 1) return false;
  const TokenRange range = words.range(statement.source.spans.front());
  return !range.empty() && range.size() < 8 && is_medium(medium_kind(words, range));
}

// "according to reports", "media reports say": what nobody in particular carries.
bool is_reports(const Words& words, TokenRange source) {
  const std::string_view last = words.at(source.end - 1);
  return source.size() < 4 && (last == "reports" || last == "media");
}

// "According to Harbour24, sources said …", "Harbour24 cited an envoy saying …", "the news site
// Harbour24 reported that the envoy said …": a body that the report draws on for the words of
// others passes them on, whether or not a list knows it as an outlet.
bool passes_on(const Words& words, const Statement& outer, const Statement& inner) {
  if (outer.source.spans.size() != 1) return false;
  const text::Span source = outer.source.spans.front();
  const TokenRange cue = words.range(outer.cue.front());
  const TokenRange range = words.range(source);
  if (cue.empty() || range.empty()) return false;
  const std::string_view verb = words.at(cue.end - 1);
  const bool cites = verb.starts_with("cit") || verb.starts_with("quot");
  const bool reports = verb.starts_with("report");
  const bool according = words.at(cue.first) == "according";
  if (!cites && !reports && !according) return false;
  if (is_reports(words, range)) return true;
  if (!reports && inner.source.kind != SourceKind::kUnnamed) return false;
  if (reports && words.range(inner.source.spans.front()).size() == 1 &&
      words.upos(words.range(inner.source.spans.front()).first) == analysis::Upos::kPron) {
    return false;  // "the board reported that it wants …"
  }
  bool named = false;
  for (std::uint32_t t = range.first; t < range.end; ++t) named = named || words.is_capital(t);
  if (!named) return false;
  return std::ranges::none_of(words.analysis().names, [&](const analysis::Name& name) {
    return name.type == analysis::NameType::kPer && name.span.overlaps(source);
  });
}

std::uint32_t size_of(const std::vector<text::Span>& spans) {
  std::uint32_t size = 0;
  for (const text::Span span : spans) size += span.size();
  return size;
}

bool within(text::Span span, const std::vector<text::Span>& pieces) {
  return std::ranges::any_of(pieces, [&](text::Span piece) { return piece.contains(span); });
}

bool is_first_person(std::string_view word) {
  constexpr std::array<std::string_view, 6> kWords = {"i", "me", "my", "we", "us", "our"};
  return std::ranges::find(kWords, word) != kWords.end();
}

// The last word of the source's core, "" for none: "official" of "the official
// close to the talks".
std::string_view head_word(const Words& words, const Source& source) {
  if (source.spans.empty()) return "";
  const TokenRange range = words.range(source.spans.front());
  std::string_view head;
  for (std::uint32_t t = range.first; t < range.end; ++t) {
    if (words.at(t) == "," || (t > range.first && is_preposition(words.at(t))) ||
        words.at(t) == "who") {
      break;
    }
    if (words.is_word(t)) head = words.at(t);
  }
  return head;
}

// The person without a name that "she" at `token` may stand for: "After speaking to a driver, who
// asked to remain anonymous, she said …". Looks back over this sentence and the one before.
std::optional<std::uint32_t> nameless_before(const Words& words, std::uint32_t token) {
  const std::uint32_t sentence = words.sentence(token);
  const std::uint32_t first = words.sentence_range(sentence > 0 ? sentence - 1 : 0).first;
  for (std::uint32_t t = token; t-- > first;) {
    if (noun_kind(words.at(t)) != NounKind::kPerson || words.is_capital(t)) continue;
    for (std::uint32_t before = t; before-- > first && t - before < 5;) {
      if (words.at(before) == "a" || words.at(before) == "an" || words.at(before) == "one")
        return t;
      if (words.is_punctuation(before)) break;
    }
  }
  return std::nullopt;
}

}  // namespace

void fold_outlets(const Words& words, std::vector<Statement>& statements) {
  std::vector<bool> folded(statements.size(), false);
  for (std::size_t i = 0; i < statements.size(); ++i) {
    Statement& outer = statements[i];
    if (outer.cue.empty() || outer.content.empty()) continue;
    const bool outlet = is_outlet(words, outer);
    if (outer.force != Force::kSay && outer.force != Force::kReport &&
        outer.force != Force::kQuote) {
      continue;
    }
    const std::size_t first = i > kLookBack ? i - kLookBack : 0;
    const std::size_t end = std::min(statements.size(), i + kLookBack);
    for (std::size_t j = first; j < end; ++j) {
      Statement& inner = statements[j];
      if (j == i || folded[j] || inner.source.spans.empty() || inner.cue.empty() || !inner.act) {
        continue;
      }
      if (!outlet && !passes_on(words, outer, inner)) continue;
      if (is_outlet(words, inner)) continue;
      // "According to reports, an envoy said …": both have the same words.
      const bool shared = !inner.content.empty() && inner.content == outer.content &&
                          outer.source.spans.front().end <= inner.source.spans.front().start;
      if (!shared && !within(inner.extent(), outer.content)) continue;
      if (!shared && inner.extent().size() * 100 < size_of(outer.content) * kMinCovered) continue;
      Channel channel{outer.source.spans, Relation::kCites, outer.source.name};
      std::vector<Channel> chain = outer.channel;
      chain.push_back(std::move(channel));
      for (const Channel& own : inner.channel) {
        const bool known = std::ranges::any_of(
            chain, [&](const Channel& c) { return c.spans.front().overlaps(own.spans.front()); });
        if (!known) chain.push_back(own);
      }
      inner.channel = std::move(chain);
      folded[i] = true;
      break;
    }
  }
  std::size_t next = 0;
  std::erase_if(statements, [&](const Statement&) { return folded[next++]; });
}

void split_documents(const Words& words, Statement& statement) {
  if (statement.source.spans.size() != 1 || statement.cue.empty()) return;
  const TokenRange range = words.range(statement.source.spans.front());
  if (range.size() < 3) return;
  std::uint32_t core = range.first;
  while (core < range.end && !(core > range.first && is_preposition(words.at(core))) &&
         words.at(core) != ",") {
    ++core;
  }
  constexpr std::array<std::string_view, 10> kPages = {
      "statement", "statements", "letter", "tweet",      "tweets",
      "post",      "posts",      "memo",   "communique", "communiqué"};
  if (std::ranges::find(kPages, words.at(core - 1)) == kPages.end()) return;
  TokenRange author;
  TokenRange page{range.first, core};
  if (core < range.end && (words.at(core) == "from" || words.at(core) == "by")) {
    author = {core + 1, range.end};
  } else {
    std::uint32_t first = range.first;
    while (first < core - 1 && is_determiner(words.at(first))) ++first;
    std::uint32_t end = first;
    while (end < core - 1 && (words.is_capital(end) || words.at(end) == "-")) ++end;
    if (end > first) author = {first, end};
  }
  if (author.empty() || !words.is_capital(author.end - 1)) return;
  statement.source.spans = {words.span(author)};
  statement.channel.insert(statement.channel.begin(),
                           Channel{{words.span(page)}, Relation::kPublished, std::nullopt});
}

void explain_sources(const Words& words, std::vector<Statement>& statements) {
  for (std::size_t i = 0; i < statements.size(); ++i) {
    Source& source = statements[i].source;
    if (source.spans.empty() || source.name) continue;
    const TokenRange range = words.range(source.spans.front());
    if (range.empty()) continue;
    const std::string_view word = words.at(range.first);
    if (range.size() == 1 && is_first_person(word)) {
      // The speaker of the quotation that the word stands in.
      std::optional<std::uint32_t> holder = statements[i].inside;
      for (int steps = 0; holder && steps < 4; ++steps) {
        const Statement& outer = statements[*holder];
        const bool own = outer.source.spans.size() == 1 &&
                         words.range(outer.source.spans.front()).size() == 1 &&
                         is_first_person(words.at(words.range(outer.source.spans.front()).first));
        if (!own && words.quotation(range.first) >= 0) {
          source.kind = outer.source.kind;
          source.name = outer.source.name;
          source.affiliation = outer.source.affiliation;
          break;
        }
        holder = outer.inside;
      }
      continue;
    }
    if (range.size() == 1 && (word == "he" || word == "she")) {
      if (nameless_before(words, range.first)) {
        source.kind = SourceKind::kUnnamed;
        source.count = 1;
      }
      continue;
    }
    if (source.kind != SourceKind::kUnnamed || source.affiliation) continue;
    // "the official": the one that was brought in before.
    if (word != "the" && word != "that" && word != "this") continue;
    const std::string_view head = head_word(words, source);
    for (std::size_t back = 1; back <= std::min(i, kLookBack); ++back) {
      const Source& earlier = statements[i - back].source;
      if (earlier.kind != SourceKind::kUnnamed || head_word(words, earlier) != head) continue;
      source.affiliation = earlier.affiliation;
      if (!source.count) source.count = earlier.count;
      break;
    }
  }
}

}  // namespace parley::statements
