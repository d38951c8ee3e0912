// Each source of a title votes; sources that say the same thing, marks and case aside, vote
// together. A title that goes on with the outlet's name counts for the shorter one.
#include "parley/markup/title.h"

#include <algorithm>
#include <array>

#include "parley/markup/known_words.h"
#include "parley/markup/references.h"
#include "parley/markup/site_names.h"
#include "parley/text/normalise.h"
#include "parley/text/utf8.h"

namespace parley::markup {
namespace {

// References that were written twice over ("&amp;quot;") are resolved once more.
std::string resolved(const std::string& title) {
  const std::size_t at = title.find('&');
  if (at == std::string::npos || title.find(';', at) == std::string::npos) return title;
  return attribute_text(title);
}

struct Candidate {
  std::string words;
  std::string letters;
  double votes = 0;
  bool own = false;  // said by a source that does not add the outlet's name
};

class TitleChooser {
 public:
  TitleChooser(const Page& page, const Outline& outline, const PageFacts& facts)
      : page_(page), outline_(outline), facts_(facts), site_(facts) {}

  std::optional<std::string> run() {
    note_heading_of_site();
    add(facts_.social_title, 1.0);
    add_headings();
    add(facts_.json_title, 0.9, true);
    add(facts_.page_title, 0.5);
    join_longer();
    const Candidate* best = nullptr;
    for (const Candidate& candidate : candidates_) {
      if (best == nullptr || candidate.votes > best->votes) best = &candidate;
    }
    if (best == nullptr) return std::nullopt;
    return text::to_nfc(best->words);
  }

 private:
  void add(const std::string& title, double votes, bool own = false) {
    std::string words = site_.without_site(resolved(title));
    std::string letters = letters_of(words);
    if (letters.empty()) return;
    for (Candidate& known : candidates_) {
      if (known.letters != letters) continue;
      known.votes += votes;
      known.own = known.own || own;
      return;
    }
    candidates_.push_back({std::move(words), std::move(letters), votes, own});
  }

  // "Talks resume | Example Wire" in <title> and "Example Wire" as the only <h1>: a page that says
  // no more of itself is headed with its site.
  void note_heading_of_site() {
    if (!facts_.social_title.empty() || !facts_.json_title.empty()) return;
    std::string only;
    for (const PageBlock& block : outline_.blocks) {
      if (page_.nodes[block.element].tag != Tag::kH1) continue;
      std::string words = node_text(page_, block.element, 600);
      if (words.empty()) continue;
      if (!only.empty()) return;
      only = std::move(words);
    }
    const std::string letters = letters_of(only);
    const std::vector<std::string_view> parts = title_parts(facts_.page_title);
    if (letters.empty() || letters_of(parts[0]).size() <= letters.size()) return;
    const auto is_heading = [&](std::string_view part) { return letters_of(part) == letters; };
    if (std::any_of(parts.begin() + 1, parts.end(), is_heading)) {
      site_.add(only);
      site_heading_ = letters;
    }
  }

  // The one <h1>, or the heading that a title of the metadata goes back to.
  void add_headings() {
    std::string only;
    int count = 0;
    const std::string known =
        letters_of(facts_.social_title + "\n" + facts_.page_title + "\n" + facts_.json_title);
    std::string best;
    Tag best_tag = Tag::kH2;
    constexpr int kMostHeadings = 200;
    int headings = 0;
    for (const PageBlock& block : outline_.blocks) {
      const Tag tag = page_.nodes[block.element].tag;
      if ((tag != Tag::kH1 && tag != Tag::kH2) || ++headings > kMostHeadings) continue;
      std::string words = node_text(page_, block.element, 600);
      const std::string letters = letters_of(words);
      if (letters.empty() || letters == site_heading_) continue;
      if (tag == Tag::kH1) {
        ++count;
        only = words;
      }
      if (letters.size() < 8 || known.find(letters) == std::string::npos) continue;
      const bool better = best.empty() || (tag == Tag::kH1 && best_tag != Tag::kH1) ||
                          (tag == best_tag && letters.size() > letters_of(best).size());
      if (!better) continue;
      best = std::move(words);
      best_tag = tag;
    }
    // Pages that describe themselves well choose their words for other places with care.
    const double votes = facts_.json_title.empty() ? 1.1 : 0.95;
    if (!best.empty() && (best_tag == Tag::kH1 || count == 0)) {
      add(best, votes, true);
    } else if (count == 1) {
      add(only, 0.7);
    }
  }

