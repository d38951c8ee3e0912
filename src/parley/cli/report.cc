#include "parley/cli/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "parley/base/json_writer.h"
#include "parley/cli/export_as.h"
#include "parley/engine/check.h"
#include "parley/search/query.h"
#include "parley/story/derive.h"
#include "parley/text/utf8.h"
#include "parley/views/brief.h"
#include "parley/views/changes.h"
#include "parley/views/chosen_rows.h"
#include "parley/views/compare.h"
#include "parley/views/figures_page.h"
#include "parley/views/rows.h"
#include "parley/views/show.h"

namespace parley::cli {
views::RowFormat row_format(const OutputFlags& flags) {
  views::RowFormat format;
  format.format = stdout_is_terminal() ? views::Format::kTable : views::Format::kJsonl;
  if (flags.jsonl || flags.format == "jsonl") format.format = views::Format::kJsonl;
  if (flags.json || flags.format == "json") format.format = views::Format::kJson;
  if (flags.csv || flags.format == "csv") format.format = views::Format::kCsv;
  if (flags.tsv || flags.format == "tsv") format.format = views::Format::kTsv;
  if (flags.table || flags.format == "table") format.format = views::Format::kTable;
  format.formula_guard = !flags.raw_csv;
  std::string_view list = flags.fields;
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    if (comma != 0) format.fields.emplace_back(list.substr(0, comma));
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
  }
  return format;
}

namespace {

Exit print(const base::Result<std::string>& text) {
  if (!text) return refuse(text.error());
  write_out(*text);
  return Exit::kDone;
}

// Prints `rows`; where there are none, says so on standard error and leaves with 1.
Exit print_found(const std::vector<std::string>& rows, std::string_view type,
                 const OutputFlags& output, std::string_view none) {
  const Exit exit = print(views::write_rows(rows, type, row_format(output)));
  if (exit != Exit::kDone || !rows.empty()) return exit;
  tell(none);
  return Exit::kSomeFailed;
}

}  // namespace

std::vector<std::string> export_types() {
  std::vector<std::string> types(story::row_types().begin(), story::row_types().end());
  std::ranges::sort(types);
  return types;
}

Exit export_rows(const ExportFlags& flags) {
  if (!flags.as.empty()) return export_as(flags);
  if (flags.type.empty()) {
    return refuse({base::ErrorCode::kUsage,
                   "export: say which rows with --type, or which form of the whole record with "
                   "--as"});
  }
  base::Result<record::Record> record = record::Record::open_to_read(flags.record);
  if (!record) return refuse(record.error());
  const views::RowFormat format = row_format(flags.output);
  // Lines as they are stored need no look at all of them.
  const bool as_stored = format.format == views::Format::kJsonl && format.fields.empty();
  if (as_stored && (flags.out.empty() || flags.out == "-")) {
    const auto written = story::each_derived_row(
        *record, flags.type, [](const record::DerivedRow& row) { write_out(row.json + "\n"); });
    return written ? Exit::kDone : refuse(written.error());
  }
  const auto rows = story::derived_rows(*record, flags.type);
  if (!rows) return refuse(rows.error());
  std::vector<std::string> json;
  for (const record::DerivedRow& row : *rows) json.push_back(row.json);
  const auto text = views::write_rows(json, flags.type, format);
  if (!text) return refuse(text.error());
  return write_whole(*text, flags.out);
}

namespace {

// Bars need a terminal that shows UTF-8.
bool can_draw() {
  if (!stdout_is_terminal()) return false;
  const char* terminal = std::getenv("TERM");
  if (terminal == nullptr || std::string_view(terminal) == "dumb") return false;
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char* locale = std::getenv(name);
    if (locale == nullptr || *locale == '\0') continue;
    const std::string_view text(locale);
    return text.find("UTF-8") != std::string_view::npos ||
           text.find("utf8") != std::string_view::npos;
  }
  return false;
}

}  // namespace

Exit figures(const FiguresFlags& flags) {
  const views::RowFormat format = row_format(flags.output);
  if (format.format != views::Format::kTable || !format.fields.empty()) {
    return export_rows({flags.record, "series", flags.output});
  }
  base::Result<record::Record> record = record::Record::open_to_read(flags.record);
  if (!record) return refuse(record.error());
  const auto rows = story::derived_rows(*record, "series");
  if (!rows) return refuse(rows.error());
  std::vector<std::string> json;
  for (const record::DerivedRow& row : *rows) json.push_back(row.json);
  const bool bars = flags.chart == "always" || (flags.chart == "auto" && can_draw());
  return print(views::figures_page(json, bars));
}

Exit brief(const BriefFlags& flags) {
  base::Result<record::Record> record = record::Record::open_to_read(flags.record);
  if (!record) return refuse(record.error());
  const auto page = views::make_brief(*record, flags.all ? 0 : flags.lines);
  if (!page) return refuse(page.error());
  write_out(flags.json ? views::to_json(*page) : views::to_page(*page));
  return Exit::kDone;
}

Exit show(const ShowFlags& flags) {
  base::Result<record::Record> record = record::Record::open_to_read(flags.record);
  if (!record) return refuse(record.error());
  const auto articles = story::derived_rows(*record, "articles");
  if (!articles) return refuse(articles.error());
  Exit exit = Exit::kDone;
  for (const std::string& which : flags.which) {
    const auto found = story::find_row(*record, which);
    if (!found && found.error().code != base::ErrorCode::kNotFound) return refuse(found.error());
    if (!found) {
      tell(found.error().message);
      exit = Exit::kSomeFailed;
      continue;
    }
    write_out(flags.json ? found->json + "\n" : views::show_page(*found, *articles));
  }
  return exit;
}

