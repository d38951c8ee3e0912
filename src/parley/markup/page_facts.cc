#include "parley/markup/page_facts.h"

#include <algorithm>
#include <array>

#include "parley/markup/linked_data.h"
#include "parley/markup/outline.h"
#include "parley/markup/references.h"
#include "parley/text/utf8.h"

namespace parley::markup {
namespace {

struct DateKey {
  std::string_view name;
  DatePlace place;
  bool published;
  bool modified;
};

// Names of <meta> tags, in lower case.
constexpr std::array<DateKey, 44> kDateKeys = {{
    {"article:published_time", DatePlace::kOpenGraph, true, false},
    {"article:published", DatePlace::kOpenGraph, true, false},
    {"og:article:published_time", DatePlace::kOpenGraph, true, false},
    {"og:published_time", DatePlace::kOpenGraph, true, false},
    {"og:pubdate", DatePlace::kOpenGraph, true, false},
    {"article:post_date", DatePlace::kOpenGraph, true, false},
    {"bt:pubdate", DatePlace::kOpenGraph, true, false},
    {"datepublished", DatePlace::kOpenGraph, true, false},
    {"date_published", DatePlace::kOpenGraph, true, false},
    {"publishdate", DatePlace::kOpenGraph, true, false},
    {"publish_date", DatePlace::kOpenGraph, true, false},
    {"publish-date", DatePlace::kOpenGraph, true, false},
    {"pubdate", DatePlace::kOpenGraph, true, false},
    {"parsely-pub-date", DatePlace::kOpenGraph, true, false},
    {"sailthru.date", DatePlace::kOpenGraph, true, false},
    {"cxenseparse:recs:publishtime", DatePlace::kOpenGraph, true, false},
    {"cxenseparse:publishtime", DatePlace::kOpenGraph, true, false},
    {"publication_date", DatePlace::kOpenGraph, true, false},
    {"publicationdate", DatePlace::kOpenGraph, true, false},
    {"published_at", DatePlace::kOpenGraph, true, false},
    {"published", DatePlace::kOpenGraph, true, false},
    {"publishtime", DatePlace::kOpenGraph, true, false},
    {"iso-8601-publish-date", DatePlace::kOpenGraph, true, false},
    {"vr:published_time", DatePlace::kOpenGraph, true, false},
    {"citation_publication_date", DatePlace::kOpenGraph, true, false},
    {"citation_date", DatePlace::kOpenGraph, true, false},
    {"rbpubdate", DatePlace::kOpenGraph, true, false},
    {"dc.date.issued", DatePlace::kDublinCore, true, false},
    {"dcterms.issued", DatePlace::kDublinCore, true, false},
    {"dcterms.created", DatePlace::kDublinCore, true, false},
    {"dc.date.created", DatePlace::kDublinCore, true, false},
    {"dc.created", DatePlace::kDublinCore, true, false},
    {"dcterms.date", DatePlace::kDublinCore, false, false},
    {"dc.date", DatePlace::kDublinCore, false, false},
    {"date", DatePlace::kOtherMeta, false, false},
    {"article_date_original", DatePlace::kOpenGraph, true, false},
    {"originalpublicationdate", DatePlace::kOpenGraph, true, false},
    {"created", DatePlace::kOtherMeta, false, false},
    {"article:modified_time", DatePlace::kOpenGraph, false, true},
    {"og:updated_time", DatePlace::kOpenGraph, false, true},
    {"dc.date.modified", DatePlace::kDublinCore, false, true},
    {"dcterms.modified", DatePlace::kDublinCore, false, true},
    {"last-modified", DatePlace::kOtherMeta, false, true},
    {"lastmod", DatePlace::kOtherMeta, false, true},
}};

// Byte of "NewsArticle" for scripts that are worth reading.
bool is_linked_data(std::string_view type) {
  return text::ascii_lower(type).find("ld+json") != std::string::npos;
}

class FactReader {
 public:
  explicit FactReader(const Page& page) : page_(page) {}

