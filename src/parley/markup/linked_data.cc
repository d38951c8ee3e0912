#include "parley/markup/linked_data.h"

#include <algorithm>
#include <array>

#include "parley/markup/lenient_json.h"
#include "parley/markup/references.h"
#include "parley/text/utf8.h"

namespace parley::markup {
namespace {

using Kind = JsonValue::Kind;

class LinkedDataReader {
 public:
  LinkedDataReader(std::string_view json, std::uint32_t node, PageFacts& facts)
      : values_(read_lenient_json(json)), node_(node), facts_(facts) {}

  void read() {
    if (values_.empty()) return;
    const std::uint32_t article = find_article();
    if (article != kNone) read_article(article);
    for (std::uint32_t i = 0; i < values_.size(); ++i) {
      if (values_[i].kind == Kind::kObject && has_type(i, "WebPage")) read_web_page(i);
    }
  }

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  // Calls visit(index) for the members of an object or array.
  template <typename Visit>
  void each_member(std::uint32_t at, Visit visit) const {
    for (std::uint32_t i = at + 1; i < values_[at].end; i = values_[i].end) visit(i);
  }

  std::uint32_t member(std::uint32_t object, std::string_view key) const {
    std::uint32_t found = kNone;
    if (values_[object].kind != Kind::kObject) return found;
    each_member(object, [&](std::uint32_t i) {
      if (found == kNone && values_[i].key == key) found = i;
    });
    return found;
  }

  std::string words(std::uint32_t value) const {
    if (value == kNone) return {};
    if (values_[value].kind == Kind::kArray && values_[value].end > value + 1) ++value;
    if (values_[value].kind != Kind::kString) return {};
    return attribute_text(json_text(values_[value].raw));
  }

  bool has_type(std::uint32_t object, std::string_view ending) const {
    const std::uint32_t type = member(object, "@type");
    if (type == kNone) return false;
    const auto fits = [&](std::uint32_t i) {
      return values_[i].kind == Kind::kString && values_[i].raw.ends_with(ending);
    };
    if (values_[type].kind != Kind::kArray) return fits(type);
    bool any = false;
    each_member(type, [&](std::uint32_t i) { any = any || fits(i); });
    return any;
  }

  bool is_article(std::uint32_t object) const {
    constexpr std::array<std::string_view, 6> kEndings = {"Article", "BlogPosting", "Report",
                                                          "Posting", "Review",      "OpinionPiece"};
    return std::ranges::any_of(kEndings, [&](std::string_view e) { return has_type(object, e); });
  }

  // Articles within these are other articles.
  bool within_list(std::uint32_t at) const {
    constexpr std::array<std::string_view, 7> kLists = {
        "itemListElement", "hasPart",  "relatedLink", "blogPost",
        "isPartOf",        "mentions", "citation"};
    constexpr int kMaxSteps = 64;
    int steps = 0;
    for (std::uint32_t i = at; values_[i].parent != i; i = values_[i].parent) {
      if (++steps > kMaxSteps) return true;
      if (std::ranges::find(kLists, values_[i].key) != kLists.end()) return true;
    }
    return false;
  }

  std::uint32_t find_article() const {
    std::uint32_t best = kNone;
    for (std::uint32_t i = 0; i < values_.size(); ++i) {
      if (values_[i].kind != Kind::kObject || !is_article(i) || within_list(i)) continue;
      if (best == kNone) best = i;
      if (member(i, "datePublished") != kNone || member(i, "articleBody") != kNone) return i;
    }
    return best;
  }

  void add_date(std::uint32_t object, std::string_view key, bool published, bool modified) {
    std::string date = words(member(object, key));
    if (date.empty()) return;
    facts_.dates.push_back({std::move(date), DatePlace::kJsonLd, published, modified, node_});
  }

  static void fill(std::string& field, std::string words) {
    if (field.empty()) field = std::move(words);
  }
  static void fill(std::optional<std::string>& field, std::string words) {
    if (!field && !words.empty()) field = std::move(words);
  }

  void read_article(std::uint32_t article) {
    add_date(article, "datePublished", true, false);
    add_date(article, "dateCreated", false, false);
    add_date(article, "dateModified", false, true);
    fill(facts_.json_title, words(member(article, "headline")));
    if (facts_.json_title.empty()) fill(facts_.json_title, words(member(article, "name")));
    fill(facts_.description, words(member(article, "description")));
    fill(facts_.language, words(member(article, "inLanguage")));
    const std::uint32_t body = member(article, "articleBody");
    if (body != kNone && values_[body].kind == Kind::kString && facts_.article_body.empty()) {
      facts_.article_body = json_text(values_[body].raw);
    }
    if (facts_.json_authors.empty()) {
      read_authors(member(article, "author"));
      if (facts_.json_authors.empty()) read_authors(member(article, "creator"));
    }
    const std::uint32_t publisher = member(article, "publisher");
    if (publisher != kNone && values_[publisher].kind == Kind::kObject) {
      fill(facts_.outlet, words(member(publisher, "name")));
    }
  }

  void read_authors(std::uint32_t author) {
    if (author == kNone) return;
    std::vector<std::string> organisations;
    read_author(author, organisations);
    if (values_[author].kind == Kind::kArray) {
      each_member(author, [&](std::uint32_t i) { read_author(i, organisations); });
    }
    if (facts_.json_authors.empty()) facts_.json_authors = std::move(organisations);
  }

  void read_author(std::uint32_t author, std::vector<std::string>& organisations) {
    if (values_[author].kind == Kind::kString) {
      std::string name = words(author);
      if (!name.empty()) facts_.json_authors.push_back(std::move(name));
    } else if (values_[author].kind == Kind::kObject) {
      const std::uint32_t names = member(author, "name");
      std::vector<std::string>& list =
          has_type(author, "Organization") ? organisations : facts_.json_authors;
      if (names != kNone && values_[names].kind == Kind::kArray) {
        each_member(names, [&](std::uint32_t i) {
          std::string name = words(i);
          if (!name.empty()) list.push_back(std::move(name));
        });
        return;
      }
      std::string name = words(names);
      // An author described elsewhere in the script, named here by "@id".
      if (name.empty()) name = name_of_id(words(member(author, "@id")));
      if (!name.empty()) list.push_back(std::move(name));
    }
  }

  std::string name_of_id(std::string_view id) {
    if (id.empty() || facts_.json_authors.size() > kMaxAuthors || ++ids_ > kMaxAuthors) return {};
    for (std::uint32_t i = 0; i < values_.size(); ++i) {
      if (values_[i].kind != Kind::kString || values_[i].key != "@id" || words(i) != id) continue;
      std::string name = words(member(values_[i].parent, "name"));
      if (!name.empty()) return name;
    }
    return {};
  }

  void read_web_page(std::uint32_t page) {
    std::string date = words(member(page, "datePublished"));
    if (date.empty()) return;
    const bool known = std::ranges::any_of(facts_.dates, [](const DateCandidate& candidate) {
      return candidate.place == DatePlace::kJsonLd && candidate.published;
    });
    if (!known) facts_.dates.push_back({std::move(date), DatePlace::kJsonLd, true, false, node_});
  }

  std::vector<JsonValue> values_;
  std::uint32_t node_;
  PageFacts& facts_;
  std::size_t ids_ = 0;  // authors looked up by "@id"
};

}  // namespace

void read_linked_data(std::string_view json, std::uint32_t node, PageFacts& facts) {
  LinkedDataReader(json, node, facts).read();
}

}  // namespace parley::markup
