// One pass over the bytes. Open elements stand on a stack of bounded depth; for each kind of
// element the stack position of the innermost open one is kept, so that "is a <p> open, and is no
// table cell between?" is one comparison. Each byte is looked at once, each element is pushed and
// popped once.
#include <array>
#include <cstring>

#include "parley/markup/page.h"
#include "parley/text/utf8.h"

namespace parley::markup {
namespace {

constexpr std::uint32_t kNowhere = 0;  // stack position of the document, which is never closed
constexpr std::size_t kTagCount = static_cast<std::size_t>(Tag::kCount);
constexpr std::uint8_t kMaxKeptAttributes = 32;

constexpr std::array<bool, 256> make_set(std::string_view members) {
  std::array<bool, 256> set{};
  for (const char c : members) set[static_cast<unsigned char>(c)] = true;
  return set;
}
constexpr auto kSpace = make_set(" \t\n\f\r");
constexpr auto kEndsName = make_set(" \t\n\f\r/>");
constexpr auto kEndsAttribute = make_set(" \t\n\f\r/>=");
constexpr auto kEndsValue = make_set(" \t\n\f\r>");

bool in(const std::array<bool, 256>& set, char c) { return set[static_cast<unsigned char>(c)]; }

// Nothing outside a table.
bool is_table_part(Tag tag) {
  return tag == Tag::kCaption || tag == Tag::kCol || tag == Tag::kColgroup || tag == Tag::kTbody ||
         tag == Tag::kTd || tag == Tag::kTfoot || tag == Tag::kTh || tag == Tag::kThead ||
         tag == Tag::kTr;
}

std::size_t index(Tag tag) { return static_cast<std::size_t>(tag); }

class Parser {
 public:
  explicit Parser(std::string_view html) : html_(html) {
    page_.html = html;
    page_.nodes.reserve(html.size() / 64 + 16);
    page_.attributes.reserve(html.size() / 128 + 16);
    page_.nodes.emplace_back();
    stack_.push_back({});
  }

  Page run() {
    std::size_t i = 0;
    while (i < html_.size() && !page_.too_many_nodes) {
      const void* found = std::memchr(html_.data() + i, '<', html_.size() - i);
      const std::size_t tag =
          found == nullptr
              ? html_.size()
              : static_cast<std::size_t>(static_cast<const char*>(found) - html_.data());
      if (tag + 1 >= html_.size()) {
        add_text(i, html_.size());
        break;
      }
      const char next = html_[tag + 1];
      if (text::is_ascii_alpha(next)) {
        add_text(i, tag);
        i = start_tag(tag);
      } else if (next == '/') {
        add_text(i, tag);
        i = end_tag(tag);
      } else if (next == '!' || next == '?') {
        add_text(i, tag);
        i = declaration(tag);
      } else {
        add_text(i, tag + 1);
        i = tag + 1;
      }
    }
    const auto end = static_cast<std::uint32_t>(page_.nodes.size());
    while (stack_.size() > 1) pop();
    for (const std::uint32_t node : open_format_) {
      if (node != 0) page_.nodes[node].end = end;
    }
    page_.nodes[0].end = end;
    return std::move(page_);
  }

 private:
  struct Open {
    std::uint32_t node = 0;
    Tag tag = Tag::kOther;
    std::uint32_t same_before = kNowhere;     // stack position of the next outer one of its tag
    std::uint32_t special_before = kNowhere;  // … of the next outer special element
    std::uint32_t scope_before = kNowhere;
  };

  std::uint32_t add_node(Tag tag, std::size_t start, std::size_t end) {
    if (page_.nodes.size() >= kMaxNodes) {
      page_.too_many_nodes = true;
      return 0;
    }
    Node node;
    node.tag = tag;
    node.parent = stack_.back().node;
    node.start_byte = static_cast<std::uint32_t>(start);
    node.end_byte = static_cast<std::uint32_t>(end);
    node.end = static_cast<std::uint32_t>(page_.nodes.size() + 1);
    node.first_attribute = static_cast<std::uint32_t>(page_.attributes.size());
    page_.nodes.push_back(node);
    return static_cast<std::uint32_t>(page_.nodes.size() - 1);
  }

  void add_text(std::size_t start, std::size_t end) {
    if (start >= end) return;
    Node& last = page_.nodes.back();
    // A lone "<" cuts a text in two; it is one.
    if (last.tag == Tag::kText && last.end_byte == start && last.parent == stack_.back().node) {
      last.end_byte = static_cast<std::uint32_t>(end);
      return;
    }
    (void)add_node(Tag::kText, start, end);
  }

