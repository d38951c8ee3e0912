#include "parley/views/brief.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <tuple>

#include "parley/story/derive.h"
#include "parley/story/speakers.h"
#include "parley/views/row_view.h"
#include "parley/views/rows.h"

namespace parley::views {
namespace {

using Json = nlohmann::json;
using base::JsonView;

constexpr std::size_t kLongestQuote = 160;  // bytes; a longer one is cut at a word
constexpr std::size_t kMostStands = 8;      // lines on where the talks stand
constexpr std::size_t kMostNames = 4;       // names of an actor on its line
constexpr std::size_t kMostProcesses = 4;   // talks named at the head
constexpr double kLeastSure = 0.6;          // confidence of a statement on the page

struct Row {
  record::DerivedRow stored;
  Json value;
};

std::string str(const Json& value, const char* key) { return text_or_none(value, key); }

std::string str(const JsonView& value, std::string_view key) {
  return base::text_of(value.at(key));
}

const Json& list(const Json& value, const char* key) { return list_at(value, key); }
JsonView list(const JsonView& value, std::string_view key) { return value.at(key); }

const Json& part(const Json& value, const char* key) {
  static const Json none;
  if (!value.is_object()) return none;
  const auto found = value.find(key);
  return found == value.end() ? none : *found;
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

// A row that a line may be made of.
struct Candidate {
  std::size_t place = 0;
};

struct SaidCandidate : Candidate {
  std::string process, date;
  int independent = 1;
  std::size_t outlets = 0;
  int words = 0;  // that speak of the talks
};

struct ActorCandidate : Candidate {
  std::string id;
  bool has_part = false;
  int mentions = 0;
};

// How much a series tells: disagreement, then what was counted, then whose claim it is.
using Weight = std::tuple<bool, bool, std::size_t>;

struct SeriesCandidate : Candidate {
  Weight weight;
};

struct EntryCandidate : Candidate {
  int independent = 1;
  bool certain = false;  // its day
  std::string date;
};

Weight weight_of(const JsonView& series) {
  const std::string measure = str(series, "measure");
  std::size_t claimed = 0;
  for (const JsonView& point : series.at("points")) {
    if (point.at("claimed_by").text() == "source") ++claimed;
  }
  return {!series.at("conflicts").empty(), measure != "count" && measure != "duration", claimed};
}

// A saying that the page may give to its speaker: a person or a body, and no doubt about it.
bool is_sure(const JsonView& value) {
  const std::string_view speaker = value.at("speaker").text().value_or("");
  if (const auto sure = value.at("confidence").number(); sure && *sure < kLeastSure) return false;
  if (speaker.empty() || value.at("kind").text() == "outlet" || value.at("scattered").is_true()) {
    return false;
  }
  return !value.at("speaker_id").text().value_or("").empty() || story::names_a_speaker(speaker);
}

// Outlets behind a saying. A report whose outlet is not known is taken for an outlet of its own.
template <class Value>  // Json or JsonView
std::size_t carriers_of(const Value& origin) {
  std::set<std::string> carriers;
  for (const Value& member : list(origin, "members")) {
    const std::string outlet = str(member, "outlet");
    carriers.insert(outlet.empty() ? str(member, "article") : outlet);
  }
  return carriers.size();
}

int int_at(const JsonView& value, std::string_view key, int otherwise) {
  return static_cast<int>(value.at(key).whole().value_or(otherwise));
}

// "2025-02" -> " (day not given)"; a day that is whole has no remark.
std::string doubt_about(const std::string& date) {
  if (date.find('/') != std::string::npos) return " (span)";
  if (date.find_first_of("?~%") != std::string::npos) return " (uncertain)";
  return date.size() < 10 ? " (day not given)" : "";
}

// Hedged, or of a source that asked not to be named.
bool is_doubtful(const JsonView& statement) {
  if (statement.at("hedges").empty() && !statement.at("anonymity").is_object()) return false;
  if (statement.at("content").at("quote").text().value_or("").empty()) return false;
  // Put together from several places: not to be told as one source's word.
  return statement.at("source").at("spans").size() <= 1;
}

}  // namespace

class BriefMaker::Lines {
 public:
  explicit Lines(std::size_t most) : most_(most) {}

