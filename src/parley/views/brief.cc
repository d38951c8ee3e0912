#include "parley/views/brief.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "parley/story/speakers.h"
#include "parley/views/rows.h"

namespace parley::views {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kLongestQuote = 160;  // bytes; a longer one is cut at a word
constexpr std::size_t kMostStands = 8;      // lines on where the talks stand
constexpr std::size_t kMostNames = 4;       // names of an actor on its line
constexpr std::size_t kMostProcesses = 4;   // talks named at the head
constexpr double kLeastSure = 0.6;          // confidence of a statement on the page

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
    std::size_t end = text.rfind(' ', kLongestQuote);
    if (end == std::string::npos) end = kLongestQuote;
    // A character is not cut in two.
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    text.resize(end);
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
    for (const Row& row : by_type_["processes"]) {
      if (most_ > 0 && brief_.processes.size() == kMostProcesses) break;
      brief_.processes.push_back(visible(str(row.value, "name")));
    }
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

  void add(std::string key, std::string title, std::vector<BriefLine> lines,
           std::size_t own_most = 0) {
    BriefSection section{std::move(key), std::move(title), std::move(lines), 0};
    const std::size_t most = own_most > 0 ? std::min(most_, own_most) : most_;
    if (most_ > 0 && section.lines.size() > most) {
      section.left_out = section.lines.size() - most;
      section.lines.resize(most);
    }
    brief_.sections.push_back(std::move(section));
  }

  // The talks that most is told of; "" where there are none.
  std::string main_process() const {
    const auto rows = by_type_.find("processes");
    return rows == by_type_.end() || rows->second.empty() ? "" : rows->second.front().stored->id;
  }

  // 0 for the main talks and for what belongs to none, then the others.
  int process_rank(const Row& row) const {
    const std::string own = str(row.value, "process_id");
    return own.empty() || own == main_process() ? 0 : 1;
  }

