#include "parley/markup/site_names.h"

#include <algorithm>
#include <array>

#include "parley/markup/known_words.h"
#include "parley/text/utf8.h"

namespace parley::markup {
namespace {

constexpr std::string_view kBar = " | ";

constexpr std::array<std::string_view, 12> kMarks = {
    kBar,   " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xBB ",   " \xE2\x80\xBA ",
    " :: ", " : ", " \xE2\x80\xA2 ", " \xE2\x94\x82 ", "\xEF\xBC\x9A", "\xEF\xBD\x9C"};

struct Mark {
  std::size_t start = 0;
  std::size_t end = 0;
};

std::vector<Mark> marks_of(std::string_view title) {
  std::vector<Mark> marks;
  for (std::size_t at = 0; at < title.size(); ++at) {
    const std::string_view rest = title.substr(at);
    const auto mark = std::ranges::find_if(
        kMarks, [&](std::string_view m) { return rest.starts_with(m) && rest.size() > m.size(); });
    if (mark == kMarks.end() || at == 0) continue;
    marks.push_back({at, at + mark->size()});
    // The space behind may be that before the next mark.
    at += mark->size() - (mark->ends_with(' ') ? 2 : 1);
  }
  return marks;
}

// "example" of "https://www.example.co.uk/a": the longest name of the host but for the last.
std::string host_name(std::string_view address) {
  const std::size_t start = address.find("://");
  if (start == std::string_view::npos) return {};
  std::string_view host = address.substr(start + 3);
  host = host.substr(0, host.find_first_of("/?#:"));
  std::string_view longest;
  while (host.find('.') != std::string_view::npos) {
    const std::string_view name = host.substr(0, host.find('.'));
    if (name.size() > longest.size()) longest = name;
    host.remove_prefix(name.size() + 1);
  }
  return std::string(longest);
}

constexpr std::size_t kShortestName = 4;  // of one that may stand within a word

}  // namespace

SiteNames::SiteNames(const PageFacts& facts) {
  add(facts.outlet.value_or(""));
  const std::string host = letters_of(host_name(facts.canonical.value_or("")));
  if (host.size() >= kShortestName) names_.push_back(host);
}

void SiteNames::add(std::string_view name) {
  std::string letters = letters_of(name);
  if (!letters.empty()) names_.push_back(std::move(letters));
}

bool SiteNames::is_site(std::string_view part) const {
  return std::ranges::find(names_, letters_of(part)) != names_.end();
}

bool SiteNames::names_site(std::string_view part) const {
  constexpr std::size_t kMore = 16;  // "Politics News", "13.06.2023"
  const std::string letters = letters_of(part);
  if (letters.size() < 2) return false;
  return std::ranges::any_of(names_, [&](const std::string& name) {
    if (letters == name) return true;
    if (letters.size() >= kShortestName && name.find(letters) != std::string::npos) return true;
    if (letters.size() > name.size() + kMore) return false;
    if (name.size() >= kShortestName) return letters.find(name) != std::string::npos;
    // A short name is a word of its own.
    return letters_of(part.substr(0, part.find(' '))) == name ||
           letters_of(part.substr(part.rfind(' ') + 1)) == name;
  });
}

std::string SiteNames::without_site(std::string_view title) const {
  const std::vector<Mark> marks = marks_of(title);
  const auto part = [&](std::size_t i) {
    const std::size_t start = i == 0 ? 0 : marks[i - 1].end;
    return title.substr(start, (i == marks.size() ? title.size() : marks[i].start) - start);
  };
  std::size_t first = 0;
  std::size_t last = marks.size();  // parts first to last are the title
  if (last > 0 && is_site(part(0))) first = 1;
  // The last part that names the site, and what stands behind it: a section or a day.
  for (std::size_t i = last; i > first; --i) {
    if (!names_site(part(i))) continue;
    last = i - 1;
    while (last > first && names_site(part(last))) --last;
    break;
  }
  // What stands behind a bar is no part of the headline.
  for (std::size_t i = last; i > first; --i) {
    if (title.substr(marks[i - 1].start).starts_with(kBar)) {
      last = i - 1;
      break;
    }
  }
  const std::size_t start = first == 0 ? 0 : marks[first - 1].end;
  const std::size_t end = last == marks.size() ? title.size() : marks[last].start;
  const std::string_view rest = text::trim(title.substr(start, end - start));
  return std::string(letters_of(rest).empty() ? title : rest);
}

std::vector<std::string_view> title_parts(std::string_view title) {
  std::vector<std::string_view> parts;
  std::size_t start = 0;
  for (const Mark& mark : marks_of(title)) {
    parts.push_back(title.substr(start, mark.start - start));
    start = mark.end;
  }
  parts.push_back(title.substr(start));
  return parts;
}

bool ends_part(std::string_view title, std::string_view letters) {
  return std::ranges::any_of(marks_of(title), [&](const Mark& mark) {
    return letters_of(title.substr(0, mark.start)) == letters;
  });
}

}  // namespace parley::markup