  void add(std::size_t place, const record::DerivedRow& row, const JsonView& value) {
    if (row.type == "articles") add_article(row, value);
    if (row.type == "processes") add_process(row, value);
    if (row.type == "origins") add_origin(place, value);
    if (row.type == "positions") {
      positions_.push_back({place});
      ++wants_[str(value, "actor_id")];
    }
    if (row.type == "actors") {
      actors_.push_back(
          {{place}, row.id, !value.at("roles").empty(), int_at(value, "mentions", 0)});
    }
    if (row.type == "series") add_series(place, value);
    // A year alone places nothing.
    if (const std::string date = row.type == "timeline" ? str(value, "date") : "";
        date.size() > 4) {
      timeline_.push_back(
          {{place}, int_at(value, "independent", 1), doubt_about(date).empty(), date});
    }
    if (row.type == "links" && str(value, "kind") == "copy_of") copies_.push_back({place});
    if (row.type == "figures" && value.at("revised").is_true()) revised_.push_back({place});
    if (row.type == "statements" && is_doubtful(value)) doubtful_.push_back({place});
  }

  Brief take(const std::function<record::DerivedRow(std::size_t)>& find) {
    find_ = &find;
    brief_.outlets = outlets_.size();
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
  void add_article(const record::DerivedRow& row, const JsonView& value) {
    const std::string day = str(value.at("published"), "value").substr(0, 10);
    const std::string outlet = str(value, "outlet");
    reports_[row.id] = (outlet.empty() ? file_name(str(value, "input")) : outlet) +
                       (day.empty() ? ", no date" : " " + day);
    ++brief_.articles;
    if (!outlet.empty()) outlets_.insert(outlet);
    if (day.empty()) {
      ++undated_;
      return;
    }
    if (brief_.first_day.empty() || day < brief_.first_day) brief_.first_day = day;
    brief_.last_day = std::max(brief_.last_day, day);
  }

  void add_process(const record::DerivedRow& row, const JsonView& value) {
    if (main_process_.empty()) main_process_ = row.id;
    if (most_ > 0 && brief_.processes.size() == kMostProcesses) return;
    brief_.processes.push_back(visible(str(value, "name")));
  }

  void add_origin(std::size_t place, const JsonView& value) {
    const JsonView names = value.at("outlets");
    for (const JsonView& name : names) {
      if (!name.text()) continue;
      auto& [carried, shared] = carriers_[base::text_of(name)];
      ++carried;
      if (names.size() > 1) ++shared;
    }
    if (!is_sure(value)) return;
    ++says_[str(value, "speaker_id")];
    if (carriers_of(value) >= 2) shared_.push_back({place});
    const std::string said = str(value, "said");
    if (story::alleges_breach(said)) {
      breaches_.push_back({place});
      return;
    }
    // What stands inside another's saying is opened with that.
    const JsonView act = value.at("act");
    if ((act.is_there() && !act.is_true()) || !str(value, "inside").empty()) return;
    const int words = static_cast<int>(story::process_words_in(said));
    if (words == 0) return;
    stands_.push_back({{place},
                       str(value, "process_id"),
                       str(value, "date"),
                       int_at(value, "independent", 1),
                       names.size(),
                       words});
  }

  void add_series(std::size_t place, const JsonView& value) {
    const Weight weight = weight_of(value);
    const auto [conflict, measured, claimed] = weight;
    // "two sides": a count that nobody claims is a manner of speaking as often as a figure.
    if (conflict || measured || claimed > 0) series_.push_back({{place}, weight});
    if (conflict) conflicts_.push_back({place});
  }

  Row row_at(const Candidate& candidate) const {
    record::DerivedRow stored = (*find_)(candidate.place);
    Json value = Json::parse(stored.json, nullptr, false);
    return {std::move(stored), std::move(value)};
  }

  std::vector<std::string> reports_of(const Json& row) const {
    std::set<std::string> reports;
    for (const Json& place : list(row, "evidence")) {
      const auto found = reports_.find(str(place, "article"));
      if (found != reports_.end()) reports.insert(visible(found->second));
    }
    return {reports.begin(), reports.end()};
  }

  BriefLine line(const Row& row, std::string text) const {
    return {row.stored.number, row.stored.id, std::move(text), reports_of(row.value)};
  }

  // A section of `all` lines, of which `make` writes those that the page holds.
  template <class Make>
  void section(std::string key, std::string title, std::size_t all, const Make& make,
               std::size_t own_most = 0) {
    BriefSection section{std::move(key), std::move(title), {}, 0};
    const std::size_t most = own_most > 0 ? std::min(most_, own_most) : most_;
    const std::size_t shown = most_ > 0 ? std::min(most, all) : all;
    for (std::size_t i = 0; i < shown; ++i) section.lines.push_back(make(i));
    section.left_out = all - shown;
    brief_.sections.push_back(std::move(section));
  }

  // 0 for the main talks, those that most is told of, and for what belongs to none; then the
  // others.
  int process_rank(const std::string& own) const {
    return own.empty() || own == main_process_ ? 0 : 1;
  }

  std::string other_talks(const Row& row) const {
    return process_rank(str(row.value, "process_id")) == 0
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

  // Whose word it is: what is said of the talks themselves, by most reports and latest first.
  void stands() {
    std::ranges::stable_sort(stands_, std::greater(), [&](const SaidCandidate& one) {
      return std::tuple(-process_rank(one.process), one.independent, one.outlets,
                        std::string_view(one.date), one.words);
    });
    const auto make = [&](std::size_t i) {
      const Row row = row_at(stands_[i]);
      const std::string& date = stands_[i].date;
      return line(row, (date.empty() ? "no date" : date) + "  " + saying(row) + other_talks(row));
    };
    section("stands", "Where it stands, and by whose word", stands_.size(), make, kMostStands);
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
    const auto count = [](const std::map<std::string, int>& counts, const std::string& id) {
      const auto found = counts.find(id);
      return found == counts.end() ? 0 : found->second;
    };
    std::erase_if(actors_, [&](const ActorCandidate& one) {
      return !one.has_part && !wants_.contains(one.id) && !says_.contains(one.id);
    });
    std::ranges::stable_sort(actors_, std::greater(), [&](const ActorCandidate& one) {
      return std::tuple(one.has_part, count(wants_, one.id) + count(says_, one.id), one.mentions);
    });
    const auto make = [&](std::size_t i) {
      const Row row = row_at(actors_[i]);
      const std::string& id = actors_[i].id;
      std::set<std::string> parts;
      for (const Json& role : list(row.value, "roles")) parts.insert(spaced(str(role, "role")));
      std::string text = visible(str(row.value, "name"));
      const std::string body = str(row.value, "affiliation");
      if (!body.empty()) text += " of " + visible(body);
      if (!parts.empty()) text += fmt::format(", {}", fmt::join(parts, ", "));
      text += fmt::format(": sayings {}, positions {}", count(says_, id), count(wants_, id));
      std::vector<Json> names = row.value.value("names", std::vector<Json>());
      std::ranges::stable_sort(names, std::greater(),
                               [](const Json& name) { return name.value("count", 0); });
      if (names.size() > kMostNames) names.resize(kMostNames);
      std::vector<std::string> called;
      for (const Json& name : names) called.push_back(naming(name));
      if (!called.empty()) text += fmt::format("; called {}", fmt::join(called, ", "));
      BriefLine made = line(row, std::move(text));
      // The names say where; a list of all reports would only repeat it.
      made.reports.clear();
      return made;
    };
    section("parties", "Parties and go-betweens", actors_.size(), make);
  }

  void wants() {
    std::vector<Row> rows;
    for (const Candidate& one : positions_) rows.push_back(row_at(one));
    std::map<std::pair<int, std::string>, std::vector<const Row*>> by_actor;
    const auto clause_of = [](const Row& row) {
      return str(row.value, "article") + str(row.value, "quote");
    };
    std::map<std::string, int> clauses;
    for (const Row& row : rows) {
      ++clauses[clause_of(row)];
      const std::string actor = visible(str(row.value, "holder"));
      if (actor.empty()) continue;
      by_actor[{process_rank(str(row.value, "process_id")), actor}].push_back(&row);
    }
    std::vector<const Row*> order;
    for (const auto& [actor, own] : by_actor) order.insert(order.end(), own.begin(), own.end());
    const auto make = [&](std::size_t i) {
      const Row& row = *order[i];
      // One sentence may hold several demands: each line then gives its own words.
      const Json& term = part(row.value, "term");
      const std::string words =
          clauses[clause_of(row)] > 1 ? str(term, "quote") : str(row.value, "quote");
      std::string text =
          fmt::format("{}, {}, {}: {}", visible(str(row.value, "holder")),
                      spaced(str(row.value, "stance")), str(term, "family"), quoted(words));
      if (const Json& exchange = part(row.value, "exchange"); exchange.is_object()) {
        text += fmt::format(" [{} {}]", spaced(str(exchange, "relation")),
                            quoted(str(part(exchange, "other"), "quote")));
      }
      return line(row, text + other_talks(row));
    };
    section("wants", "What each wants", order.size(), make);
  }

  void figures() {
    std::ranges::stable_sort(series_, std::greater(), &SeriesCandidate::weight);
    const auto make = [&](std::size_t i) {
      const Row row = row_at(series_[i]);
      std::string head = spaced(str(row.value, "measure"));
      for (const char* key : {"population", "unit", "place"}) {
        const std::string part = visible(str(row.value, key));
        if (!part.empty()) head += ", " + part;
      }
      std::vector<std::string> claims;
      for (const Json& point : list(row.value, "points")) {
        const std::string claimant = visible(str(point, "claimant"));
        const std::string day = str(point, "day");
        claims.push_back(fmt::format("{} ({}{})", visible(str(point, "quote")),
                                     claimant.empty() ? "the report itself" : claimant,
                                     day.empty() ? "" : ", " + day));
      }
      std::string text = fmt::format("{}: {}", head, fmt::join(claims, "; "));
      if (!list(row.value, "conflicts").empty()) text += " — claims disagree";
      return line(row, std::move(text));
    };
    section("figures", "Figures, by claimant", series_.size(), make);
  }

  // The entries that most outlets tell, then the latest; printed by date.
  void timeline() {
    const std::size_t all = timeline_.size();
    if (most_ > 0 && all > most_) {
      std::ranges::stable_sort(timeline_, std::greater(), [](const EntryCandidate& one) {
        return std::tuple(one.independent, one.certain, std::string_view(one.date));
      });
      timeline_.resize(most_);
      std::ranges::stable_sort(timeline_, {}, &EntryCandidate::date);
    }
    const auto make = [&](std::size_t i) {
      const Row row = row_at(timeline_[i]);
      const std::string& date = timeline_[i].date;
      return line(row, fmt::format("{}{}  {}: {}", date, doubt_about(date), str(row.value, "kind"),
                                   quoted(str(row.value, "what"))));
    };
    section("timeline", "Timeline", timeline_.size(), make);
    brief_.sections.back().left_out = all - timeline_.size();
  }

  void carriers() {
    const std::vector<std::pair<std::string, std::pair<int, int>>> outlets(carriers_.begin(),
                                                                           carriers_.end());
    const auto make = [&](std::size_t i) {
      if (i < shared_.size()) {
        const Row row = row_at(shared_[i]);
        return line(
            row, fmt::format("one source in {} outlets: {}", carriers_of(row.value), saying(row)));
      }
      if ((i -= shared_.size()) < copies_.size()) {
        const Row row = row_at(copies_[i]);
        const auto name = [&](const char* key) {
          const auto found = reports_.find(str(row.value, key));
          return visible(found == reports_.end() ? str(row.value, key) : found->second);
        };
        return line(row, fmt::format("{} holds {} % of the words of {}", name("a"),
                                     row.value.value("share", 0), name("b")));
      }
      const auto& [outlet, counts] = outlets[i - copies_.size()];
      return BriefLine{0,
                       "",
                       fmt::format("{}: {} sayings, {} of them carried by others too",
                                   visible(outlet), counts.first, counts.second),
                       {}};
    };
    section("carriers", "Who carries the news", shared_.size() + copies_.size() + outlets.size(),
            make);
  }

  BriefLine doubtful_line(const Row& row) const {
    std::vector<std::string> marks;
    for (const Json& hedge : list(row.value, "hedges"))
      marks.push_back(quoted(str(hedge, "quote")));
    if (part(row.value, "anonymity").is_object()) {
      marks.emplace_back("the source asked not to be named");
    }
    std::string who = str(part(row.value, "source"), "quote");
    if (str(row.value, "actor_id").empty() && !story::names_a_speaker(who)) who.clear();
    return line(
        row, fmt::format("{} ({}): {}", visible(who.empty() ? "somebody not named" : who),
                         fmt::join(marks, ", "), quoted(str(part(row.value, "content"), "quote"))));
  }

  void uncertain() {
    const std::size_t remarks = undated_ > 0 ? 1 : 0;
    const auto make = [&](std::size_t i) {
      if (i < remarks) {
        return BriefLine{
            0, "", fmt::format("{} of {} reports have no date", undated_, brief_.articles), {}};
      }
      if ((i -= remarks) < conflicts_.size()) {
        const Row row = row_at(conflicts_[i]);
        return line(row,
                    fmt::format("{} claims on {} disagree", list(row.value, "conflicts").size() + 1,
                                spaced(str(row.value, "measure"))));
      }
      if ((i -= conflicts_.size()) < breaches_.size()) {
        const Row row = row_at(breaches_[i]);
        return line(row, "breach alleged: " + saying(row) + other_talks(row));
      }
      if ((i -= breaches_.size()) < revised_.size()) {
        const Row row = row_at(revised_[i]);
        const std::string what = str(part(row.value, "population"), "quote");
        return line(row, fmt::format("{}{} was corrected by the report itself",
                                     quoted(str(row.value, "quote")),
                                     what.empty() ? "" : " " + visible(what)));
      }
      return doubtful_line(row_at(doubtful_[i - revised_.size()]));
    };
    section("uncertain", "What is uncertain",
            remarks + conflicts_.size() + breaches_.size() + revised_.size() + doubtful_.size(),
            make);
  }

  std::size_t most_;
  const std::function<record::DerivedRow(std::size_t)>* find_ = nullptr;
  Brief brief_;
  std::map<std::string, std::string> reports_;  // by article id
  std::set<std::string> outlets_;
  std::size_t undated_ = 0;
  std::string main_process_;  // the talks that most is told of; "" where there are none
  std::map<std::string, int> says_, wants_;              // by actor
  std::map<std::string, std::pair<int, int>> carriers_;  // sayings carried, of them shared
  std::vector<SaidCandidate> stands_;
  std::vector<ActorCandidate> actors_;
  std::vector<SeriesCandidate> series_;
  std::vector<EntryCandidate> timeline_;
  std::vector<Candidate> positions_, shared_, copies_, conflicts_, breaches_, revised_, doubtful_;
};

BriefMaker::BriefMaker(std::size_t most) : lines_(std::make_unique<Lines>(most)) {}
BriefMaker::~BriefMaker() = default;

void BriefMaker::add(std::size_t place, const record::DerivedRow& row, const JsonView& value) {
  lines_->add(place, row, value);
}

Brief BriefMaker::take(const std::function<record::DerivedRow(std::size_t)>& find) {
  return lines_->take(find);
}

bool BriefMaker::may_tell(const record::DerivedRow& row) {
  const auto has = [&](std::string_view words) {
    return row.json.find(words) != std::string::npos;
  };
  if (row.type == "links") return has("\"copy_of\"");
  if (row.type == "figures") return has("\"revised\":true");
  if (row.type == "statements") return !has("\"hedges\":[]") || !has("\"anonymity\":null");
  return row.type == "articles" || row.type == "processes" || row.type == "origins" ||
         row.type == "positions" || row.type == "actors" || row.type == "series" ||
         row.type == "timeline";
}

Brief make_brief(const std::vector<record::DerivedRow>& rows, std::size_t most) {
  BriefMaker maker(most);
  base::JsonReader json;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!BriefMaker::may_tell(rows[i])) continue;
    const JsonView value = json.read(rows[i].json);
    if (value.is_object()) maker.add(i, rows[i], value);
  }
  return maker.take([&](std::size_t place) { return rows[place]; });
}

base::Result<Brief> make_brief(record::Record& record, std::size_t most) {
  const base::Result<bool> current = record.derived_is_current();
  if (!current) return std::unexpected(current.error());
  if (!*current) {
    const auto rows = story::derived_rows(record, "");
    if (!rows) return std::unexpected(rows.error());
    return make_brief(*rows, most);
  }
  BriefMaker maker(most);
  base::JsonReader json;
  std::vector<std::int64_t> numbers;  // of the rows that may be asked for again
  const auto read = record.each_derived("", [&](const record::DerivedRow& row) {
    if (!BriefMaker::may_tell(row)) return;
    const JsonView value = json.read(row.json);
    if (!value.is_object()) return;
    maker.add(numbers.size(), row, value);
    numbers.push_back(row.number);
  });
  if (!read) return std::unexpected(read.error());
  std::optional<base::Error> failure;
  Brief brief = maker.take([&](std::size_t place) {
    auto row = record.derived_numbered(numbers[place]);
    if (row && *row) return **row;
    if (!row) failure = row.error();
    return record::DerivedRow{"", "", 0, "{}"};
  });
  if (failure) return std::unexpected(*failure);
  return brief;
}

}  // namespace parley::views
