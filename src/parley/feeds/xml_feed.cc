// A stack of open elements, at most one of them a field that is being captured: its text is
// gathered until it ends, or, where it has elements inside (XHTML, unescaped HTML), the XML itself
// is taken.
#include "parley/feeds/xml_feed.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include "parley/feeds/address.h"
#include "parley/feeds/base64.h"
#include "parley/feeds/person.h"
#include "parley/feeds/xml_scan.h"
#include "parley/text/utf8.h"

namespace parley::feeds {
namespace {

enum class Space : std::uint8_t {
  kCore,
  kDublinCore,
  kTerms,
  kContent,
  kItunes,
  kMedia,
  kXhtml,
  kOther
};

struct KnownSpace {
  std::string_view address;  // in lower case; a beginning is enough
  Space space;
};

constexpr std::array<KnownSpace, 16> kSpaces = {{
    {"http://www.w3.org/2005/atom", Space::kCore},
    {"http://purl.org/atom/", Space::kCore},
    {"http://example.com/newformat", Space::kCore},
    {"http://purl.org/rss/1.0/modules/content", Space::kContent},
    {"http://purl.org/rss/1.0/modules/", Space::kOther},
    {"http://purl.org/rss/", Space::kCore},
    {"http://backend.userland.com/", Space::kCore},
    {"http://blogs.law.harvard.edu/tech/rss", Space::kCore},
    {"http://my.netscape.com/", Space::kCore},
    {"http://channel.netscape.com/", Space::kCore},
    {"http://purl.org/net/rss1.1", Space::kCore},
    {"http://purl.org/dc/elements/", Space::kDublinCore},
    {"http://purl.org/dc/terms/", Space::kTerms},
    {"http://www.itunes.com/", Space::kItunes},
    {"http://search.yahoo.com/mrss", Space::kMedia},
    {"http://www.w3.org/1999/xhtml", Space::kXhtml},
}};

Space space_of_address(std::string_view address) {
  const std::string lower = text::ascii_lower(text::trim(address));
  for (const KnownSpace& known : kSpaces) {
    if (lower.starts_with(known.address)) return known.space;
  }
  return Space::kOther;
}

Space space_of_prefix(std::string_view prefix) {
  if (prefix.empty() || prefix == "atom" || prefix == "rss" || prefix == "a") return Space::kCore;
  if (prefix == "dc") return Space::kDublinCore;
  if (prefix == "dcterms") return Space::kTerms;
  if (prefix == "content") return Space::kContent;
  if (prefix == "itunes") return Space::kItunes;
  if (prefix == "media") return Space::kMedia;
  if (prefix == "xhtml") return Space::kXhtml;
  return Space::kOther;
}

enum class Field : std::uint8_t {
  kNone,
  kTitle,
  kOtherTitle,  // dc:title, where there is no better one
  kLink,
  kGuid,
  kPublished,
  kUpdated,
  kSummary,
  kOtherSummary,
  kContent,
  kAuthor,
  kAuthorName,
  kAuthorMail,  // where there is no name
  kLanguage,
  kId,
};

struct FieldName {
  Space space;
  std::string_view name;
  Field field;
};

constexpr std::array<FieldName, 37> kFields = {{
    {Space::kCore, "title", Field::kTitle},
    {Space::kCore, "link", Field::kLink},
    {Space::kCore, "guid", Field::kGuid},
    {Space::kCore, "id", Field::kId},
    {Space::kCore, "pubdate", Field::kPublished},
    {Space::kCore, "published", Field::kPublished},
    {Space::kCore, "issued", Field::kPublished},
    {Space::kCore, "updated", Field::kUpdated},
    {Space::kCore, "modified", Field::kUpdated},
    {Space::kCore, "lastbuilddate", Field::kNone},
    {Space::kCore, "description", Field::kSummary},
    {Space::kCore, "abstract", Field::kSummary},
    {Space::kCore, "summary", Field::kSummary},
    {Space::kCore, "tagline", Field::kNone},
    {Space::kCore, "content", Field::kContent},
    {Space::kCore, "fullitem", Field::kContent},
    {Space::kCore, "author", Field::kAuthor},
    {Space::kCore, "managingeditor", Field::kAuthor},
    {Space::kCore, "language", Field::kLanguage},
    {Space::kDublinCore, "title", Field::kOtherTitle},
    {Space::kDublinCore, "creator", Field::kAuthor},
    {Space::kDublinCore, "author", Field::kAuthor},
    {Space::kDublinCore, "date", Field::kUpdated},
    {Space::kDublinCore, "description", Field::kOtherSummary},
    {Space::kDublinCore, "language", Field::kLanguage},
    {Space::kTerms, "issued", Field::kPublished},
    {Space::kTerms, "created", Field::kUpdated},
    {Space::kTerms, "modified", Field::kUpdated},
    {Space::kContent, "encoded", Field::kContent},
    {Space::kMedia, "title", Field::kOtherTitle},
    {Space::kMedia, "description", Field::kOtherSummary},
    {Space::kCore, "body", Field::kContent},
    {Space::kXhtml, "body", Field::kContent},
    {Space::kXhtml, "div", Field::kContent},
    {Space::kItunes, "author", Field::kAuthor},
    {Space::kItunes, "summary", Field::kOtherSummary},
    {Space::kItunes, "subtitle", Field::kOtherSummary},
}};

bool same_but_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(
      a, b, [](char x, char y) { return text::ascii_lower(x) == text::ascii_lower(y); });
}

struct Element {
  Space space = Space::kOther;
  std::string name;       // local, in lower case
  std::string full_name;  // as written
  std::string base;       // what addresses inside are relative to
  std::string language;
  std::optional<Space> outer_space;  // what no prefix meant before, where this changed it
};

class Reader {
 public:
  explicit Reader(std::string_view text) : scan_(text), text_(text) {}