  PageFacts run() {
    for (std::uint32_t i = 1; i < page_.nodes.size(); ++i) {
      const Node& node = page_.nodes[i];
      if (node.tag == Tag::kText || (node.attributes == 0 && node.tag != Tag::kTitle)) continue;
      read_element(i, node);
    }
    for (std::string* title : {&facts_.json_title, &facts_.social_title, &facts_.page_title}) {
      cut(*title, kMaxTitleBytes);
    }
    cut(facts_.description, kMaxDescriptionBytes);
    cut(facts_.article_body, kMaxStatedBodyBytes);
    for (auto* names : {&facts_.json_authors, &facts_.meta_authors}) {
      if (names->size() > kMaxAuthors) names->resize(kMaxAuthors);
    }
    if (facts_.dates.size() > kMaxDates) facts_.dates.resize(kMaxDates);
    return std::move(facts_);
  }

 private:
  // At most `limit` bytes, whole characters.
  static void cut(std::string& words, std::size_t limit) {
    if (words.size() <= limit) return;
    while (limit > 0 && (static_cast<unsigned char>(words[limit]) & 0xC0) == 0x80) --limit;
    words.resize(limit);
  }

  std::string value(const Node& node, AttributeName name) const {
    return attribute_text(page_.attribute(node, name));
  }

  void read_element(std::uint32_t i, const Node& node) {
    switch (node.tag) {
      case Tag::kHtml:
        if (std::string lang = value(node, AttributeName::kLang); !lang.empty()) {
          if (!facts_.language) facts_.language = std::move(lang);
        }
        return;
      case Tag::kTitle:
        if (facts_.page_title.empty() && page_.nodes[node.parent].tag != Tag::kSvg) {
          facts_.page_title = node_text(page_, i);
        }
        return;
      case Tag::kMeta:
        read_meta(i, node);
        return;
      case Tag::kLink:
        if (page_.attribute(node, AttributeName::kRel) == "canonical" && !facts_.canonical) {
          std::string address = value(node, AttributeName::kHref);
          if (!address.empty()) facts_.canonical = std::move(address);
        }
        return;
      case Tag::kScript:
        if (is_linked_data(page_.attribute(node, AttributeName::kType)) && node.end > i + 1) {
          read_linked_data(page_.bytes(page_.nodes[i + 1]), i, facts_);
        }
        return;
      case Tag::kTime:
        read_time(i, node);
        break;
      case Tag::kA:
        if (page_.attribute(node, AttributeName::kRel).find("author") != std::string_view::npos) {
          add_name(facts_.marked_authors, node_text(page_, i, 200));
        }
        break;
      default:
        break;
    }
    read_microdata(i, node);
  }

  void read_meta(std::uint32_t i, const Node& node) {
    std::string_view key = page_.attribute(node, AttributeName::kProperty);
    if (key.empty()) key = page_.attribute(node, AttributeName::kName);
    const std::string_view itemprop = page_.attribute(node, AttributeName::kItemprop);
    if (key.empty()) key = itemprop;
    if (key.empty() || key.size() > 40) return;
    const std::string name = text::ascii_lower(key);
    const std::string_view raw = page_.attribute(node, AttributeName::kContent);
    if (raw.empty()) return;
    if (name == "og:title" || name == "twitter:title") {
      if (facts_.social_title.empty()) facts_.social_title = attribute_text(raw);
    } else if (name == "og:description" || name == "description") {
      if (facts_.description.empty()) facts_.description = attribute_text(raw);
    } else if (name == "og:site_name") {
      facts_.outlet = attribute_text(raw);
    } else if (name == "og:url") {
      social_address_ = attribute_text(raw);
      if (!facts_.canonical) facts_.canonical = social_address_;
    } else if (name == "author" || name == "article:author" || name == "parsely-author" ||
               name == "dc.creator" || name == "dcterms.creator" || name == "sailthru.author" ||
               name == "byl" || name == "citation_author" || name == "cxenseparse:author") {
      add_name(facts_.meta_authors, attribute_text(raw));
    } else if (!itemprop.empty()) {
      add_microdata_date(itemprop, attribute_text(raw), i);
    } else {
      for (const DateKey& date : kDateKeys) {
        if (date.name != name) continue;
        facts_.dates.push_back({attribute_text(raw), date.place, date.published, date.modified, i});
        break;
      }
    }
  }

