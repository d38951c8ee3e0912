// The plain pages of what is new, of two outlets compared and of what was decided.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "parley/server/api.h"
#include "parley/server/exports.h"
#include "parley/server/made_rows.h"
#include "parley/server/pages.h"
#include "parley/story/corpus.h"
#include "parley/views/matrix.h"

namespace parley::server {
namespace {

using story::Json;
using story::part_at;

std::string str(const Json& value, std::string_view key) {
  return story::text_at(value, key).value_or("");
}

void row_of(Html& html, const Json& value, const std::vector<std::string>& cells) {
  html.open("tr").open("td", {{"class", "number"}});
  html.link("/rows/" + escape_part(str(value, "id")), part_at(value, "number").dump());
  html.close("td");
  for (const std::string& cell : cells) html.open("td").quoted(cell).close("td");
  html.close("tr");
}

// The rows as a table of at most kRowsOnPage.
template <class Cells>
void made_table(Html& html, const std::vector<std::string>& rows, std::string_view caption,
                const std::vector<std::string_view>& columns, const Cells& cells) {
  html.begin_table(caption, columns);
  for (std::size_t i = 0; i < rows.size() && i < kRowsOnPage; ++i) {
    const Json value = Json::parse(rows[i], nullptr, false);
    row_of(html, value, cells(value));
  }
  html.end_table();
  if (rows.size() > kRowsOnPage) {
    html.element("p", fmt::format("{} more rows", rows.size() - kRowsOnPage));
  }
}

}  // namespace

void news_main(Html& html, const Snapshot& snapshot, const Target& target, record::Record& record) {
  html.element("h1", "What is new");
  const std::string since = target.parameter("since");
  const auto made = news_rows(snapshot, record, since, kRowsOnPage);
  if (!made) {
    html.element("p", made.error().message);
    return;
  }
  made_table(html, made->rows, since.empty() ? "Since the latest read" : "Since " + since,
             {"No.", "Day", "New", "Who", "What", "Before"}, [](const Json& value) {
               return std::vector<std::string>{
                   str(value, "date"), views::spaced_word(str(value, "change")), str(value, "who"),
                   str(value, "what"), str(part_at(value, "before"), "what")};
             });
}

void review_main(Html& html, const Snapshot& snapshot, const Target& target) {
  html.element("h1", "Review");
  const ReviewList list = review_list(snapshot, target, 0, kRowsOnPage);
  if (!list.fault.empty()) {
    html.element("p", list.fault);
    return;
  }
  for (const ReviewOrder& order : kReviewOrders) {
    if (order.name == list.order) html.element("p", order.explanation, {{"class", "about"}});
  }
  html.open("p").text("Order: ");
  for (const ReviewOrder& order : kReviewOrders) {
    html.link(fmt::format("/review?order={}&type={}&view=plain", order.name, list.type),
              order.title);
    html.text(" · ");
  }
  html.text("rows: ");
  for (const std::string_view type : kReviewed) {
    html.link(fmt::format("/review?order={}&type={}&view=plain", list.order, type), type).text(" ");
  }
  html.close("p");
  html.begin_table(
      fmt::format("{} of {} checked; what is left", list.checked, list.checked + list.left),
      {"No.", "Who", "What", "Words", "Confidence", "Reports", "Remarks"});
  for (const ReviewEntry* one : list.rows) {
    const ReviewEntry& entry = *one;
    const Json value = Json::parse(snapshot.json(snapshot.rows[entry.row]), nullptr, false);
    std::string who;
    for (const char* key : {"holder", "claimant"}) who = who.empty() ? str(value, key) : who;
    if (who.empty()) who = str(part_at(value, "source"), "quote");
    std::string what = str(value, "stance");
    if (what.empty()) what = str(value, "measure");
    if (what.empty()) what = str(part_at(value, "cue"), "force");
    const std::string words = str(value, "quote");
    row_of(
        html, value,
        {who, views::spaced_word(what),
         words.empty() ? str(part_at(value, "content"), "quote") : words,
         entry.confidence < 0 ? "none" : fmt::format("{:.2f}", entry.confidence),
         std::to_string(entry.reports), fmt::format("{}", fmt::join(reason_words(entry), ", "))});
  }
  html.end_table();
  if (list.left > list.rows.size()) {
    html.element("p", fmt::format("{} more rows", list.left - list.rows.size()));
  }
}

// What the latest read brought; adding itself needs the script or the command.
void add_main(Html& html, const Snapshot& snapshot, record::Record& record) {
  html.element("h1", "Add reports");
  html.element(
      "p",
      "Reports are added by dropping files on this page where the browser runs its script, "
      "and with parley read FILE --record RECORD everywhere.",
      {{"class", "about"}});
  const auto articles = record.articles_of_last_read();
  if (!articles) {
    html.element("p", articles.error().message);
    return;
  }
  html.begin_table(fmt::format("The latest read brought {} reports", articles->size()),
                   {"Day", "Outlet", "Title"});
  std::size_t shown = 0;
  for (const std::string& id : *articles) {
    const auto found = snapshot.reports.find(id);
    if (found == snapshot.reports.end()) continue;
    if (shown++ == kRowsOnPage) break;
    const Report& report = found->second;
    html.open("tr").element("td", report.day.empty() ? "no date" : report.day).open("td");
    html.quoted(report.outlet).close("td").open("td");
    html.link("/articles/" + escape_part(id), report.title.empty() ? report.input : report.title);
    html.close("td").close("tr");
  }
  html.end_table();
}

// The record as files.
void export_main(Html& html, const Snapshot& snapshot) {
  html.element("h1", "Export");
  html.begin_table("The whole record", {"Form", "What it is"});
  for (const ExportForm& form : kExportForms) {
    html.open("tr").open("td").link("/api/v1/exports/" + std::string(form.name), form.title);
    html.close("td").element("td", form.words).close("tr");
  }
  html.end_table().begin_table("Rows of one type", {"Rows", "How many", "As a file"});
  for (const auto& [type, rows] : snapshot.types) {
    if (rows.empty()) continue;
    html.open("tr").element("td", type).element("td", std::to_string(rows.size())).open("td");
    for (const char* format : {"csv", "tsv", "jsonl"}) {
      html.link("/api/v1/" + type + "?format=" + format, format).text(" ");
    }
    html.close("td").close("tr");
  }
  html.end_table();
}

void compare_main(Html& html, const Snapshot& snapshot, const Target& target) {
  html.element("h1", "Compare");
  const std::vector<std::string> outlets = outlets_of(snapshot);
  std::string a = target.parameter("a");
  std::string b = target.parameter("b");
  if (a.empty() && !outlets.empty()) a = outlets.front();
  if (b.empty() && outlets.size() > 1) b = outlets[outlets.front() == a ? 1 : 0];
  html.open("form", {{"action", "/compare"}});
  for (const auto& [name, value] : {std::pair("a", a), std::pair("b", b)}) {
    html.open("label").text("Outlet ");
    html.open("input", {{"name", name}, {"value", value}, {"dir", "auto"}}).close("label");
  }
  html.element("button", "Compare").close("form");
  const std::vector<std::string> rows = a.empty() || b.empty()
                                            ? std::vector<std::string>()
                                            : compare_rows(snapshot, a, b, {}, kRowsOnPage).rows;
  made_table(html, rows, "How the two tell the same, and what one tells alone",
             {"No.", "Kind", "Of", a.empty() ? "One outlet" : a, b.empty() ? "Another" : b},
             [](const Json& value) {
               return std::vector<std::string>{str(value, "aspect"), str(value, "who"),
                                               str(value, "a"), str(value, "b")};
             });
}

void decisions_main(Html& html, const Snapshot& snapshot, const Target& target) {
  html.element("h1", "Decisions");
  std::vector<std::string> rows;
  for (const IndexedRow* row : select_rows(snapshot, "decisions", target).rows) {
    rows.push_back(snapshot.json(*row));
  }
  made_table(html, rows, "What people decided about this record",
             {"No.", "When", "Who", "What", "On", "Why", "State"}, [](const Json& value) {
               std::string on;
               for (const Json& one : part_at(value, "targets")) {
                 on += (on.empty() ? "" : "; ") + str(one, "label");
               }
               return std::vector<std::string>{str(value, "made_at"), str(value, "made_by"),
                                               str(value, "kind"),    on,
                                               str(value, "reason"),  str(value, "standing")};
             });
}

}  // namespace parley::server