  void push(std::uint32_t node, Tag tag) {
    if (stack_.size() > kMaxDepth) {
      page_.too_deep = true;
      ++unpushed_[index(tag)];
      return;
    }
    const auto here = static_cast<std::uint32_t>(stack_.size());
    stack_.push_back({node, tag, innermost_[index(tag)], special_, scope_});
    innermost_[index(tag)] = here;
    if (has(tag, kSpecial)) special_ = here;
    if (has(tag, kScope)) scope_ = here;
  }

  void pop() {
    const Open& top = stack_.back();
    const auto end = static_cast<std::uint32_t>(page_.nodes.size());
    page_.nodes[top.node].end = end;
    // A link left open in a table cell ends with the cell.
    std::uint32_t& link = open_format_[index(Tag::kA)];
    if (has(top.tag, kScope) && link > top.node) {
      page_.nodes[link].end = end;
      link = 0;
    }
    innermost_[index(top.tag)] = top.same_before;
    special_ = top.special_before;
    scope_ = top.scope_before;
    stack_.pop_back();
  }

  void pop_to(std::uint32_t position) {
    while (stack_.size() > position) pop();
  }

  std::uint32_t innermost(Tag tag) const { return innermost_[index(tag)]; }

  // Closes the innermost open `tag` unless one of `bounds` stands between.
  void close_within(Tag tag, std::initializer_list<Tag> bounds) {
    const std::uint32_t position = innermost(tag);
    if (position == kNowhere || position < scope_) return;
    for (const Tag bound : bounds) {
      if (innermost(bound) > position) return;
    }
    pop_to(position);
  }

  // As close_within, for cells and rows, which are scopes themselves: only a table bounds them.
  void close_in_table(Tag tag) {
    const std::uint32_t position = innermost(tag);
    if (position > innermost(Tag::kTable)) pop_to(position);
  }

  void close_before(Tag tag) {
    if (has(tag, kEndsP)) close_within(Tag::kP, {Tag::kButton});
    switch (tag) {
      case Tag::kLi:
        close_within(Tag::kLi, {Tag::kUl, Tag::kOl, Tag::kMenu, Tag::kDir});
        break;
      case Tag::kDt:
      case Tag::kDd:
        close_within(Tag::kDt, {Tag::kDl});
        close_within(Tag::kDd, {Tag::kDl});
        break;
      case Tag::kOptgroup:
        close_within(Tag::kOption, {Tag::kSelect});
        close_within(Tag::kOptgroup, {Tag::kSelect});
        break;
      case Tag::kOption:
        close_within(Tag::kOption, {Tag::kSelect});
        break;
      case Tag::kTd:
      case Tag::kTh:
        close_in_table(Tag::kTd);
        close_in_table(Tag::kTh);
        break;
      case Tag::kTr:
        close_in_table(Tag::kTr);
        break;
      case Tag::kTbody:
      case Tag::kThead:
      case Tag::kTfoot:
        close_in_table(Tag::kTbody);
        close_in_table(Tag::kThead);
        close_in_table(Tag::kTfoot);
        break;
      case Tag::kBody:
        close_within(Tag::kHead, {});
        break;
      case Tag::kH1:
      case Tag::kH2:
      case Tag::kH3:
      case Tag::kH4:
      case Tag::kH5:
      case Tag::kH6:
        if (stack_.back().tag >= Tag::kH1 && stack_.back().tag <= Tag::kH6) pop();
        break;
      default:
        break;
    }
  }