  Feed read() {
    while (scan_.next()) {
      if (scan_.declares_entities()) break;
      switch (scan_.kind()) {
        case XmlScan::Kind::kStart:
          start();
          break;
        case XmlScan::Kind::kEnd:
          end();
          break;
        case XmlScan::Kind::kText:
          if (field_ != Field::kNone) captured_ += scan_.text();
      }
    }
    if (scan_.declares_entities()) {
      Feed refused;
      refused.declares_entities = true;
      return refused;
    }
    if (!stack_.empty()) feed_.broken = true;
    position_ = text_.size();
    close_down_to(0);
    if (feed_.format == FeedFormat::kAtom) {
      for (FeedEntry& entry : feed_.entries) {
        if (entry.authors.empty()) entry.authors = feed_authors_;
      }
    }
    return std::move(feed_);
  }

 private:
  static std::pair<std::string_view, std::string> split(std::string_view name) {
    const std::size_t colon = name.find(':');
    if (colon == std::string_view::npos) return {"", text::ascii_lower(name)};
    return {name.substr(0, colon), text::ascii_lower(name.substr(colon + 1))};
  }

  void declare_spaces() {
    for (const auto& [name, value] : scan_.attributes()) {
      if (name == "xmlns") spaces_[""] = space_of_address(value);
      if (name.starts_with("xmlns:")) spaces_[name.substr(6)] = space_of_address(value);
    }
  }

  Space space_of(std::string_view prefix) const {
    const auto declared = spaces_.find(std::string(prefix));
    if (declared != spaces_.end()) {
      // A vocabulary of one's own as the default: the names are as they are without any.
      if (prefix.empty() && declared->second == Space::kOther) return Space::kCore;
      return declared->second;
    }
    return space_of_prefix(text::ascii_lower(prefix));
  }

  void start() {
    if (field_ != Field::kNone) {
      has_elements_ = true;
      if (!scan_.is_empty_element()) push({}, scan_.name());
      return;
    }
    Element element;
    element.outer_space = space_of("");
    declare_spaces();
    const auto [prefix, local] = split(scan_.name());
    element.space = space_of(prefix);
    element.name = local;
    element.base = stack_.empty() ? "" : stack_.back().base;
    if (const std::string_view base = scan_.attribute("xml:base"); !base.empty()) {
      element.base = resolve_address(element.base, base);
    }
    element.language = scan_.attribute("xml:lang");
    const bool empty = scan_.is_empty_element();
    if (space_of("") == element.outer_space) element.outer_space.reset();
    open(element, empty);
    if (empty) {
      if (element.outer_space) spaces_[""] = *element.outer_space;
      return;
    }
    push(std::move(element), scan_.name());
    capture_from_ = scan_.position();
  }

