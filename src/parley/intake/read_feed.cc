#include "parley/intake/read_feed.h"

#include <fmt/format.h>

#include <utility>

#include "parley/charset/read_bytes.h"
#include "parley/feeds/address.h"
#include "parley/feeds/feed_date.h"
#include "parley/feeds/read_feed.h"
#include "parley/intake/clean_text.h"
#include "parley/intake/recognise.h"
#include "parley/markup/fragment.h"
#include "parley/markup/linked_feed.h"
#include "parley/text/utf8.h"

namespace parley::intake {
namespace {

std::string clean_line(std::string_view words) {
  std::string line = clean_text(words).text;
  for (char& c : line) {
    if (c == '\n') c = ' ';
  }
  return line;
}

std::string line_of(const feeds::FeedText& field) {
  return field.html ? markup::fragment_line(field.value) : clean_line(field.value);
}

markup::FragmentText text_of(const feeds::FeedText& field) {
  if (field.html) return markup::read_fragment(field.value);
  markup::FragmentText out;
  out.text = clean_text(field.value).text;
  for (std::size_t at = 0; at < out.text.size();) {
    const std::size_t end = std::min(out.text.find("\n\n", at), out.text.size());
    out.blocks.push_back({{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)},
                          text::BlockRole::kBody});
    at = end + 2;
  }
  return out;
}

// Adds paragraphs behind those of `page`.
void append(markup::PageReport& page, const markup::FragmentText& part,
            std::optional<text::BlockRole> role) {
  if (part.text.empty()) return;
  if (!page.text.empty()) page.text += "\n\n";
  const auto shift = static_cast<std::uint32_t>(page.text.size());
  page.text += part.text;
  for (const text::Block& block : part.blocks) {
    page.blocks.push_back(
        {{block.span.start + shift, block.span.end + shift}, role.value_or(block.role)});
  }
}

markup::FragmentText line_block(const std::string& line) {
  if (line.empty()) return {};
  return {line, {{{0, static_cast<std::uint32_t>(line.size())}, text::BlockRole::kHeadline}}};
}

// True where `summary` is the beginning of `content`, perhaps cut off with dots.
bool repeats(std::string_view summary, std::string_view content) {
  while (!summary.empty() && !text::is_ascii_alpha(summary.back()) &&
         !text::is_ascii_digit(summary.back())) {
    summary.remove_suffix(1);
  }
  return content.find(summary.substr(0, 200)) != std::string_view::npos;
}

std::string why_no_feed(const std::string& input, std::string_view text) {
  if (recognise(text.substr(0, kRecogniseBytes)).kind != InputKind::kHtml) {
    return input + ": is no feed that is known; check its kind";
  }
  const std::string named = markup::linked_feed(text);
  if (named.empty()) return input + ": is a web page and no feed; give the address of a feed";
  return fmt::format("{}: is a web page and no feed; it names {} as its feed, give that", input,
                     feeds::resolve_address(input, named));
}

}  // namespace

std::optional<std::string> outlet_of(const feeds::Feed& feed) {
  std::string outlet = line_of(feed.title);
  if (outlet.empty()) return std::nullopt;
  return outlet;
}

std::optional<text::Published> published_of(const feeds::FeedEntry& entry) {
  for (const std::string& words : {entry.published, entry.updated}) {
    if (words.empty()) continue;
    if (auto date = feeds::read_feed_date(words)) return date;
  }
  return std::nullopt;
}

RawDocument document_of(const feeds::Feed& feed, const feeds::FeedEntry& entry, std::string input) {
  RawDocument raw;
  raw.input = std::move(input);
  if (!entry.address.empty()) raw.url = entry.address;
  raw.outlet = outlet_of(feed);
  std::string title = line_of(entry.title);
  markup::PageReport page;
  if (title.empty() && entry.title.html) {
    markup::FragmentPicture picture = markup::fragment_picture(entry.title.value);
    title = clean_line(picture.words);
    // Markup is no sentence of the report: it stands in the title alone.
    if (title.empty() && !picture.markup.empty()) raw.title = std::move(picture.markup);
    if (!title.empty() || raw.title) {
      page.issues.push_back({"picture-title",
                             raw.title ? "title: is a picture; its address stands in its place"
                                       : "title: is a picture; the words given for it are used",
                             std::nullopt});
    }
  }
  if (!title.empty()) raw.title = title;
  for (const std::string& author : entry.authors) raw.authors.push_back(author);
  const std::string& language = entry.language.empty() ? feed.language : entry.language;
  if (!language.empty()) raw.language = language;

  append(page, line_block(title), std::nullopt);
  markup::FragmentText content = text_of(entry.content);
  markup::FragmentText summary = text_of(entry.summary);
  if (content.text.empty()) std::swap(content, summary);
  if (!repeats(summary.text, content.text)) append(page, summary, text::BlockRole::kStandfirst);
  append(page, content, std::nullopt);
  for (const std::string& words : {entry.published, entry.updated}) {
    if (words.empty() || page.published.value) continue;
    if (auto date = feeds::read_feed_date(words)) {
      page.published = std::move(*date);
    } else {
      page.issues.push_back(
          {"bad-date", fmt::format("date: \"{}\" was given and is no date", words.substr(0, 60)),
           std::nullopt});
    }
  }
  if (page.text.empty()) {
    page.issues.push_back({"no-text", "text: the entry gives no words", std::nullopt});
  }
  if (feed.broken) {
    page.issues.push_back(
        {"broken-feed", "feed: it is not well formed; read as far as it goes", std::nullopt});
  }
  raw.page = std::move(page);
  return raw;
}

std::expected<DecodedFeed, Rejection> decode_feed(const std::string& input,
                                                  const std::string& bytes,
                                                  const std::string& charset) {
  const charset::ReadBytes read =
      charset::read_bytes(bytes, {.markup = charset::Markup::kXml, .transport = charset});
  DecodedFeed out{feeds::read_feed(read.text), charset::issues_of(read)};
  if (out.feed.declares_entities) {
    return std::unexpected(Rejection{
        input, 0, "entities",
        input + ": declares entities of its own, which are not read; save it without them"});
  }
  if (out.feed.format == feeds::FeedFormat::kNone) {
    return std::unexpected(Rejection{input, 0, "bad-feed", why_no_feed(input, read.text)});
  }
  return out;
}

void read_feed(const std::string& input, std::string bytes, const std::string& charset,
               Delivery& delivery) {
  std::expected<DecodedFeed, Rejection> decoded = decode_feed(input, bytes, charset);
  bytes.clear();
  if (!decoded) {
    delivery.reject(std::move(decoded.error()));
    return;
  }
  const feeds::Feed& feed = decoded->feed;
  if (feed.format == feeds::FeedFormat::kOpml) {
    delivery.reject(input, 0, "list-of-feeds",
                    fmt::format("{}: lists {} feeds and holds no reports; give it to parley watch",
                                input, feed.outlines.size()));
    return;
  }
  std::size_t number = 0;
  for (const feeds::FeedEntry& entry : feed.entries) {
    if (delivery.stopped()) return;
    ++number;
    RawDocument raw = document_of(feed, entry, fmt::format("{}#{}", input, number));
    raw.issues = decoded->issues;
    delivery.deliver(std::move(raw));
  }
  if (feed.too_many) {
    delivery.reject(input, 0, "too-large",
                    fmt::format("{}: has more than {} entries; the rest was not read", input,
                                feeds::kMaxEntries));
  }
}

}  // namespace parley::intake
