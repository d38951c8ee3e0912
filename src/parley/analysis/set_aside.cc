#include "parley/analysis/set_aside.h"

#include <map>
#include <utility>

#include "parley/text/utf8.h"

namespace parley::analysis {

namespace {

constexpr std::uint32_t kMaxSeat = 5;  // tokens of a seat: "N", ".", "Eastport"

// Past the aside that starts at `t` in a sentence that ends at `last`; `t` where there is none.
std::uint32_t end_of_aside(const text::Article& article, const Analysis& analysis, std::uint32_t t,
                           std::uint32_t last) {
  const std::vector<Token>& tokens = analysis.tokens;
  const auto at = [&](std::uint32_t i) {
    return i < tokens.size() ? article.at(tokens[i].span) : std::string_view();
  };
  const bool bracket = at(t) == "(";
  if ((!bracket && at(t) != ",") || t == 0 || !text::is_ascii_upper(at(t - 1)[0])) return t;
  const std::string_view party = at(t + 1);
  const std::string_view dash = at(t + 2);
  if (party.size() != 1 || !text::is_ascii_upper(party[0])) return t;
  if (dash != "-" && dash != "\u2013" && !(bracket && dash == ",")) return t;
  if (at(t + 3).empty() || !text::is_ascii_upper(at(t + 3)[0])) return t;
  for (std::uint32_t end = t + 4; end <= t + 3 + kMaxSeat && end <= last; ++end) {
    // ", R-Northport." at the end of a sentence
    if (end == last) return bracket ? t : end;
    if (at(end) == (bracket ? ")" : ",")) return end + 1;
    if (!bracket && end + 1 == last && at(end) == ".") return end;
    const char first = at(end)[0];
    if (!text::is_ascii_upper(first) && first != '.' && first != '-') return t;
  }
  return t;
}

}  // namespace

std::vector<std::uint32_t> tokens_without_asides(const text::Article& article,
                                                 const Analysis& analysis) {
  std::vector<std::uint32_t> kept;
  const auto count = static_cast<std::uint32_t>(analysis.tokens.size());
  std::uint32_t done = 0;
  for (const Sentence& sentence : analysis.sentences) {
    for (std::uint32_t t = sentence.first_token + 1; t < sentence.end_token;) {
      const std::uint32_t end = end_of_aside(article, analysis, t, sentence.end_token);
      if (end == t || end > sentence.end_token) {
        ++t;
        continue;
      }
      for (; done < t; ++done) kept.push_back(done);
      done = end;
      t = end;
    }
  }
  if (done == 0) return {};
  for (; done < count; ++done) kept.push_back(done);
  return kept;
}

Analysis without_asides(const Analysis& analysis, const std::vector<std::uint32_t>& kept) {
  Analysis part;
  part.quotations = analysis.quotations;
  part.tokens.reserve(kept.size());
  for (const std::uint32_t t : kept) part.tokens.push_back(analysis.tokens[t]);
  std::uint32_t next = 0;
  for (Sentence sentence : analysis.sentences) {
    const std::uint32_t end = sentence.end_token;
    sentence.first_token = next;
    while (next < kept.size() && kept[next] < end) ++next;
    sentence.end_token = next;
    part.sentences.push_back(sentence);
  }
  return part;
}

void bring_back(const text::Article& article, Analysis part, const std::vector<std::uint32_t>& kept,
                Analysis& analysis) {
  std::uint32_t next = 0;
  for (std::uint32_t t = 0; t < analysis.tokens.size(); ++t) {
    Token& token = analysis.tokens[t];
    if (next < kept.size() && kept[next] == t) {
      token = std::move(part.tokens[next++]);
      if (token.head != kRoot) {
        token.head = static_cast<std::int32_t>(kept[static_cast<std::uint32_t>(token.head)]);
      }
      continue;
    }
    const std::string_view word = article.at(token.span);
    const bool letters = text::is_ascii_upper(word[0]);
    token.upos = letters ? Upos::kPropn : Upos::kPunct;
    token.xpos = letters ? "NNP" : ",";
    token.deprel = word == "," ? "punct" : "dep";
    token.lemma = word;
    token.head = static_cast<std::int32_t>(kept[next - 1]);
  }
  analysis.names = std::move(part.names);
  for (Name& name : analysis.names) {
    name.first_token = kept[name.first_token];
    name.end_token = kept[name.end_token - 1] + 1;
  }
  analysis.attributions = std::move(part.attributions);
  // A source or a piece of content that ends at an aside has the aside with it.
  std::map<std::uint32_t, std::uint32_t> ends;
  for (std::size_t i = 0; i + 1 < kept.size(); ++i) {
    const std::uint32_t last = kept[i + 1] - 1;
    if (last == kept[i]) continue;
    const bool comma = article.at(analysis.tokens[last].span) == ",";
    ends[analysis.tokens[kept[i]].span.end] = analysis.tokens[comma ? last - 1 : last].span.end;
  }
  for (Attribution& attribution : analysis.attributions) {
    for (std::vector<text::Span>* spans : {&attribution.source, &attribution.content}) {
      for (text::Span& span : *spans) {
        if (const auto end = ends.find(span.end); end != ends.end()) span.end = end->second;
      }
    }
  }
}

}  // namespace parley::analysis