  // What an element means before it is on the stack.
  void open(const Element& element, bool empty) {
    const bool core = element.space == Space::kCore;
    if (core && stack_.empty()) note_root(element);
    if (skipped_ > 0 && stack_.size() >= skipped_) return;
    skipped_ = 0;
    if (core && element.name == "outline") {
      note_outline();
      return;
    }
    if (core && !entry_ && (element.name == "item" || element.name == "entry")) {
      begin_entry(element);
      if (empty) end_entry();
      return;
    }
    if (core && !entry_ && (element.name == "channel" || element.name == "feed")) {
      if (feed_.format == FeedFormat::kNone) feed_.format = FeedFormat::kRss;
      if (feed_.language.empty()) feed_.language = element.language;
      return;
    }
    if (core && element.name == "logo") return;
    const bool aside = core && (element.name == "image" || element.name == "textinput" ||
                                element.name == "source" || element.name == "contributor");
    if (aside && !empty) {
      skipped_ = stack_.size() + 1;
      return;
    }
    if (in_author_ && (element.name == "name" || element.name == "email")) {
      if (!empty) begin_field(element.name == "name" ? Field::kAuthorName : Field::kAuthorMail);
      return;
    }
    if (in_author_) return;
    if (core && element.name == "link" && note_link(element)) return;
    if (core && element.name == "a" && entry_ && entry_->address.empty()) {
      // CDF
      entry_->address = resolve_address(element.base, scan_.attribute("href"));
      return;
    }
    const auto known = std::ranges::find_if(kFields, [&](const FieldName& field) {
      return field.space == element.space && field.name == element.name;
    });
    if (known == kFields.end() || known->field == Field::kNone || empty) return;
    if (!entry_ && known->field == Field::kContent) return;
    if (known->field == Field::kAuthor && element.space == Space::kCore &&
        feed_.format == FeedFormat::kAtom) {
      in_author_ = stack_.size() + 1;
      author_named_ = false;
      author_mail_.clear();
      return;
    }
    begin_field(known->field);
  }

  void note_root(const Element& element) {
    if (element.name == "rss" || element.name == "rdf") feed_.format = FeedFormat::kRss;
    if (element.name == "feed") feed_.format = FeedFormat::kAtom;
    if (element.name == "opml") feed_.format = FeedFormat::kOpml;
    if (element.name == "channel") {
      feed_.format = FeedFormat::kCdf;
      feed_.address = scan_.attribute("HREF");
    }
    feed_.language = element.language;
  }

  void note_outline() {
    for (const auto& [name, value] : scan_.attributes()) {
      if (text::ascii_lower(name) != "xmlurl" || text::trim(value).empty()) continue;
      if (feed_.outlines.size() < kMaxEntries) feed_.outlines.emplace_back(text::trim(value));
    }
  }

  // True for a link whose address is an attribute.
  bool note_link(const Element& element) {
    const std::string_view address = scan_.attribute("href");
    if (address.empty()) return false;
    const std::string_view rel = scan_.attribute("rel");
    if (!rel.empty() && rel != "alternate") return true;
    std::string& target = entry_ ? entry_->address : feed_.address;
    const std::string_view type = scan_.attribute("type");
    const bool page = type.empty() || type.find("html") != std::string_view::npos;
    if (target.empty() || (page && !page_link_)) {
      target = resolve_address(element.base, address);
      page_link_ = page;
    }
    return true;
  }

  void begin_entry(const Element& element) {
    if (feed_.format == FeedFormat::kNone) feed_.format = FeedFormat::kRss;
    entry_depth_ = stack_.size() + 1;
    page_link_ = false;
    entry_.emplace();
    entry_->offset = scan_.start();
    entry_->language = element.language;
    for (const auto& [name, value] : scan_.attributes()) {
      const std::string lower = text::ascii_lower(name);
      if (lower == "href") entry_->address = resolve_address(element.base, value);
      if (lower == "lastmod") entry_->updated = value;
    }
  }

  void end_entry() {
    if (entry_->address.empty() && guid_is_link_) {
      entry_->address = entry_->id;
    }
    guid_is_link_ = false;
    if (entry_->title.empty()) entry_->title = std::move(other_title_);
    if (entry_->summary.empty()) entry_->summary = std::move(other_summary_);
    other_title_ = {};
    other_summary_ = {};
    if (feed_.entries.size() < kMaxEntries) {
      feed_.entries.push_back(std::move(*entry_));
    } else {
      feed_.too_many = true;
    }
    entry_.reset();
    entry_depth_ = 0;
  }

  void begin_field(Field field) {
    field_ = field;
    captured_.clear();
    has_elements_ = false;
    const std::string type = text::ascii_lower(text::trim(scan_.attribute("type")));
    const std::string mode = text::ascii_lower(scan_.attribute("mode"));
    const bool atom = feed_.format == FeedFormat::kAtom;
    html_ = !atom || type.find("html") != std::string::npos ||
            (mode == "escaped" && type != "text/plain" && !type.empty());
    base64_ = mode == "base64" ||
              (atom && type.find('/') != std::string::npos && !type.starts_with("text/") &&
               type.find("xml") == std::string::npos && type.find("html") == std::string::npos);
    permalink_ = text::ascii_lower(scan_.attribute("isPermaLink")) != "false";
    field_depth_ = stack_.size() + 1;
  }

  void push(Element element, std::string_view full_name) {
    if (stack_.size() == kMaxElementDepth) {
      feed_.broken = true;
      return;
    }
    element.full_name = full_name;
    stack_.push_back(std::move(element));
  }

