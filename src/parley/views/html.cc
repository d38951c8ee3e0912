#include "parley/views/html.h"

#include "parley/views/rows.h"

namespace parley::views {
namespace {

void append_escaped(std::string& out, std::string_view words) {
  for (const char c : words) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
}

}  // namespace

Html& Html::open(std::string_view name, const Attributes& attributes) {
  out_ += '<';
  out_ += name;
  for (const auto& [key, value] : attributes) {
    out_ += ' ';
    out_ += key;
    out_ += "=\"";
    append_escaped(out_, value);
    out_ += '"';
  }
  out_ += '>';
  return *this;
}

Html& Html::close(std::string_view name) {
  out_ += "</";
  out_ += name;
  out_ += '>';
  return *this;
}

Html& Html::text(std::string_view words) {
  append_escaped(out_, visible(words));
  return *this;
}

Html& Html::element(std::string_view name, std::string_view words, const Attributes& attributes) {
  return open(name, attributes).text(words).close(name);
}

Html& Html::quoted(std::string_view words) {
  return open("bdi", {{"dir", "auto"}}).text(words).close("bdi");
}

Html& Html::link(const std::string& address, std::string_view words) {
  return open("a", {{"href", address}}).quoted(words).close("a");
}

Html& Html::begin_table(std::string_view caption, const std::vector<std::string_view>& columns) {
  open("div", {{"class", "wide"},
               {"tabindex", "0"},
               {"role", "region"},
               {"aria-label", std::string(caption)}});
  open("table", {{"class", "rows"}});
  element("caption", caption).open("thead").open("tr");
  for (const std::string_view column : columns) element("th", column, {{"scope", "col"}});
  return close("tr").close("thead").open("tbody");
}

Html& Html::end_table() { return close("tbody").close("table").close("div"); }

}  // namespace parley::views
