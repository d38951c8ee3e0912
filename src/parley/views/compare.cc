#include "parley/views/compare.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>

#include "parley/base/json_writer.h"
#include "parley/text/utf8.h"
#include "parley/views/row_view.h"

namespace parley::views {
namespace {

using Json = nlohmann::json;

// The words of one outlet and where they stand.
struct Side {
  std::vector<std::string> words;  // each once, in the order of the rows
  std::vector<const Json*> evidence;

  void add(const std::string& said, const Json& where) {
    if (!said.empty() && std::ranges::find(words, said) == words.end()) words.push_back(said);
    evidence.push_back(&where);
  }
  [[nodiscard]] std::optional<std::string> text() const {
    if (evidence.empty()) return std::nullopt;
    std::string all;
    for (const std::string& one : words) all += (all.empty() ? "" : " / ") + one;
    return all;
  }
};
using Sides = std::array<Side, 2>;

class Comparer {
 public:
  Comparer(const std::vector<record::DerivedRow>& rows, const std::string& a, const std::string& b,
           const std::set<std::string>& only)
      : view_(rows,
              {"actors", "articles", "figures", "origins", "positions", "series", "statements"}),
        outlets_{text::fold_case(a), text::fold_case(b)},
        whole_(only.empty()) {
    for (const ViewRow& row : view_.of("articles")) {
      if (!only.empty() && !only.contains(row.id)) continue;
      const std::string outlet = text::fold_case(text_or_none(row.value, "outlet"));
      for (std::size_t i = 0; i < outlets_.size(); ++i) {
        if (outlet == outlets_[i]) side_of_[row.id] = i;
      }
    }
  }

  std::vector<std::string> all() {
    said();
    positions();
    for (const ViewRow& series : view_.of("series")) figures(series);
    names();
    return std::move(lines_);
  }

 private:
  std::optional<std::size_t> side(const std::string& article) const {
    const auto found = side_of_.find(article);
    return found == side_of_.end() ? std::nullopt : std::optional(found->second);
  }

  void line(std::string_view aspect, std::string_view type, const ViewRow& row,
            const std::string& who, const Sides& sides) {
    const bool a = !sides[0].evidence.empty();
    const bool b = !sides[1].evidence.empty();
    if (!a && !b) return;
    base::JsonWriter json;
    json.begin_object().field("schema", "parley/1").field("aspect", aspect);
    json.field("told_by", a && b ? "both" : a ? "a" : "b");
    json.field("type", type).field("id", row.id).field("number", row.number);
    json.field("who", who.empty() ? std::nullopt : std::optional(who));
    json.field("a", sides[0].text()).field("b", sides[1].text()).key("same");
    a&& b ? json.value(sides[0].words == sides[1].words) : json.null();
    std::vector<const Json*> evidence = sides[0].evidence;
    evidence.insert(evidence.end(), sides[1].evidence.begin(), sides[1].evidence.end());
    write_evidence(json, evidence);
    lines_.push_back(json.end_object().take());
  }

  void said() {
    for (const ViewRow& row : view_.of("origins")) {
      Sides sides;
      for (const Json& member : list_at(row.value, "members")) {
        const auto at = side(text_or_none(member, "article"));
        const ViewRow* statement = view_.find("statements", text_or_none(member, "statement"));
        if (!at || statement == nullptr) continue;
        const Json content = statement->value.value("content", Json::object());
        sides[*at].add(text_or_none(content, "quote"), list_at(statement->value, "evidence"));
      }
      line("said", "origins", row, text_or_none(row.value, "speaker"), sides);
    }
  }

  // A holder's stances on one family of terms.
  void positions() {
    using Key = std::tuple<std::string, std::string, std::string>;
    std::map<Key, std::pair<const ViewRow*, Sides>> all;
    std::vector<Key> order;
    for (const ViewRow& row : view_.of("positions")) {
      const auto at = side(text_or_none(row.value, "article"));
      if (!at) continue;
      std::string who = text_or_none(row.value, "actor_id");
      if (who.empty()) who = text::fold_case(text_or_none(row.value, "actor"));
      const Json term = row.value.value("term", Json::object());
      const std::string stance = text_or_none(row.value, "stance");
      const Key key{who, text_or_none(term, "family"), stance};
      auto [found, added] = all.try_emplace(key, &row, Sides{});
      if (added) order.push_back(key);
      found->second.second[*at].add(stance + ": " + text_or_none(row.value, "quote"),
                                    list_at(row.value, "evidence"));
    }
    for (const Key& key : order) {
      const auto& [row, sides] = all[key];
      std::string who = text_or_none(row->value, "holder");
      if (who.empty()) who = text_or_none(row->value, "actor");
      line("position", "positions", *row, who, sides);
    }
  }

