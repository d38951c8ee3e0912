#include "parley/server/api.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include "parley/base/json_writer.h"
#include "parley/search/query.h"
#include "parley/server/assets.h"
#include "parley/server/evidence.h"
#include "parley/server/exports.h"
#include "parley/server/made_rows.h"
#include "parley/server/reader.h"
#include "parley/server/review.h"
#include "parley/server/row_places.h"
#include "parley/story/corpus.h"
#include "parley/story/decision.h"
#include "parley/views/compare.h"
#include "parley/views/matrix.h"
#include "parley/views/rows.h"
#include "parley/views/source_graph.h"

namespace parley::server {
namespace {

using story::Json;

constexpr const char* kJson = "application/json";
constexpr std::size_t kPieceBytes = 64 * 1024;  // of a stream of rows
constexpr std::size_t kPlacesShown = 3;         // of a row in the overview
constexpr std::size_t kPartsShown = 12;         // names, roles or claims of such a row

Response json_response(std::string body) {
  return text_response(200, kJson, std::move(body) + "\n");
}

Response failed(const base::Error& error) {
  return problem(error.code == base::ErrorCode::kBusy ? 503 : 500, error.message);
}

std::optional<std::size_t> number_of(const std::string& text) {
  std::size_t number = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (text.empty() || read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return number;
}

bool is_date(std::string_view text) {
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 4 || i == 7;
    if (dash ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
  }
  return true;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool holds_words(std::string_view text, std::string_view words) {
  const auto same = [](char a, char b) { return lower(a) == lower(b); };
  return std::search(text.begin(), text.end(), words.begin(), words.end(), same) != text.end();
}

// "t" and the number of the last row of a page: opaque to the caller.
std::string token_of(const IndexedRow& row) { return fmt::format("t{}", row.number); }

std::string with_parameters(const Target& target, const std::string& next) {
  std::string link = "/" + fmt::format("{}", fmt::join(target.path, "/")) + "?";
  for (const auto& [name, value] : target.query) {
    if (name == "after") continue;
    link += escape_part(name) + "=" + escape_part(value) + "&";
  }
  return link + "after=" + next;
}

// "id,holder": the names that `fields` gives.
std::vector<std::string> fields_of(const Target& target) {
  std::vector<std::string> fields;
  const std::string given = target.parameter("fields");
  std::string_view left = given;
  while (!left.empty()) {
    const std::size_t end = std::min(left.find(','), left.size());
    if (end > 0) fields.emplace_back(left.substr(0, end));
    left.remove_prefix(std::min(end + 1, left.size()));
  }
  return fields;
}

// The first of `fields` that rows like `row` do not have; "" where they have all.
std::string unknown_field(const std::string& row, const std::vector<std::string>& fields) {
  const Json value = Json::parse(head_of(row), nullptr, false);
  const auto known = [&](const std::string& field) {
    return field == "evidence" || value.contains(field);
  };
  const auto found = std::ranges::find_if_not(fields, known);
  return found == fields.end() ? "" : *found;
}

std::string only_fields(const std::string& row, const std::vector<std::string>& fields) {
  const bool whole = std::ranges::find(fields, "evidence") != fields.end();
  const Json value = Json::parse(whole ? row : head_of(row), nullptr, false);
  base::JsonWriter json;
  json.begin_object();
  for (const std::string& field : fields) {
    json.key(field).raw(value.contains(field) ? value[field].dump() : "null");
  }
  return json.end_object().take();
}

std::string type_of(views::Format format) {
  switch (format) {
    case views::Format::kCsv:
      return "text/csv; charset=utf-8; header=present";
    case views::Format::kTsv:
      return "text/tab-separated-values; charset=utf-8";
    default:
      return std::string(kLines);
  }
}

// Rows in pieces of about kPieceBytes, so that memory stays the same however many there are.
// `write` turns some rows into text; `end` closes the whole.
Response rows_in_pieces(Selection selection, const Snapshot& snapshot, std::string_view type,
                        std::function<void(const std::vector<std::string>&, std::string&)> write,
                        std::string end) {
  struct State {
    std::shared_ptr<const Snapshot> snapshot;  // the rows live in it
    Selection selection;
    std::size_t next = 0;
    bool ended = false;
  };
  auto state = std::make_shared<State>();
  state->snapshot = snapshot.shared_from_this();
  state->selection = std::move(selection);
  Response response = text_response(200, type, "");
  response.more = [state, write = std::move(write), end = std::move(end)](std::string& out) {
    if (state->ended) return false;
    const std::size_t before = out.size();
    std::vector<std::string> rows;
    for (std::size_t bytes = 0;
         state->next < state->selection.rows.size() && bytes < kPieceBytes;) {
      rows.push_back(state->snapshot->json(*state->selection.rows[state->next++]));
      bytes += rows.back().size();
    }
    if (!rows.empty() || state->next == 0) write(rows, out);
    if (state->next == state->selection.rows.size()) {
      state->ended = true;
      out += end;
    }
    return out.size() > before;
  };
  return response;
}

Response whole_table(Selection selection, const Snapshot& snapshot, std::string_view type,
                     views::Format format, std::vector<std::string> fields, const char* ending) {
  auto begun = std::make_shared<bool>(false);
  const auto write = [begun, type = std::string(type), format, fields = std::move(fields)](
                         const std::vector<std::string>& rows, std::string& out) {
    const auto text = views::write_rows(rows, type, {format, fields, true});
    if (!text) return;
    // All rows have the same fields: the line that names them is written once.
    const std::size_t head = *begun ? text->find('\n') + 1 : 0;
    *begun = true;
    out.append(*text, head);
  };
  Response response = rows_in_pieces(std::move(selection), snapshot, type_of(format), write, "");
  return response.set("content-disposition",
                      fmt::format("attachment; filename=\"{}.{}\"", type, ending));
}

Response all_lines(Selection selection, const Snapshot& snapshot, std::vector<std::string> fields) {
  // A stream that is cut off lacks this line.
  std::string end = fmt::format("{{\"end\":true,\"count\":{}}}\n", selection.rows.size());
  const auto write = [fields = std::move(fields)](const std::vector<std::string>& rows,
                                                  std::string& out) {
    for (const std::string& row : rows) {
      out += (fields.empty() ? row : only_fields(row, fields)) + "\n";
    }
  };
  return rows_in_pieces(std::move(selection), snapshot, kLines, write, std::move(end));
}

Response rows_page(const Request& request, const Target& target, const Snapshot& snapshot,
                   const std::string& type) {
  Selection selection = select_rows(snapshot, type, target);
  if (!selection.fault.empty()) return problem(400, selection.fault);
  const std::vector<std::string> fields = fields_of(target);
  if (!fields.empty() && !selection.rows.empty() &&
      !unknown_field(snapshot.json(*selection.rows.front()), fields).empty()) {
    return problem(400, "fields: names of fields that these rows have, with commas between");
  }
  const std::string format = target.parameter("format");
  if (format == "csv") {
    return whole_table(std::move(selection), snapshot, type, views::Format::kCsv, fields, "csv");
  }
  if (format == "tsv") {
    return whole_table(std::move(selection), snapshot, type, views::Format::kTsv, fields, "tsv");
  }
  if (format == "jsonl" || !accepted_by(request).empty()) {
    return all_lines(std::move(selection), snapshot, fields);
  }
  if (!format.empty() && format != "json") {
    return problem(400, "format: one of json, jsonl, csv, tsv");
  }
  std::size_t limit = kRowsUsual;
  if (target.has("limit")) {
    const auto given = number_of(target.parameter("limit"));
    if (!given || *given == 0 || *given > kRowsMost) {
      return problem(400, fmt::format("limit: a number from 1 to {}", kRowsMost));
    }
    limit = *given;
  }
  auto from = selection.rows.begin();
  if (target.has("after")) {
    const std::string after = target.parameter("after");
    const auto number = after.starts_with("t") ? number_of(after.substr(1)) : std::nullopt;
    if (!number) return problem(400, "after: the token that the page before gave as next");
    from = std::ranges::find_if(selection.rows, [&](const IndexedRow* row) {
      return row->number > static_cast<std::int64_t>(*number);
    });
  }
  base::JsonWriter json;
  json.begin_object().field("schema", "parley/1").field("type", type);
  json.field("generation", snapshot.generation).field("total", selection.rows.size());
  json.key("rows").begin_array();
  const auto rest = static_cast<std::size_t>(selection.rows.end() - from);
  const auto until = from + static_cast<std::ptrdiff_t>(std::min(limit, rest));
  for (auto at = from; at != until; ++at) {
    const std::string row = snapshot.json(**at);
    json.raw(fields.empty() ? row : only_fields(row, fields));
  }
  std::string next;
  if (until != selection.rows.end()) next = token_of(**std::prev(until));
  json.end_array().field("next", next.empty() ? std::nullopt : std::optional(next)).end_object();
  Response response = json_response(json.take());
  if (!next.empty()) {
    response.set("link", fmt::format("<{}>; rel=\"next\"", with_parameters(target, next)));
  }
  return response;
}

Response search_page(const Target& target, const Snapshot& snapshot, record::Record& record) {
  const std::string query = target.parameter("q");
  if (query.size() > kLongestQuery) {
    return problem(400, fmt::format("q: at most {} bytes", kLongestQuery));
  }
  std::size_t limit = kRowsUsual;
  if (target.has("limit")) {
    const auto given = number_of(target.parameter("limit"));
    if (!given || *given == 0 || *given > kHitsMost) {
      return problem(400, fmt::format("limit: a number from 1 to {}", kHitsMost));
    }
    limit = *given;
  }
  const auto hits = find_sentences(record, query, limit);
  if (!hits) return failed(hits.error());
  base::JsonWriter json;
  json.begin_object().field("schema", "parley/1").field("generation", snapshot.generation);
  json.field("query", query).field("limit", limit).key("hits").begin_array();
  for (const Hit& hit : *hits) {
    json.begin_object();
    write_passage(json, {hit.article, "", hit.text, "", hit.span}, snapshot);
    json.end_object();
  }
  json.end_array().end_object();
  return json_response(json.take());
}

Response matrix_page(const Target& target, const Snapshot& snapshot) {
  const std::string as_of = target.parameter("as_of");
  if (!as_of.empty() && (as_of.size() != 10 || !is_date(as_of))) {
    return problem(400, "as_of: a day as YYYY-MM-DD");
  }
  const views::MatrixOptions options{target.parameter("process"), as_of,
                                     target.parameter("columns") == "all" ? 0UL : 12UL};
  return json_response(
      views::to_json(views::make_matrix(snapshot.standings, options), snapshot.standings));
}

// Rows that a view has made for this question, all of them.
Response made_page(const Target& target, const Snapshot& snapshot, std::string_view type,
                   const MadeRows& made) {
  const std::string format = target.parameter("format");
  if (format == "csv" || format == "jsonl") {
    const bool csv = format == "csv";
    const auto text = views::write_rows(
        made.rows, type, {csv ? views::Format::kCsv : views::Format::kJsonl, {}, true});
    if (!text) return failed(text.error());
    return text_response(200, type_of(csv ? views::Format::kCsv : views::Format::kJsonl), *text);
  }
  if (!format.empty() && format != "json") return problem(400, "format: one of json, jsonl, csv");
  base::JsonWriter json;
  json.begin_object().field("schema", "parley/1").field("type", type);
  json.field("generation", snapshot.generation).field("total", made.rows.size());
  json.field("left_out", made.left_out).key("rows").begin_array();
  for (const std::string& row : made.rows) json.raw(row);
  json.end_array().key("next").null().end_object();
  return json_response(json.take());
}

// How many rows of a type a view may look at.
std::optional<std::size_t> made_limit(const Target& target) {
  if (!target.has("limit")) return kMadeUsual;
  const auto given = number_of(target.parameter("limit"));
  return given && *given > 0 && *given <= kMadeMost ? given : std::nullopt;
}

Response news_page(const Target& target, const Snapshot& snapshot, record::Record& record) {
  const auto limit = made_limit(target);
  if (!limit) return problem(400, fmt::format("limit: a number from 1 to {}", kMadeMost));
  const auto made = news_rows(snapshot, record, target.parameter("since"), *limit);
  if (!made) return problem(400, made.error().message);
  return made_page(target, snapshot, "changes", *made);
}

Response compare_page(const Target& target, const Snapshot& snapshot) {
  const std::string a = target.parameter("a");
  const std::string b = target.parameter("b");
  if (a.empty() || b.empty()) return problem(400, "a, b: two outlets of /api/v1/outlets");
  const auto limit = made_limit(target);
  if (!limit) return problem(400, fmt::format("limit: a number from 1 to {}", kMadeMost));
  std::set<std::string> only;
  if (const std::string story = target.parameter("story"); !story.empty()) {
    auto articles = views::articles_of_story(snapshot.whole_rows({"articles"}), story);
    if (!articles) return problem(404, articles.error().message);
    only = std::move(*articles);
  }
  return made_page(target, snapshot, "compare", compare_rows(snapshot, a, b, only, *limit));
}

// What a chart of days and a choice of kinds need of the whole record: reports by day, entries of
// the timeline by date and kind, series by measure.
Response days_page(const Snapshot& snapshot) {
  std::map<std::string, std::size_t> reported;
  for (const auto& [id, report] : snapshot.reports) ++reported[report.day];
  base::JsonWriter json;
  json.begin_object().field("schema", "parley/1").field("generation", snapshot.generation);
  const auto counts = [&](const char* name, const char* key, const auto& own) {
    json.key(name).begin_array();
    for (const auto& [value, count] : own) {
      json.begin_object().field(key, value.empty() ? std::nullopt : std::optional(value));
      json.field("count", count).end_object();
    }
    json.end_array();
  };
  counts("reported", "day", reported);
  counts("told", "date", snapshot.told);
  counts("kinds", "kind", snapshot.told_kinds);
  counts("measures", "measure", snapshot.measures);
  json.end_object();
  return json_response(json.take());
}

Response outlets_page(const Snapshot& snapshot) {
  base::JsonWriter json;
  json.begin_object().field("schema", "parley/1").key("outlets").begin_array();
  for (const std::string& outlet : outlets_of(snapshot)) json.value(outlet);
  json.end_array().end_object();
  return json_response(json.take());
}

// What data/correctable.tsv lets a person set.
Response correctable_page() {
  base::JsonWriter json;
  json.begin_object().field("schema", "parley/1").key("fields").begin_array();
  for (const story::Correctable& one : story::correctable_fields()) {
    json.begin_object().field("type", one.type).field("field", one.field);
    json.field("holds", one.holds).field("or_null", one.or_null).end_object();
  }
  json.end_array().end_object();
  return json_response(json.take());
}

Response index_page(const Snapshot& snapshot) {
  base::JsonWriter json;
  json.begin_object().field("schema", "parley/1").field("record", snapshot.name);
  json.field("generation", snapshot.generation).key("rows").begin_object();
  for (const auto& [type, rows] : snapshot.types) json.field(type, rows.size());
  json.end_object().field("description", "/api/v1/openapi.json").end_object();
  return json_response(json.take());
}

// A row with the first of its places, names and claims alone: an actor has tens of thousands.
std::string shortened(const std::string& row) {
  const auto any = [](std::string_view) { return true; };
  Json value = Json::parse(with_places(row, kPlacesShown, any), nullptr, false);
  const auto cut = [](Json& of, const char* key, std::size_t most) {
    if (!of.contains(key) || of[key].size() <= most) return;
    of[key].erase(of[key].begin() + static_cast<std::ptrdiff_t>(most), of[key].end());
  };
  cut(value, "members", kPlacesShown);
  for (const char* key : {"names", "roles", "points"}) cut(value, key, kPartsShown);
  for (const char* list : {"names", "roles", "points"}) {
    if (!value.contains(list)) continue;
    for (Json& part : value[list]) {
      for (const char* key : {"outlets", "evidence", "members"}) cut(part, key, kPlacesShown);
    }
  }
  return value.dump();
}

// The brief with the rows that its lines come from, and how many reports each day and outlet gave.
Response overview_page(const Snapshot& snapshot) {
  const views::Brief& brief = snapshot.brief;
  const auto known = [](const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
  };
  base::JsonWriter json;
  json.begin_object().field("schema", "parley/1").field("generation", snapshot.generation);
  json.field("record", snapshot.name).field("articles", brief.articles);
  json.field("outlets", brief.outlets).field("first_day", known(brief.first_day));
  json.field("last_day", known(brief.last_day)).key("processes").begin_array();
  for (const std::string& name : brief.processes) json.value(name);
  json.end_array().key("counts").begin_object();
  for (const auto& [type, rows] : snapshot.types) json.field(type, rows.size());
  json.end_object().key("sections").begin_array();
  for (const views::BriefSection& section : brief.sections) {
    json.begin_object().field("key", section.key).field("title", section.title);
    json.field("left_out", section.left_out).key("lines").begin_array();
    for (const views::BriefLine& line : section.lines) {
      json.begin_object().field("number", line.number).field("text", line.text);
      json.key("reports").begin_array();
      for (const std::string& report : line.reports) json.value(report);
      json.end_array();
      const IndexedRow* row = line.id.empty() ? nullptr : snapshot.find(line.id);
      json.field("type", row ? std::optional(snapshot.type(*row)) : std::nullopt).key("row");
      row != nullptr ? json.raw(shortened(snapshot.json(*row))) : json.null();
      json.end_object();
    }
    json.end_array().end_object();
  }
  std::map<std::string, std::map<std::string, std::size_t>> days;  // by outlet
  for (const auto& [id, report] : snapshot.reports) ++days[report.outlet][report.day];
  json.end_array().key("coverage").begin_array();
  for (const auto& [outlet, own] : days) {
    json.begin_object().field("outlet", known(outlet)).key("days").begin_array();
    for (const auto& [day, count] : own) {
      json.begin_object().field("day", known(day)).field("count", count).end_object();
    }
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return json_response(json.take());
}

Response article_page(const std::string& id, const Snapshot& snapshot, record::Record& record) {
  const auto article = record.article(id);
  if (!article) return failed(article.error());
  if (!*article) return problem(404, "no article of this id");
  const auto findings = record.findings(id);
  if (!findings) return failed(findings.error());
  return json_response(reader_json(**article, *findings, snapshot));
}

Response evidence_page(const std::string& which, const Snapshot& snapshot, record::Record& record) {
  const IndexedRow* found = snapshot.find(which);
  if (const auto number = number_of(which); found == nullptr && number) {
    found = snapshot.numbered(static_cast<std::int64_t>(*number));
  }
  if (found == nullptr) return problem(404, "no row of this id or number");
  const record::DerivedRow row = snapshot.whole(*found);
  const auto evidence = open_evidence(record, row);
  if (!evidence) return failed(evidence.error());
  return json_response(evidence_json(*evidence, row, snapshot));
}

}  // namespace

Selection select_rows(const Snapshot& snapshot, std::string_view type, const Target& target) {
  Selection selection;
  std::vector<std::uint32_t> wanted;
  bool none = false;  // a value that no row has
  for (const std::string_view filter : kFilters) {
    const std::string value = target.parameter(filter);
    if (value.empty()) continue;
    const auto key = snapshot.key_numbers.find(Snapshot::key_of(filter, value));
    none = none || key == snapshot.key_numbers.end();
    if (!none) wanted.push_back(key->second);
  }
  const std::string since = target.parameter("since");
  const std::string until = target.parameter("until");
  const std::string words = target.parameter("q");
  for (const std::string& day : {since, until}) {
    if (!day.empty() && !is_date(day)) {
      selection.fault = "since, until: a date as YYYY-MM-DD, YYYY-MM or YYYY";
      return selection;
    }
  }
  const std::string least = target.parameter("independent");
  const auto independent = number_of(least);
  if (!least.empty() && (!independent || *independent > 1000000)) {
    selection.fault = "independent: a number";
    return selection;
  }
  if (none) return selection;
  for (const IndexedRow& row : snapshot.of(type)) {
    const auto keys = snapshot.keys_of(row);
    const bool has_all = std::ranges::all_of(
        wanted, [&](std::uint32_t key) { return std::ranges::find(keys, key) != keys.end(); });
    if (!has_all) continue;
    const std::string& day = snapshot.day(row);
    // A month is until its last day: the text is compared as far as the limit goes.
    if (!since.empty() && (day.empty() || day < since)) continue;
    if (!until.empty() && (day.empty() || day.substr(0, until.size()) > until)) continue;
    if (independent && row.independent < static_cast<int>(*independent)) continue;
    if (!words.empty() && !holds_words(snapshot.json(row), words)) continue;
    selection.rows.push_back(&row);
  }
  return selection;
}

base::Result<std::vector<Hit>> find_sentences(record::Record& record, const std::string& query,
                                              std::size_t most) {
  std::vector<Hit> hits;
  const std::string expression = search::to_expression(query);
  if (expression.empty()) return hits;
  const auto found = record.search(expression, most);
  if (!found) return std::unexpected(found.error());
  std::map<std::string, std::optional<record::StoredArticle>> articles;
  for (const record::SentenceHit& hit : *found) {
    auto at = articles.find(hit.article);
    if (at == articles.end()) {
      auto article = record.article(hit.article);
      if (!article) return std::unexpected(article.error());
      at = articles.emplace(hit.article, std::move(*article)).first;
    }
    if (!at->second || !at->second->article.whole().contains(hit.span)) continue;
    hits.push_back({hit.article, hit.span, std::string(at->second->article.at(hit.span))});
  }
  return hits;
}

Response answer_api(const Request& request, const Target& target, const Snapshot& snapshot,
                    record::Record& record) {
  if (target.path.size() == 2) return index_page(snapshot);
  const std::string& name = target.path[2];
  if (target.path.size() == 3) {
    if (name == "openapi.json") {
      const std::optional<Asset> file = asset("openapi.json");
      return file ? text_response(200, kJson, std::string(file->bytes))
                  : problem(404, "not in this build");
    }
    if (name == "brief") return json_response(views::to_json(snapshot.brief));
    if (name == "news") return news_page(target, snapshot, record);
    if (name == "compare") return compare_page(target, snapshot);
    if (name == "outlets") return outlets_page(snapshot);
    if (name == "review") return review_response(snapshot, target);
    if (name == "correctable") return correctable_page();
    if (name == "overview") return overview_page(snapshot);
    if (name == "matrix") return matrix_page(target, snapshot);
    if (name == "days") return days_page(snapshot);
    if (name == "sources") {
      return json_response(
          views::to_json(snapshot.sayings.graph(target.parameter("speakers") == "all" ? 0 : 24)));
    }
    if (name == "search") return search_page(target, snapshot, record);
    if (snapshot.types.contains(name)) return rows_page(request, target, snapshot, name);
  }
  if (target.path.size() == 4) {
    if (name == "exports") return answer_export(target, snapshot, record);
    if (name == "articles") return article_page(target.path[3], snapshot, record);
    if (name == "evidence") return evidence_page(target.path[3], snapshot, record);
  }
  return problem(404, "no such resource; /api/v1/openapi.json lists them");
}

}  // namespace parley::server
