#include "parley/views/brief.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "parley/base/json_writer.h"
#include "parley/views/rows.h"

namespace parley::views {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kLongestQuote = 220;  // bytes; a longer one is cut at a word

struct Row {
  const record::DerivedRow* stored;
  Json value;
};

std::string str(const Json& value, const char* key) {
  if (!value.is_object() || !value.contains(key) || !value[key].is_string()) return "";
  return value[key].get<std::string>();
}

std::string quoted(const std::string& words) {
  std::string text = visible(words);
  if (text.size() > kLongestQuote) {
    const std::size_t space = text.rfind(' ', kLongestQuote);
    text.resize(space == std::string::npos ? kLongestQuote : space);
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80U) {
      text.pop_back();
    }
    text += " …";
  }
  return "“" + text + "”";
}

// "accept_in_principle" -> "accept in principle"
std::string spaced(std::string word) {
  std::ranges::replace(word, '_', ' ');
  return word;
}

// "reports/coast.txt" -> "coast.txt"
std::string file_name(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

class Writer {
 public:
  Writer(const std::vector<record::DerivedRow>& rows, std::size_t most) : most_(most) {
    for (const record::DerivedRow& row : rows) {
      Json value = Json::parse(row.json, nullptr, false);
      if (value.is_object()) by_type_[row.type].push_back({&row, std::move(value)});
    }
    for (const Row& row : by_type_["articles"]) {
      const Json published = row.value.value("published", Json::object());
      const std::string day = str(published, "value").substr(0, 10);
      const std::string outlet = str(row.value, "outlet");
      reports_[row.stored->id] = (outlet.empty() ? file_name(str(row.value, "input")) : outlet) +
                                 (day.empty() ? ", no date" : " " + day);
      if (!outlet.empty()) outlets_.insert(outlet);
      if (day.empty()) continue;
      if (brief_.first_day.empty() || day < brief_.first_day) brief_.first_day = day;
      brief_.last_day = std::max(brief_.last_day, day);
    }
    brief_.articles = by_type_["articles"].size();
    brief_.outlets = outlets_.size();
  }

  Brief write() {
    stands();
    parties();
    wants();
    figures();
    timeline();
    carriers();
    uncertain();
    return std::move(brief_);
  }

 private:
  std::vector<std::string> reports_of(const Json& row) const {
    std::set<std::string> reports;
    for (const Json& place : row.value("evidence", Json::array())) {
      const auto found = reports_.find(str(place, "article"));
      if (found != reports_.end()) reports.insert(visible(found->second));
    }
    return {reports.begin(), reports.end()};
  }

  BriefLine line(const Row& row, std::string text) const {
    return {row.stored->number, row.stored->id, std::move(text), reports_of(row.value)};
  }

  void add(std::string key, std::string title, std::vector<BriefLine> lines) {
    BriefSection section{std::move(key), std::move(title), std::move(lines), 0};
    if (most_ > 0 && section.lines.size() > most_) {
      section.left_out = section.lines.size() - most_;
      section.lines.resize(most_);
    }
    brief_.sections.push_back(std::move(section));
  }

  static std::string saying(const Row& row) {
    const std::string speaker = str(row.value, "speaker");
    std::string text = visible(speaker.empty() ? "somebody not named" : speaker);
    const std::string body = str(row.value, "affiliation");
    if (!body.empty() && speaker.find(body) == std::string::npos) {
      text += " (" + visible(body) + ")";
    }
    const bool negated = row.value.value("negated", false);
    const bool act = row.value.value("act", true);
    text += fmt::format(", {}{}", negated ? "not: " : "", spaced(str(row.value, "force")));
    if (!act) text += " (ascribed)";
    const std::string said = str(row.value, "said");
    if (!said.empty()) text += ": " + quoted(said);
    const Json channels = row.value.value("channel", Json::array());
    if (!channels.empty()) {
      std::vector<std::string> via;
      for (const Json& channel : channels) {
        if (channel.is_string()) via.push_back(visible(channel.get<std::string>()));
      }
      text += fmt::format(" [through {}]", fmt::join(via, ", "));
    }
    return text;
  }

  // Whose word it is: sayings of the most reported and the latest days first.
  void stands() {
    std::set<std::string> takes_part;
    for (const Row& row : by_type_["positions"]) takes_part.insert(str(row.value, "actor_id"));
    for (const Row& row : by_type_["actors"]) {
      if (!row.value.value("roles", Json::array()).empty()) takes_part.insert(row.stored->id);
    }
    takes_part.erase("");
    std::vector<const Row*> sayings;
    for (const Row& row : by_type_["origins"]) {
      if (!str(row.value, "said").empty() && row.value.value("act", true)) sayings.push_back(&row);
    }
    std::ranges::stable_sort(sayings, std::greater(), [&](const Row* row) {
      return std::tuple(row->value.value("reports", 0), row->value.value("independent", 1),
                        takes_part.contains(str(row->value, "speaker_id")),
                        str(row->value, "date"));
    });
    std::vector<BriefLine> lines;
    for (const Row* row : sayings) {
      std::string text = saying(*row);
      const std::string date = str(row->value, "date");
      if (!date.empty()) text = date + "  " + text;
      lines.push_back(line(*row, std::move(text)));
    }
    add("stands", "Where it stands, and by whose word", std::move(lines));
  }

  void parties() {
    std::vector<BriefLine> lines;
    for (const Row& row : by_type_["actors"]) {
      const Json roles = row.value.value("roles", Json::array());
      if (roles.empty()) continue;
      std::set<std::string> parts;
      for (const Json& role : roles) parts.insert(spaced(str(role, "role")));
      lines.push_back(line(
          row, fmt::format("{}: {}", visible(str(row.value, "name")), fmt::join(parts, ", "))));
    }
    add("parties", "Parties and go-betweens", std::move(lines));
  }

  void wants() {
    std::map<std::string, std::vector<BriefLine>> by_actor;
    for (const Row& row : by_type_["positions"]) {
      const std::string actor = visible(str(row.value, "actor"));
      std::string text = fmt::format("{}, {}: {}", actor, spaced(str(row.value, "stance")),
                                     quoted(str(row.value, "quote")));
      const Json exchange = row.value.value("exchange", Json());
      if (exchange.is_object()) {
        text += fmt::format(" [{} {}]", spaced(str(exchange, "relation")),
                            quoted(str(exchange.value("other", Json::object()), "quote")));
      }
      by_actor[actor].push_back(line(row, std::move(text)));
    }
    std::vector<BriefLine> lines;
    for (auto& [actor, own] : by_actor) {
      for (BriefLine& one : own) lines.push_back(std::move(one));
    }
    add("wants", "What each wants", std::move(lines));
  }

  void figures() {
    std::vector<BriefLine> lines;
    for (const Row& row : by_type_["series"]) {
      std::string head = spaced(str(row.value, "measure"));
      for (const char* key : {"population", "unit", "place"}) {
        const std::string part = visible(str(row.value, key));
        if (!part.empty()) head += ", " + part;
      }
      std::vector<std::string> claims;
      for (const Json& point : row.value.value("points", Json::array())) {
        const std::string claimant = visible(str(point, "claimant"));
        const std::string day = str(point, "day");
        claims.push_back(fmt::format("{} ({}{})", visible(str(point, "quote")),
                                     claimant.empty() ? "claimant not known" : claimant,
                                     day.empty() ? "" : ", " + day));
      }
      std::string text = fmt::format("{}: {}", head, fmt::join(claims, "; "));
      if (!row.value.value("conflicts", Json::array()).empty()) text += " — claims disagree";
      lines.push_back(line(row, std::move(text)));
    }
    add("figures", "Figures, by claimant", std::move(lines));
  }

  void timeline() {
    std::vector<BriefLine> lines;
    for (const Row& row : by_type_["timeline"]) {
      lines.push_back(
          line(row, fmt::format("{}  {}: {}", str(row.value, "date"), str(row.value, "kind"),
                                quoted(str(row.value, "what")))));
    }
    add("timeline", "Timeline", std::move(lines));
  }

  void carriers() {
    std::vector<BriefLine> lines;
    std::map<std::string, std::pair<int, int>> outlets;  // sayings carried, of them shared
    for (const Row& row : by_type_["origins"]) {
      const Json names = row.value.value("outlets", Json::array());
      for (const Json& name : names) {
        if (!name.is_string()) continue;
        ++outlets[name.get<std::string>()].first;
        if (names.size() > 1) ++outlets[name.get<std::string>()].second;
      }
    }
    for (const Row& row : by_type_["links"]) {
      if (str(row.value, "kind") != "copy_of") continue;
      const auto name = [&](const char* key) {
        const auto found = reports_.find(str(row.value, key));
        return visible(found == reports_.end() ? str(row.value, key) : found->second);
      };
      lines.push_back(line(row, fmt::format("{} holds {} % of the words of {}", name("a"),
                                            row.value.value("share", 0), name("b"))));
    }
    for (const Row& row : by_type_["origins"]) {
      const Json names = row.value.value("outlets", Json::array());
      if (names.size() < 2) continue;
      lines.push_back(
          line(row, fmt::format("one source in {} outlets: {}", names.size(), saying(row))));
    }
    for (const auto& [outlet, counts] : outlets) {
      lines.push_back({0,
                       "",
                       fmt::format("{}: {} sayings, {} of them carried by others too",
                                   visible(outlet), counts.first, counts.second),
                       {}});
    }
    add("carriers", "Who carries the news", std::move(lines));
  }

  void uncertain() {
    std::vector<BriefLine> lines;
    for (const Row& row : by_type_["series"]) {
      const Json conflicts = row.value.value("conflicts", Json::array());
      if (conflicts.empty()) continue;
      lines.push_back(line(row, fmt::format("{} claims on {} disagree", conflicts.size() + 1,
                                            spaced(str(row.value, "measure")))));
    }
    for (const Row& row : by_type_["figures"]) {
      if (row.value.value("revised", false)) {
        lines.push_back(line(row, fmt::format("{} was corrected by the report itself",
                                              quoted(str(row.value, "quote")))));
      }
    }
    for (const Row& row : by_type_["statements"]) {
      const Json hedges = row.value.value("hedges", Json::array());
      const bool nameless = row.value.contains("anonymity") && row.value["anonymity"].is_object();
      if (hedges.empty() && !nameless) continue;
      std::vector<std::string> marks;
      for (const Json& hedge : hedges) marks.push_back(quoted(str(hedge, "quote")));
      if (nameless) marks.emplace_back("the source asked not to be named");
      const Json source = row.value.value("source", Json::object());
      const Json content = row.value.value("content", Json::object());
      const std::string who = str(source, "quote");
      lines.push_back(
          line(row, fmt::format("{} ({}): {}", visible(who.empty() ? "somebody not named" : who),
                                fmt::join(marks, ", "), quoted(str(content, "quote")))));
    }
    std::size_t undated = 0;
    for (const Row& row : by_type_["articles"]) {
      if (str(row.value.value("published", Json::object()), "value").empty()) ++undated;
    }
    if (undated > 0) {
      lines.insert(
          lines.begin(),
          {0, "", fmt::format("{} of {} reports have no date", undated, brief_.articles), {}});
    }
    add("uncertain", "What is uncertain", std::move(lines));
  }

  std::size_t most_;
  std::map<std::string, std::vector<Row>> by_type_;
  std::map<std::string, std::string> reports_;  // by article id
  std::set<std::string> outlets_;
  Brief brief_;
};

}  // namespace