  void figures(const ViewRow& series) {
    Sides sides;
    for (const Json& point : list_at(series.value, "points")) {
      for (const Json& member : list_at(point, "members")) {
        const auto at = side(text_or_none(member, "article"));
        const ViewRow* figure = view_.find("figures", text_or_none(member, "figure"));
        if (!at || figure == nullptr) continue;
        const std::string claimant = text_or_none(figure->value, "claimant");
        const bool own = text_or_none(figure->value, "claimed_by") == "outlet";
        sides[*at].add(text_or_none(figure->value, "quote") +
                           (own || claimant.empty() ? "" : " (" + claimant + ")"),
                       list_at(figure->value, "evidence"));
      }
    }
    const std::string population = text_or_none(series.value, "population");
    const std::string measure = text_or_none(series.value, "measure");
    line("figure", "series", series, population.empty() ? measure : measure + ", " + population,
         sides);
  }

  // What each calls an actor: over the whole record every name and description, in one story the
  // words of the first mention in each article.
  void names() {
    for (const ViewRow& row : view_.of("actors")) {
      Sides sides;
      std::set<std::string> known;
      for (const Json& name : list_at(row.value, "names")) known.insert(text_or_none(name, "name"));
      for (const Json& place : list_at(row.value, "evidence")) {
        const auto at = side(text_or_none(place, "article"));
        // An entity's evidence is a mention; that of a role is a clause.
        const std::string words = text_or_none(place, "quote");
        if (at && known.contains(words)) sides[*at].add(words, kept(place));
      }
      for (const std::string_view key : {"names", "descriptions"}) {
        for (const Json& name : list_at(row.value, key)) add_naming(name, sides);
      }
      for (Side& side : sides) std::ranges::sort(side.words);
      line("name", "actors", row, text_or_none(row.value, "name"), sides);
    }
  }

  // Over the whole record: what a row of names counts by outlet.
  void add_naming(const Json& name, Sides& sides) const {
    const std::string called = text_or_none(name, "name");
    for (const Json& outlet : list_at(name, "outlets")) {
      const std::string folded = text::fold_case(text_or_none(outlet, "outlet"));
      for (std::size_t i = 0; whole_ && i < outlets_.size(); ++i) {
        std::vector<std::string>& words = sides[i].words;
        if (folded == outlets_[i] && std::ranges::find(words, called) == words.end()) {
          words.push_back(called);
        }
      }
    }
  }

  // `place` as a list of its own that lives as long as this.
  const Json& kept(const Json& place) {
    kept_.push_back(std::make_unique<Json>(Json::array({place})));
    return *kept_.back();
  }

  const RowView view_;
  const std::array<std::string, 2> outlets_;  // folded
  const bool whole_;
  std::map<std::string, std::size_t> side_of_;  // article -> 0 or 1
  std::vector<std::string> lines_;
  std::vector<std::unique_ptr<Json>> kept_;
};

}  // namespace

std::vector<std::string> outlets_of(const std::vector<record::DerivedRow>& rows) {
  std::set<std::string> outlets;
  for (const record::DerivedRow& row : rows) {
    if (row.type != "articles") continue;
    outlets.insert(text_or_none(Json::parse(row.json, nullptr, false), "outlet"));
  }
  outlets.erase("");
  return {outlets.begin(), outlets.end()};
}

base::Result<std::set<std::string>> articles_of_story(const std::vector<record::DerivedRow>& rows,
                                                      const std::string& story) {
  std::map<std::string, std::set<std::string>> articles;  // by story
  std::string wanted = story;
  for (const record::DerivedRow& row : rows) {
    if (row.type != "articles") continue;
    const std::string of = text_or_none(Json::parse(row.json, nullptr, false), "story");
    articles[of].insert(row.id);
    if (row.id == story && !of.empty()) wanted = of;
  }
  const auto found = articles.find(wanted);
  if (found != articles.end() && !wanted.empty()) return found->second;
  return base::fail(base::ErrorCode::kNotFound,
                    story +
                        ": no story and no article of a story; parley export --type articles "
                        "prints the story of each article");
}

std::vector<std::string> compare(const std::vector<record::DerivedRow>& rows,
                                 const std::string& outlet_a, const std::string& outlet_b,
                                 const std::set<std::string>& only) {
  return Comparer(rows, outlet_a, outlet_b, only).all();
}

}  // namespace parley::views