Exit search(const SearchFlags& flags) {
  std::string query;
  for (const std::string& word : flags.words) {
    // The shell has taken the quotation marks of a phrase away.
    const bool phrase = word.find(' ') != std::string::npos && word.find('"') == std::string::npos;
    query += (query.empty() ? "" : " ") + (phrase ? "\"" + word + "\"" : word);
  }
  const std::string expression = search::to_expression(query);
  if (expression.empty()) {
    return refuse({base::ErrorCode::kUsage, "search: no word to look for; name at least one"});
  }
  base::Result<record::Record> record = record::Record::open_to_read(flags.record);
  if (!record) return refuse(record.error());
  const auto hits = record->search(expression, flags.limit);
  if (!hits) return refuse(hits.error());
  std::map<std::string, record::StoredArticle> articles;
  for (const record::SentenceHit& hit : *hits) articles.try_emplace(hit.article);
  for (auto& [id, stored] : articles) {
    base::Result<std::optional<record::StoredArticle>> found = record->article(id);
    if (!found) return refuse(found.error());
    if (*found) stored = std::move(**found);
  }
  std::vector<std::string> rows;
  for (const record::SentenceHit& hit : *hits) {
    const record::StoredArticle& stored = articles[hit.article];
    if (!stored.article.whole().contains(hit.span)) continue;
    base::JsonWriter json;
    json.begin_object().field("schema", "parley/1").field("article", hit.article);
    json.field("outlet", stored.article.outlet);
    json.field("published", stored.article.published.value);
    json.field("start", hit.span.start).field("end", hit.span.end);
    json.field("quote", stored.article.at(hit.span)).field("sha256", stored.sha256).end_object();
    rows.push_back(json.take());
  }
  return print_found(rows, "search", flags.output, "no sentence has these words");
}

Exit changes(const ChangesFlags& flags) {
  if (flags.since.empty() == !flags.since_read) {
    return refuse({base::ErrorCode::kUsage,
                   "changes: say since when, with --since 2025-03-14 or with --since-read"});
  }
  base::Result<record::Record> record = record::Record::open_to_read(flags.record);
  if (!record) return refuse(record.error());
  const auto each = views::each_row_of(*record);
  if (!each) return refuse(each.error());
  const auto known = views::rows_of_type(*each, "articles");
  if (!known) return refuse(known.error());
  const auto articles = flags.since_read ? record->articles_of_last_read()
                                         : views::articles_since(*known, flags.since);
  if (!articles) return refuse(articles.error());
  const auto rows = views::rows_of_changes(*each, *articles);
  if (!rows) return refuse(rows.error());
  return print_found(views::changes(*rows, *articles), "changes", flags.output,
                     "nothing is new since then");
}

Exit compare(const CompareFlags& flags) {
  base::Result<record::Record> record = record::Record::open_to_read(flags.record);
  if (!record) return refuse(record.error());
  const auto each = views::each_row_of(*record);
  if (!each) return refuse(each.error());
  const auto reports = views::rows_of_type(*each, "articles");
  if (!reports) return refuse(reports.error());
  const std::vector<std::string> known = views::outlets_of(*reports);
  for (const std::string& outlet : flags.outlets) {
    const std::string folded = text::fold_case(outlet);
    if (std::ranges::any_of(known,
                            [&](const auto& one) { return text::fold_case(one) == folded; })) {
      continue;
    }
    constexpr std::size_t kShown = 20;
    tell(fmt::format("{}: no report of this outlet; the record has {}{}", outlet,
                     fmt::join(known.begin(), known.begin() + std::min(known.size(), kShown), ", "),
                     known.size() > kShown ? " …" : ""));
    return Exit::kSomeFailed;
  }
  std::set<std::string> only;
  if (!flags.story.empty()) {
    auto articles = views::articles_of_story(*reports, flags.story);
    if (!articles) {
      tell(articles.error().message);
      return Exit::kSomeFailed;
    }
    only = std::move(*articles);
  }
  const auto rows = views::rows_of_comparison(*each, flags.outlets[0], flags.outlets[1], only);
  if (!rows) return refuse(rows.error());
  return print_found(views::compare(*rows, flags.outlets[0], flags.outlets[1], only), "compare",
                     flags.output, "neither outlet tells anything there");
}

Exit check(const CheckFlags& flags) {
  base::Result<record::Record> record = record::Record::open_to_read(flags.record);
  if (!record) return refuse(record.error());
  const auto report = engine::check_record(*record);
  if (!report) return refuse(report.error());
  if (flags.json) {
    base::JsonWriter json;
    json.begin_object().field("schema", "parley/1").field("sound", report->faults.empty());
    json.field("articles", report->articles).field("findings", report->findings);
    json.field("quotes", report->quotes).field("references", report->references);
    json.field("decisions", report->decisions)
        .field("rows", report->rows)
        .field("derived_stale", report->derived_stale);
    json.key("faults").begin_array();
    for (const std::string& fault : report->faults) json.value(fault);
    json.end_array().end_object();
    write_out(json.take() + "\n");
  } else {
    for (const std::string& fault : report->faults) write_out(views::visible(fault) + "\n");
    write_out(fmt::format(
        "{}: {} articles, {} findings, {} quotes, {} references and {} decisions compared, {} "
        "derived rows {}\n",
        report->faults.empty() ? "sound" : "damaged", report->articles, report->findings,
        report->quotes, report->references, report->decisions, report->rows,
        report->derived_stale ? "left for the next read to build" : "built anew and equal"));
  }
  if (report->faults.empty()) return Exit::kDone;
  tell(flags.record +
       ": the record is damaged; restore it from a copy, or read the reports into a new record");
  return Exit::kCouldNotStart;
}

}  // namespace parley::cli