  void end() {
    position_ = scan_.start();
    // Looked for among the innermost only, so that end tags without a start cost little.
    constexpr std::size_t kLookedAt = 64;
    const std::size_t last = stack_.size() > kLookedAt ? stack_.size() - kLookedAt : 0;
    for (std::size_t i = stack_.size(); i-- > last;) {
      if (!same_but_case(stack_[i].full_name, scan_.name())) continue;
      // What is unescaped inside a field may be unclosed; elsewhere that is a fault.
      if (i + 1 < stack_.size() && field_ == Field::kNone) feed_.broken = true;
      close_down_to(i);
      return;
    }
    if (field_ == Field::kNone) feed_.broken = true;
  }

  void close_down_to(std::size_t depth) {
    while (stack_.size() > depth) {
      const std::size_t closing = stack_.size();
      if (field_ != Field::kNone && closing == field_depth_) end_field();
      if (in_author_ == closing) end_author();
      if (skipped_ == closing) skipped_ = 0;
      if (entry_ && closing == entry_depth_) end_entry();
      if (stack_.back().outer_space) spaces_[""] = *stack_.back().outer_space;
      stack_.pop_back();
    }
  }

  void end_author() {
    in_author_ = 0;
    if (author_named_ || author_mail_.empty()) return;
    (entry_ ? entry_->authors : feed_authors_).push_back(author_mail_);
  }

  void end_field() {
    FeedText value;
    if (has_elements_ && position_ > capture_from_) {
      value = {std::string(text_.substr(capture_from_, position_ - capture_from_)), true};
    } else {
      value = {std::move(captured_), html_};
      if (base64_ && !value.value.empty()) value.value = decode_base64(value.value);
    }
    captured_.clear();
    const Field field = field_;
    field_ = Field::kNone;
    store(field, std::move(value), stack_.back());
  }

  void store(Field field, FeedText value, const Element& element) {
    const std::string plain(text::trim(value.value));
    switch (field) {
      case Field::kTitle: {
        FeedText& title = entry_ ? entry_->title : feed_.title;
        if (title.empty()) title = std::move(value);
        return;
      }
      case Field::kOtherTitle: {
        FeedText& title = entry_ ? other_title_ : feed_.title;
        if (title.empty()) title = std::move(value);
        return;
      }
      case Field::kLanguage:
        (entry_ ? entry_->language : feed_.language) = plain;
        return;
      case Field::kLink:
        (entry_ ? entry_->address : feed_.address) = resolve_address(element.base, plain);
        return;
      case Field::kAuthor:
      case Field::kAuthorName: {
        std::vector<std::string>& authors = entry_ ? entry_->authors : feed_authors_;
        const std::string name = person_name(plain);
        author_named_ = true;
        if (!name.empty() && std::ranges::count(authors, name) == 0) authors.push_back(name);
        return;
      }
      case Field::kAuthorMail:
        author_mail_ = plain;
        return;
      default:
        break;
    }
    if (!entry_) return;
    switch (field) {
      case Field::kGuid:
        entry_->id = plain;
        guid_is_link_ = permalink_ && !split_address(plain).scheme.empty();
        return;
      case Field::kId:
        entry_->id = plain;
        return;
      case Field::kPublished:
        entry_->published = plain;
        return;
      case Field::kUpdated:
        entry_->updated = plain;
        return;
      case Field::kSummary:
        if (entry_->summary.empty()) {
          entry_->summary = std::move(value);
        } else if (entry_->content.empty()) {
          entry_->content = std::move(value);
        }
        return;
      case Field::kOtherSummary:
        if (other_summary_.empty()) other_summary_ = std::move(value);
        return;
      case Field::kContent:
        if (entry_->content.empty()) entry_->content = std::move(value);
        return;
      default:
        return;
    }
  }

  XmlScan scan_;
  std::string_view text_;
  Feed feed_;
  std::map<std::string, Space> spaces_;
  std::vector<Element> stack_;
  std::vector<std::string> feed_authors_;
  std::optional<FeedEntry> entry_;
  FeedText other_title_, other_summary_;
  std::size_t entry_depth_ = 0;
  std::size_t in_author_ = 0;  // depth of an Atom person, 0 outside
  std::size_t skipped_ = 0;    // depth of an element whose inside is not looked at, 0 outside
  bool author_named_ = false;
  std::string author_mail_;
  bool page_link_ = false;
  bool guid_is_link_ = false;
  bool permalink_ = false;
  // The field being captured.
  Field field_ = Field::kNone;
  std::size_t field_depth_ = 0;
  std::size_t capture_from_ = 0;
  std::size_t position_ = 0;
  std::string captured_;
  bool has_elements_ = false;
  bool html_ = false;
  bool base64_ = false;
};

}  // namespace

Feed read_xml_feed(std::string_view text) { return Reader(text).read(); }

}  // namespace parley::feeds