  std::size_t start_tag(std::size_t start) {
    std::size_t i = start + 1;
    while (i < html_.size() && !in(kEndsName, html_[i])) ++i;
    const Tag tag = tag_named(html_.substr(start + 1, i - start - 1));
    if (is_table_part(tag) && innermost(Tag::kTable) == kNowhere) {
      const std::uint32_t lost = add_node(Tag::kOther, start, start);
      if (page_.too_many_nodes) return html_.size();
      bool unused = false;
      i = read_attributes(i, lost, unused);
      page_.nodes[lost].end_byte = static_cast<std::uint32_t>(i);
      return i;
    }
    close_before(tag);
    const std::uint32_t node = add_node(tag, start, start);
    if (page_.too_many_nodes) return html_.size();
    bool self_closing = false;
    i = read_attributes(i, node, self_closing);
    page_.nodes[node].end_byte = static_cast<std::uint32_t>(i);
    if (has(tag, kVoid)) return i;
    if (has(tag, kRaw)) {
      const bool foreign = innermost(Tag::kSvg) != kNowhere && tag == Tag::kTitle;
      if (!foreign) return raw_content(tag, i);
    }
    if (has(tag, kFormat)) {
      std::uint32_t& open = open_format_[index(tag)];
      if (open != 0) page_.nodes[open].end = node;
      open = node;
      return i;
    }
    const bool in_svg = tag == Tag::kSvg || innermost(Tag::kSvg) != kNowhere;
    if (self_closing && in_svg) return i;
    push(node, tag);
    return i;
  }

  // From after the tag's name to after its ">". Unclosed at the end of the page: all of the rest.
  std::size_t read_attributes(std::size_t i, std::uint32_t node, bool& self_closing) {
    const std::size_t size = html_.size();
    while (i < size) {
      while (i < size && (in(kSpace, html_[i]) || html_[i] == '/')) {
        self_closing = html_[i] == '/';
        ++i;
      }
      if (i >= size) return size;
      if (html_[i] == '>') return i + 1;
      self_closing = false;
      const std::size_t name = i++;
      while (i < size && !in(kEndsAttribute, html_[i])) ++i;
      const std::size_t name_end = i;
      while (i < size && in(kSpace, html_[i])) ++i;
      std::size_t value = i;
      std::size_t value_end = i;
      if (i < size && html_[i] == '=') {
        ++i;
        while (i < size && in(kSpace, html_[i])) ++i;
        if (i >= size) return size;
        const char quote = html_[i];
        if (quote == '"' || quote == '\'') {
          value = ++i;
          const void* close = std::memchr(html_.data() + i, quote, size - i);
          if (close == nullptr) return size;
          value_end = static_cast<std::size_t>(static_cast<const char*>(close) - html_.data());
          i = value_end + 1;
        } else {
          value = i;
          while (i < size && !in(kEndsValue, html_[i])) ++i;
          value_end = i;
        }
      }
      keep_attribute(node, html_.substr(name, name_end - name), value, value_end);
    }
    return size;
  }

  void keep_attribute(std::uint32_t node, std::string_view name, std::size_t start,
                      std::size_t end) {
    const AttributeName known = attribute_named(name);
    Node& element = page_.nodes[node];
    if (known == AttributeName::kNone || element.attributes >= kMaxKeptAttributes ||
        page_.attributes.size() >= kMaxNodes) {
      return;
    }
    ++element.attributes;
    page_.attributes.push_back(
        {known, static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end)});
  }

  // The content of <script>, <title> …, one run of text up to the end tag of the same name.
  std::size_t raw_content(Tag tag, std::size_t start) {
    const std::string_view name = name_of(tag);
    const std::uint32_t node = static_cast<std::uint32_t>(page_.nodes.size() - 1);
    std::size_t i = start;
    std::size_t end = html_.size();
    while (i < html_.size()) {
      const void* found = std::memchr(html_.data() + i, '<', html_.size() - i);
      if (found == nullptr) break;
      const auto at = static_cast<std::size_t>(static_cast<const char*>(found) - html_.data());
      i = at + 1;
      if (i >= html_.size() || html_[i] != '/') continue;
      const std::size_t after = at + 2 + name.size();
      if (after > html_.size() || tag_named(html_.substr(at + 2, name.size())) != tag) continue;
      if (after < html_.size() && !in(kEndsName, html_[after])) continue;
      end = at;
      break;
    }
    if (end > start) {
      const std::uint32_t content = add_node(Tag::kText, start, end);
      if (content != 0) page_.nodes[content].parent = node;
    }
    page_.nodes[node].end = static_cast<std::uint32_t>(page_.nodes.size());
    return end < html_.size() ? after_end_tag(end + 2) : html_.size();
  }

  // After the ">" of a tag whose attributes nobody wants.
  std::size_t after_end_tag(std::size_t i) {
    while (i < html_.size() && !in(kEndsName, html_[i])) ++i;
    const void* close =
        i < html_.size() ? std::memchr(html_.data() + i, '>', html_.size() - i) : nullptr;
    if (close == nullptr) return html_.size();
    return static_cast<std::size_t>(static_cast<const char*>(close) - html_.data()) + 1;
  }

