#include "parley/intake/make_article.h"

#include <fmt/format.h>

#include <utility>

#include "parley/base/sha256.h"
#include "parley/intake/clean_text.h"
#include "parley/intake/find_blocks.h"
#include "parley/intake/language.h"
#include "parley/intake/line_shapes.h"
#include "parley/intake/refine_blocks.h"
#include "parley/intake/written_date.h"
#include "parley/text/utf8.h"

namespace parley::intake {
namespace {

using text::Article;
using text::BlockRole;
using text::DateBasis;
using text::Span;

constexpr std::size_t kIdDigits = 16;
constexpr std::size_t kMaxTitleBytes = 400;

void add_issue(Article& article, std::string kind, std::string message,
               std::optional<Span> span = std::nullopt) {
  article.issues.push_back({std::move(kind), std::move(message), span});
}

std::optional<std::string> one_line(const std::optional<std::string>& field) {
  if (!field) return std::nullopt;
  std::string text = clean_text(*field).text;
  for (char& c : text) {
    if (c == '\n') c = ' ';
  }
  if (text.empty()) return std::nullopt;
  return text;
}

// Keeps what `date` says if it can be used; tells why not otherwise.
bool take_date(Article& article, const WrittenDate& date, DateBasis basis, std::string_view words,
               std::optional<Span> span) {
  const std::string quoted(text::trim(words.substr(0, 60)));
  if (date.impossible) {
    add_issue(article, "impossible-date",
              fmt::format("date: \"{}\" is no day of the calendar; not used", quoted), span);
    return false;
  }
  if (date.ambiguous) {
    add_issue(article, "ambiguous-date",
              fmt::format("date: \"{}\" can be read as two days; not used", quoted), span);
    return false;
  }
  if (!date.usable()) {
    add_issue(article, "date-without-year",
              fmt::format("date: \"{}\" names no year; not used", quoted), span);
    return false;
  }
  article.published = {date.value(), date.precision(), basis};
  return true;
}

void find_published(Article& article, const std::optional<std::string>& given,
                    const PageLayout& layout) {
  if (given && !text::trim(*given).empty()) {
    std::optional<WrittenDate> date = find_written_date(*given);
    const std::string_view year = text::trim(*given);
    if (!date && year.size() == 4 && year.find_first_not_of("0123456789") == year.npos) {
      date.emplace();
      date->year = std::stoi(std::string(year));
    }
    if (!date) {
      add_issue(article, "bad-date",
                fmt::format("date: \"{}\" was given and is no date", year.substr(0, 60)));
    } else if (take_date(article, *date, DateBasis::kGiven, *given, std::nullopt)) {
      return;
    }
  }
  if (article.url) {
    const std::optional<WrittenDate> date = find_url_date(*article.url);
    if (date && take_date(article, *date, DateBasis::kUrl, *article.url, std::nullopt)) return;
  }
  for (const Span line : layout.date_lines) {
    const std::optional<WrittenDate> date = find_written_date(article.at(line));
    if (date && take_date(article, *date, DateBasis::kByline, article.at(line), line)) return;
  }
  if (layout.dateline) {
    const std::string_view words = article.at(*layout.dateline);
    const std::optional<WrittenDate> date = find_written_date(words);
    if (date && take_date(article, *date, DateBasis::kDateline, words, *layout.dateline)) return;
  }
  add_issue(article, "no-date",
            "date: the input gives no publication date; days such as \"Monday\" stay unresolved");
}

void check_future(Article& article, const std::optional<base::Date>& today) {
  if (!today || !article.published.value || article.published.value->size() < 10) return;
  const auto day = base::parse_iso_date(article.published.value->substr(0, 10));
  // A day ahead is a time zone, not a mistake.
  if (day && *day > base::add_days(*today, 1)) {
    add_issue(article, "future-date",
              fmt::format("date: {} lies in the future", *article.published.value));
  }
}

// "date 2025-03-03 Example Wire - " names the outlet beside the date, "NORTHPORT, March 3 (Example
// Wire) - " in brackets.
std::optional<std::string> outlet_in_dateline(std::string_view dateline) {
  constexpr std::string_view kLabel = "date ";
  if (!dateline.starts_with(kLabel)) {
    const std::size_t open = dateline.find('(');
    const std::size_t close = dateline.find(')', open == std::string_view::npos ? 0 : open);
    if (open == std::string_view::npos || close == std::string_view::npos) return std::nullopt;
    const std::string_view name = text::trim(dateline.substr(open + 1, close - open - 1));
    if (name.empty() || !text::is_ascii_alpha(name.front())) return std::nullopt;
    return std::string(name);
  }
  const std::optional<WrittenDate> date = find_written_date(dateline);
  if (!date) return std::nullopt;
  std::string_view name = dateline.substr(date->end);
  while (!name.empty() && !text::is_ascii_alpha(name.back()) && name.back() != '.') {
    const bool inside_character = static_cast<unsigned char>(name.back()) >= 0x80;
    name.remove_suffix(1);
    if (inside_character) continue;
  }
  name = text::trim(name);
  if (name.empty()) return std::nullopt;
  return std::string(name);
}

// What the page itself says, where the input does not say it.
void take_page_fields(Article& article, markup::PageReport& page, RawDocument& raw) {
  if (!article.url) article.url = one_line(page.address);
  if (!article.outlet) article.outlet = one_line(page.outlet);
  if (!article.title) article.title = one_line(page.title);
  if (!raw.language) raw.language = std::move(page.language);
  if (raw.authors.empty()) raw.authors = std::move(page.authors);
  for (text::Issue& issue : page.issues) article.issues.push_back(std::move(issue));
  article.source = std::move(page.source);
}

}  // namespace

Article make_article(RawDocument raw, const ArticleOptions& options) {
  Article article;
  article.input = std::move(raw.input);
  article.url = one_line(raw.url);
  article.outlet = one_line(raw.outlet);
  article.title = one_line(raw.title);
  article.issues = std::move(raw.issues);
  if (raw.page) take_page_fields(article, *raw.page, raw);
  bool broken = false;
  if (raw.page) {
    article.text = std::move(raw.page->text);
  } else if (options.as_is) {
    article.text = std::move(raw.text);
    broken = !text::is_valid_utf8(article.text);
  } else {
    CleanText clean = clean_text(raw.text);
    broken = clean.broken_sequences > 0;
    article.text = std::move(clean.text);
    if (clean.had_controls) {
      add_issue(article, "control-characters", "text: control characters were taken out");
    }
  }
  if (broken) add_issue(article, "broken-utf8", "text: some bytes are no UTF-8");

  PageLayout layout = raw.page ? refine_blocks(article.text, std::move(raw.page->blocks))
                               : find_blocks(article.text, article.title.value_or(""));
  article.blocks = std::move(layout.blocks);
  if (options.as_is && !raw.page) {
    for (text::Block& block : article.blocks) {
      const bool kept = text::is_main_text(block.role) || block.role == BlockRole::kHeadline ||
                        block.role == BlockRole::kStandfirst || block.role == BlockRole::kCaption;
      if (!kept) block.role = BlockRole::kBody;
    }
  } else {
    for (const Span line_end : layout.soft_breaks) article.text[line_end.start] = ' ';
    for (const Span line : layout.repeated) {
      add_issue(article, "repeated-line", "text: this line stands in the text before", line);
    }
  }
  for (const std::string& name : raw.authors) {
    if (auto author = one_line(name)) article.authors.push_back(std::move(*author));
  }
  if (article.authors.empty()) article.authors = std::move(layout.authors);
  if (!article.title && layout.headline && layout.headline->size() <= kMaxTitleBytes) {
    article.title = std::string(article.at(*layout.headline));
  }
  if (!article.outlet && layout.dateline) {
    article.outlet = outlet_in_dateline(article.at(*layout.dateline));
  }
  if (raw.page && raw.page->published.value && !raw.published) {
    article.published = std::move(raw.page->published);
  } else {
    find_published(article, raw.published, layout);
  }
  if (!article.outlet) article.outlet = one_line(raw.linked_outlet);
  if (!article.published.value && raw.linked_published) {
    article.published = std::move(*raw.linked_published);
    std::erase_if(article.issues, [](const text::Issue& issue) { return issue.kind == "no-date"; });
  }
  check_future(article, options.today);
  settle_language(article, raw.language);
  if (raw.id && !raw.id->empty()) {
    article.id = std::move(*raw.id);
  } else {
    article.id =
        base::sha256_hex(article.text + "\n" + article.url.value_or("")).substr(0, kIdDigits);
  }
  return article;
}

}  // namespace parley::intake