  std::string other_talks(const Row& row) const {
    return process_rank(row) == 0
               ? ""
               : fmt::format(" [other talks: {}]", visible(str(row.value, "process")));
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

  // A saying that the page may give to its speaker: a person or a body, and no doubt about it.
  static bool is_sure(const Row& row) {
    const std::string kind = str(row.value, "kind");
    const std::string speaker = str(row.value, "speaker");
    const Json sure = row.value.value("confidence", Json());
    if (sure.is_number() && sure.get<double>() < kLeastSure) return false;
    if (speaker.empty() || kind == "outlet" || row.value.value("scattered", false)) return false;
    return !str(row.value, "speaker_id").empty() || story::names_a_speaker(speaker);
  }

  // Whose word it is: what is said of the talks themselves, by most reports and latest first.
  void stands() {
    std::vector<const Row*> sayings;
    for (const Row& row : by_type_["origins"]) {
      if (!is_sure(row) || !row.value.value("act", true)) continue;
      // What stands inside another's saying is opened with that.
      if (!str(row.value, "inside").empty()) continue;
      const std::string said = str(row.value, "said");
      if (story::process_words_in(said) > 0 && !story::alleges_breach(said))
        sayings.push_back(&row);
    }
    std::ranges::stable_sort(sayings, std::greater(), [&](const Row* row) {
      return std::tuple(-process_rank(*row), row->value.value("independent", 1),
                        row->value.value("outlets", Json::array()).size(), str(row->value, "date"),
                        story::process_words_in(str(row->value, "said")));
    });
    std::vector<BriefLine> lines;
    for (const Row* row : sayings) {
      std::string text = saying(*row);
      const std::string date = str(row->value, "date");
      text = (date.empty() ? "no date" : date) + "  " + text + other_talks(*row);
      lines.push_back(line(*row, std::move(text)));
    }
    add("stands", "Where it stands, and by whose word", std::move(lines), kMostStands);
  }

  // "called “the guild” by Harbour Post (3), Coast Radio (1)"
  static std::string naming(const Json& name) {
    std::vector<std::string> outlets;
    for (const Json& one : name.value("outlets", Json::array())) {
      const std::string outlet = str(one, "outlet");
      outlets.push_back(fmt::format("{} {}", outlet.empty() ? "outlet not known" : visible(outlet),
                                    one.value("count", 0)));
    }
    return fmt::format("“{}” ({})", visible(str(name, "name")), fmt::join(outlets, ", "));
  }

  // Those who have a part in the talks, then those who speak most.
  void parties() {
    std::map<std::string, int> says, wants;
    for (const Row& row : by_type_["origins"]) {
      if (is_sure(row)) ++says[str(row.value, "speaker_id")];
    }
    for (const Row& row : by_type_["positions"]) ++wants[str(row.value, "actor_id")];
    std::vector<const Row*> actors;
    for (const Row& row : by_type_["actors"]) {
      const bool part = !row.value.value("roles", Json::array()).empty();
      const std::string& id = row.stored->id;
      if (part || wants.contains(id) || says.contains(id)) actors.push_back(&row);
    }
    std::ranges::stable_sort(actors, std::greater(), [&](const Row* row) {
      const std::string& id = row->stored->id;
      const auto count = [&](const std::map<std::string, int>& counts) {
        const auto found = counts.find(id);
        return found == counts.end() ? 0 : found->second;
      };
      return std::tuple(!row->value.value("roles", Json::array()).empty(),
                        count(wants) + count(says), row->value.value("mentions", 0));
    });
    std::vector<BriefLine> lines;
    for (const Row* row : actors) {
      std::set<std::string> parts;
      for (const Json& role : row->value.value("roles", Json::array())) {
        parts.insert(spaced(str(role, "role")));
      }
      std::string text = visible(str(row->value, "name"));
      const std::string body = str(row->value, "affiliation");
      if (!body.empty()) text += " of " + visible(body);
      if (!parts.empty()) text += fmt::format(", {}", fmt::join(parts, ", "));
      text +=
          fmt::format(": sayings {}, positions {}", says[row->stored->id], wants[row->stored->id]);
      std::vector<Json> names = row->value.value("names", std::vector<Json>());
      std::ranges::stable_sort(names, std::greater(),
                               [](const Json& name) { return name.value("count", 0); });
      if (names.size() > kMostNames) names.resize(kMostNames);
      std::vector<std::string> called;
      for (const Json& name : names) called.push_back(naming(name));
      if (!called.empty()) text += fmt::format("; called {}", fmt::join(called, ", "));
      lines.push_back(line(*row, std::move(text)));
      // The names say where; a list of all reports would only repeat it.
      lines.back().reports.clear();
    }
    add("parties", "Parties and go-betweens", std::move(lines));
  }

  void wants() {
    std::map<std::pair<int, std::string>, std::vector<BriefLine>> by_actor;
    const auto clause_of = [](const Row& row) {
      return str(row.value, "article") + str(row.value, "quote");
    };
    std::map<std::string, int> clauses;
    for (const Row& row : by_type_["positions"]) ++clauses[clause_of(row)];
    for (const Row& row : by_type_["positions"]) {
      const std::string actor = visible(str(row.value, "holder"));
      if (actor.empty()) continue;
      // One sentence may hold several demands: each line then gives its own words.
      const Json term = row.value.value("term", Json::object());
      const std::string words =
          clauses[clause_of(row)] > 1 ? str(term, "quote") : str(row.value, "quote");
      std::string text = fmt::format("{}, {}, {}: {}", actor, spaced(str(row.value, "stance")),
                                     str(term, "family"), quoted(words));
      const Json exchange = row.value.value("exchange", Json());
      if (exchange.is_object()) {
        text += fmt::format(" [{} {}]", spaced(str(exchange, "relation")),
                            quoted(str(exchange.value("other", Json::object()), "quote")));
      }
      text += other_talks(row);
      by_actor[{process_rank(row), actor}].push_back(line(row, std::move(text)));
    }
    std::vector<BriefLine> lines;
    for (auto& [actor, own] : by_actor) {
      for (BriefLine& one : own) lines.push_back(std::move(one));
    }
    add("wants", "What each wants", std::move(lines));
  }

  // How much a series tells: disagreement, then what was counted, then whose claim it is.
  static std::tuple<bool, bool, std::size_t> weight(const Row& row) {
    const std::string measure = str(row.value, "measure");
    std::size_t claimed = 0;
    for (const Json& point : row.value.value("points", Json::array())) {
      if (str(point, "claimed_by") == "source") ++claimed;
    }
    return {!row.value.value("conflicts", Json::array()).empty(),
            measure != "count" && measure != "duration", claimed};
  }

  void figures() {
    std::vector<BriefLine> lines;
    std::vector<const Row*> series;
    for (const Row& row : by_type_["series"]) {
      // "two sides": a count that nobody claims is a manner of speaking as often as a figure.
      const auto [conflict, measured, claimed] = weight(row);
      if (conflict || measured || claimed > 0) series.push_back(&row);
    }
    std::ranges::stable_sort(series, std::greater(), [](const Row* row) { return weight(*row); });
    for (const Row* each : series) {
      const Row& row = *each;
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
                                     claimant.empty() ? "the report itself" : claimant,
                                     day.empty() ? "" : ", " + day));
      }
      std::string text = fmt::format("{}: {}", head, fmt::join(claims, "; "));
      if (!row.value.value("conflicts", Json::array()).empty()) text += " — claims disagree";
      lines.push_back(line(row, std::move(text)));
    }
    add("figures", "Figures, by claimant", std::move(lines));
  }

  // "2025-02" -> " (day not given)"; a day that is whole has no remark.
  static std::string doubt_about(const std::string& date) {
    if (date.find('/') != std::string::npos) return " (span)";
    if (date.find_first_of("?~%") != std::string::npos) return " (uncertain)";
    return date.size() < 10 ? " (day not given)" : "";
  }

  // The entries that most outlets tell, then the latest; printed by date.
  void timeline() {
    std::vector<const Row*> entries;
    for (const Row& row : by_type_["timeline"]) {
      // A year alone places nothing.
      if (str(row.value, "date").size() > 4) entries.push_back(&row);
    }
    const std::size_t all = entries.size();
    if (most_ > 0 && all > most_) {
      std::ranges::stable_sort(entries, std::greater(), [](const Row* row) {
        return std::tuple(row->value.value("independent", 1),
                          doubt_about(str(row->value, "date")).empty(), str(row->value, "date"));
      });
      entries.resize(most_);
      std::ranges::stable_sort(entries, {}, [](const Row* row) { return str(row->value, "date"); });
    }
    std::vector<BriefLine> lines;
    for (const Row* row : entries) {
      const std::string date = str(row->value, "date");
      lines.push_back(
          line(*row, fmt::format("{}{}  {}: {}", date, doubt_about(date), str(row->value, "kind"),
                                 quoted(str(row->value, "what")))));
    }
    add("timeline", "Timeline", std::move(lines));
    brief_.sections.back().left_out = all - brief_.sections.back().lines.size();
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
    for (const Row& row : by_type_["origins"]) {
      // A report whose outlet is not known is taken for an outlet of its own.
      std::set<std::string> carriers;
      for (const Json& member : row.value.value("members", Json::array())) {
        const std::string outlet = str(member, "outlet");
        carriers.insert(outlet.empty() ? str(member, "article") : outlet);
      }
      if (carriers.size() < 2 || !is_sure(row)) continue;
      lines.push_back(
          line(row, fmt::format("one source in {} outlets: {}", carriers.size(), saying(row))));
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
    for (const Row& row : by_type_["origins"]) {
      if (!is_sure(row) || !story::alleges_breach(str(row.value, "said"))) continue;
      lines.push_back(line(row, "breach alleged: " + saying(row) + other_talks(row)));
    }
    for (const Row& row : by_type_["figures"]) {
      if (row.value.value("revised", false)) {
        const std::string what = str(row.value.value("population", Json::object()), "quote");
        lines.push_back(line(row, fmt::format("{}{} was corrected by the report itself",
                                              quoted(str(row.value, "quote")),
                                              what.empty() ? "" : " " + visible(what))));
      }
    }
    for (const Row& row : by_type_["statements"]) {
      const Json hedges = row.value.value("hedges", Json::array());
      const bool nameless = row.value.contains("anonymity") && row.value["anonymity"].is_object();
      if (hedges.empty() && !nameless) continue;
      if (str(row.value.value("content", Json::object()), "quote").empty()) continue;
      std::vector<std::string> marks;
      for (const Json& hedge : hedges) marks.push_back(quoted(str(hedge, "quote")));
      if (nameless) marks.emplace_back("the source asked not to be named");
      const Json source = row.value.value("source", Json::object());
      const Json content = row.value.value("content", Json::object());
      // Put together from several places: not to be told as one source's word.
      if (source.value("spans", Json::array()).size() > 1) continue;
      std::string who = str(source, "quote");
      if (str(row.value, "actor_id").empty() && !story::names_a_speaker(who)) who.clear();
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

}  // namespace parley::views