  // "Talks resume – Example Wire" counts for "Talks resume".
  void join_longer() {
    constexpr std::size_t kShortest = 10;
    for (Candidate& longer : candidates_) {
      for (Candidate& shorter : candidates_) {
        if (longer.own || shorter.letters.size() < kShortest || shorter.votes <= 0 ||
            longer.letters.size() <= shorter.letters.size() ||
            !longer.letters.starts_with(shorter.letters) ||
            !ends_part(longer.words, shorter.letters)) {
          continue;
        }
        shorter.votes += longer.votes;
        longer.votes = 0;
      }
    }
  }

  const Page& page_;
  const Outline& outline_;
  const PageFacts& facts_;
  SiteNames site_;
  std::string site_heading_;  // letters of an <h1> that is the site's name
  std::vector<Candidate> candidates_;
};

// Names of one author each, out of "By Ana Velm and Jon Sund (EW)".
class AuthorCleaner {
 public:
  explicit AuthorCleaner(const PageFacts& facts) : outlet_(letters_of(facts.outlet.value_or(""))) {}

  std::vector<std::string> clean(const std::vector<std::string>& names) {
    for (const std::string& name : names) split(name);
    return std::move(authors_);
  }

 private:
  void split(std::string_view words) {
    constexpr std::array<std::string_view, 8> kJoins = {" and ", " und ", " et ", " y ",
                                                        " & ",   "; ",    " | ",  " / "};
    while (!words.empty()) {
      std::size_t at = words.size();
      std::size_t length = 0;
      for (const std::string_view join : kJoins) {
        const std::size_t found = words.find(join);
        if (found < at) {
          at = found;
          length = join.size();
        }
      }
      split_commas(words.substr(0, at));
      words.remove_prefix(std::min(words.size(), at + length));
    }
  }

  // "Ana Velm, Jon Sund" is two names; "Ana Velm, Northport" one and where she is.
  void split_commas(std::string_view words) {
    while (!words.empty()) {
      const std::size_t at = std::min(words.find(", "), words.size());
      const std::string_view part = text::trim(words.substr(0, at));
      const bool several = part.find(' ') != std::string_view::npos;
      if (at == words.size() || several || authors_.empty()) add(part);
      words.remove_prefix(std::min(words.size(), at + 2));
    }
  }

  void add(std::string_view name) {
    constexpr std::array<std::string_view, 12> kLeads = {"By ",  "by ",  "BY ",         "Von ",
                                                         "von ", "Por ", "Par ",        "Di ",
                                                         "Af ",  "Av ",  "Written by ", "Text: "};
    for (const std::string_view lead : kLeads) {
      if (name.starts_with(lead)) name.remove_prefix(lead.size());
    }
    const std::size_t bracket = name.find(" (");
    if (bracket != std::string_view::npos && name.ends_with(")")) name = name.substr(0, bracket);
    name = text::trim(name);
    const std::string letters = letters_of(name);
    constexpr std::size_t kLongest = 80;
    if (letters.size() < 2 || name.size() > kLongest || letters == outlet_) return;
    if (name.find("http") != std::string_view::npos || name.find('@') == 0) return;
    for (const std::string& known : authors_) {
      if (letters_of(known) == letters) return;
    }
    authors_.emplace_back(text::to_nfc(std::string(name)));
  }

  std::string outlet_;
  std::vector<std::string> authors_;
};

}  // namespace

std::optional<std::string> choose_title(const Page& page, const Outline& outline,
                                        const PageFacts& facts) {
  return TitleChooser(page, outline, facts).run();
}

std::vector<std::string> choose_authors(const PageFacts& facts) {
  std::vector<std::string> fallback;
  for (const auto* list : {&facts.json_authors, &facts.meta_authors, &facts.marked_authors}) {
    std::vector<std::string> authors = AuthorCleaner(facts).clean(*list);
    if (!authors.empty()) return authors;
    if (fallback.empty()) fallback = *list;
  }
  return fallback;
}

}  // namespace parley::markup