  std::size_t end_tag(std::size_t start) {
    std::size_t i = start + 2;
    if (i >= html_.size() || !text::is_ascii_alpha(html_[i])) return after_end_tag(i);
    while (i < html_.size() && !in(kEndsName, html_[i])) ++i;
    const Tag tag = tag_named(html_.substr(start + 2, i - start - 2));
    i = after_end_tag(i);
    close(tag, start, i);
    return i;
  }

  void close(Tag tag, std::size_t start, std::size_t end) {
    if (has(tag, kFormat)) {
      std::uint32_t& open = open_format_[index(tag)];
      if (open != 0) page_.nodes[open].end = static_cast<std::uint32_t>(page_.nodes.size());
      open = 0;
      return;
    }
    if (tag == Tag::kBr || tag == Tag::kP) {
      // "</br>" is a break, and so is a "</p>" that closes nothing.
      if (tag == Tag::kBr || innermost(Tag::kP) <= scope_) {
        (void)add_node(Tag::kBr, start, end);
        return;
      }
    }
    if (unpushed_[index(tag)] > 0) {
      --unpushed_[index(tag)];
      return;
    }
    if (tag == Tag::kHtml || tag == Tag::kBody) return;
    std::uint32_t position = innermost(tag);
    if (tag >= Tag::kH1 && tag <= Tag::kH6 && position == kNowhere) {
      // Any heading's end tag ends the heading that is open.
      if (stack_.back().tag >= Tag::kH1 && stack_.back().tag <= Tag::kH6) pop();
      return;
    }
    if (position == kNowhere) return;
    const bool in_table = tag == Tag::kTr || tag == Tag::kTbody || tag == Tag::kThead ||
                          tag == Tag::kTfoot || tag == Tag::kTd || tag == Tag::kTh;
    const std::uint32_t bound = in_table             ? innermost(Tag::kTable)
                                : has(tag, kScope)   ? kNowhere
                                : has(tag, kSpecial) ? scope_
                                                     : special_;
    if (position > bound) pop_to(position);
  }

  // Comments, the document type, processing instructions, marked sections.
  std::size_t declaration(std::size_t start) {
    const std::string_view rest = html_.substr(start);
    if (rest.starts_with("<!--")) {
      if (rest.starts_with("<!-->")) return start + 5;
      if (rest.starts_with("<!--->")) return start + 6;
      std::size_t i = start + 4;
      while (i < html_.size()) {
        const void* found = std::memchr(html_.data() + i, '>', html_.size() - i);
        if (found == nullptr) return html_.size();
        i = static_cast<std::size_t>(static_cast<const char*>(found) - html_.data()) + 1;
        const std::string_view before = html_.substr(start + 4, i - 1 - (start + 4));
        if (before.ends_with("--") || before.ends_with("--!")) return i;
      }
      return html_.size();
    }
    if (rest.starts_with("<![CDATA[") && innermost(Tag::kSvg) != kNowhere) {
      const std::size_t close = html_.find("]]>", start);
      return close == std::string_view::npos ? html_.size() : close + 3;
    }
    const void* close = std::memchr(html_.data() + start, '>', html_.size() - start);
    if (close == nullptr) return html_.size();
    return static_cast<std::size_t>(static_cast<const char*>(close) - html_.data()) + 1;
  }

  std::string_view html_;
  Page page_;
  std::vector<Open> stack_;
  std::array<std::uint32_t, kTagCount> innermost_{};    // stack positions
  std::array<std::uint32_t, kTagCount> unpushed_{};     // open, but deeper than the stack
  std::array<std::uint32_t, kTagCount> open_format_{};  // nodes
  std::uint32_t special_ = kNowhere;
  std::uint32_t scope_ = kNowhere;
};

}  // namespace

Page parse_page(std::string_view html) { return Parser(html).run(); }

std::string_view Page::attribute(const Node& node, AttributeName name) const {
  for (std::uint32_t i = 0; i < node.attributes; ++i) {
    const Attribute& attribute = attributes[node.first_attribute + i];
    if (attribute.name == name)
      return html.substr(attribute.start, attribute.end - attribute.start);
  }
  return {};
}

bool Page::has_attribute(const Node& node, AttributeName name) const {
  for (std::uint32_t i = 0; i < node.attributes; ++i) {
    if (attributes[node.first_attribute + i].name == name) return true;
  }
  return false;
}

}  // namespace parley::markup