Brief make_brief(const std::vector<record::DerivedRow>& rows, std::size_t most) {
  return Writer(rows, most).write();
}

std::string to_page(const Brief& brief) {
  std::string page = fmt::format("{} reports, {} outlets", brief.articles, brief.outlets);
  if (!brief.first_day.empty()) page += fmt::format(", {} to {}", brief.first_day, brief.last_day);
  page += "\nEach number opens with: parley show NUMBER\n";
  for (const BriefSection& section : brief.sections) {
    page += "\n" + section.title + "\n";
    if (section.lines.empty()) page += "       nothing found\n";
    for (const BriefLine& line : section.lines) {
      page += line.number > 0 ? fmt::format("{:>5}  ", line.number) : std::string(7, ' ');
      page += line.text;
      if (!line.reports.empty()) page += fmt::format("  ({})", fmt::join(line.reports, "; "));
      page += '\n';
    }
    if (section.left_out > 0) {
      page += fmt::format("       and {} more; --all prints them\n", section.left_out);
    }
  }
  return page;
}

std::string to_json(const Brief& brief) {
  const auto if_any = [](const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
  };
  base::JsonWriter json;
  json.begin_object().field("schema", "parley/1").field("articles", brief.articles);
  json.field("outlets", brief.outlets).field("first_day", if_any(brief.first_day));
  json.field("last_day", if_any(brief.last_day)).key("sections").begin_array();
  for (const BriefSection& section : brief.sections) {
    json.begin_object().field("key", section.key).field("title", section.title);
    json.key("lines").begin_array();
    for (const BriefLine& line : section.lines) {
      json.begin_object().key("number");
      line.number > 0 ? json.value(line.number) : json.null();
      json.field("id", if_any(line.id)).field("text", line.text).key("reports").begin_array();
      for (const std::string& report : line.reports) json.value(report);
      json.end_array().end_object();
    }
    json.end_array().field("left_out", section.left_out).end_object();
  }
  json.end_array().end_object();
  return json.take() + "\n";
}

}  // namespace parley::views