  static void add_name(std::vector<std::string>& names, std::string name) {
    constexpr std::size_t kLongestName = 200;
    if (names.size() >= kMaxAuthors || name.size() < 3 || name.size() > kLongestName ||
        name.starts_with("http"))
      return;
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  }

  void add_microdata_date(std::string_view property, std::string words, std::uint32_t node) {
    if (words.empty()) return;
    const bool published = property == "datePublished";
    const bool modified = property == "dateModified";
    if (!published && !modified && property != "dateCreated" && property != "uploadDate") return;
    facts_.dates.push_back({std::move(words), DatePlace::kMicrodata, published, modified, node});
  }

  void read_microdata(std::uint32_t i, const Node& node) {
    const std::string_view property = page_.attribute(node, AttributeName::kItemprop);
    if (property.empty()) return;
    if (property.starts_with("date")) {
      std::string words = value(node, AttributeName::kContent);
      if (words.empty()) words = value(node, AttributeName::kDatetime);
      if (words.empty()) words = node_text(page_, i, 200);
      add_microdata_date(property, std::move(words), i);
    } else if (property.find("author") != std::string_view::npos) {
      std::string name = value(node, AttributeName::kContent);
      if (name.empty()) name = named_within(i);
      add_name(facts_.marked_authors, std::move(name));
    }
  }

  // The itemprop="name" within an author's element, else its whole text.
  std::string named_within(std::uint32_t author) const {
    const std::uint32_t end = std::min(page_.nodes[author].end, author + 40);
    for (std::uint32_t i = author + 1; i < end; ++i) {
      const Node& node = page_.nodes[i];
      if (node.tag == Tag::kText || page_.attribute(node, AttributeName::kItemprop) != "name") {
        continue;
      }
      std::string name = value(node, AttributeName::kContent);
      return name.empty() ? node_text(page_, i, 200) : name;
    }
    return node_text(page_, author, 200);
  }

  void read_time(std::uint32_t i, const Node& node) {
    std::string words = value(node, AttributeName::kDatetime);
    if (words.empty()) words = node_text(page_, i, 200);
    if (words.empty()) return;
    const bool published =
        page_.has_attribute(node, AttributeName::kProperty) ||
        page_.attribute(node, AttributeName::kClass).find("publish") != std::string_view::npos;
    const std::string_view name = page_.attribute(node, AttributeName::kClass);
    const bool modified = name.find("updated") != std::string_view::npos ||
                          name.find("modified") != std::string_view::npos;
    facts_.dates.push_back(
        {std::move(words), DatePlace::kTime, published && !modified, modified && !published, i});
  }

  const Page& page_;
  PageFacts facts_;
  std::string social_address_;
};

}  // namespace

std::string node_text(const Page& page, std::uint32_t node, std::size_t limit) {
  std::string raw;
  const std::uint32_t end = page.nodes[node].end;
  const bool whole = has(page.nodes[node].tag, kRaw);
  const auto take = [&](std::uint32_t i) {
    if (page.nodes[i].tag == Tag::kText && raw.size() < limit) {
      raw += page.bytes(page.nodes[i]).substr(0, limit);
    } else if (has(page.nodes[i].tag, kBlock) || page.nodes[i].tag == Tag::kBr) {
      raw += ' ';
    }
  };
  if (whole) {
    for (std::uint32_t i = node + 1; i < end; ++i) take(i);
  } else {
    each_read_node(page, node + 1, end, take);
  }
  return attribute_text(raw);
}

PageFacts read_page_facts(const Page& page) { return FactReader(page).run(); }

}  // namespace parley::markup
