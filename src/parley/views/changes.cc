#include "parley/views/changes.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "parley/base/date.h"
#include "parley/base/json_writer.h"
#include "parley/story/words.h"
#include "parley/text/utf8.h"
#include "parley/views/row_view.h"

namespace parley::views {
namespace {

using Json = nlohmann::json;

constexpr std::array<std::string_view, 7> kOrder = {
    "new_position", "changed_stance", "new_figure", "revised_figure",
    "new_conflict", "new_origin",     "new_article"};
constexpr double kSameTerm = 0.5;  // of the shorter term's words, where the family tells nothing

struct Before {
  std::string id;
  std::int64_t number = 0;
  std::string what, date;
};

struct Change {
  std::size_t kind = 0;  // index into kOrder
  std::string type;
  const ViewRow* row = nullptr;
  std::string date, who, what;
  std::optional<Before> before;
  std::set<std::string> articles;  // that tell it
  std::vector<const Json*> evidence;
};

std::string write(const Change& change) {
  base::JsonWriter json;
  const auto if_any = [](const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
  };
  json.begin_object().field("schema", "parley/1").field("change", kOrder[change.kind]);
  json.field("type", change.type).field("id", change.row->id).field("number", change.row->number);
  json.field("date", if_any(change.date)).field("who", if_any(change.who));
  json.field("what", change.what).key("before");
  if (change.before) {
    json.begin_object().field("id", change.before->id).field("number", change.before->number);
    json.field("what", change.before->what).field("date", if_any(change.before->date));
    json.end_object();
  } else {
    json.null();
  }
  json.field("reports", change.articles.size());
  write_evidence(json, change.evidence);
  return json.end_object().take();
}

// Where somebody stands on something.
struct Stand {
  const ViewRow* row = nullptr;
  std::string who, key, family, stance, date, article;
  std::vector<std::string> words;  // of the term
};

Stand stand_of(const ViewRow& row) {
  Stand stand;
  stand.row = &row;
  stand.who = text_or_none(row.value, "holder");
  if (stand.who.empty()) stand.who = text_or_none(row.value, "actor");
  stand.key = holder_key(row.id, row.value);
  const Json term = row.value.value("term", Json::object());
  stand.family = text_or_none(term, "family");
  stand.words = story::content_words(text_or_none(term, "quote"));
  stand.stance = text_or_none(row.value, "stance");
  stand.date = text_or_none(row.value, "published");
  stand.article = text_or_none(row.value, "article");
  return stand;
}

bool same_term(const Stand& a, const Stand& b) {
  if (a.family != b.family) return false;
  if (a.family != "other") return true;
  const std::size_t shorter = std::min(a.words.size(), b.words.size());
  return shorter > 0 && static_cast<double>(story::shared_words(a.words, b.words)) >=
                            kSameTerm * static_cast<double>(shorter);
}

class Finder {
 public:
  Finder(const std::vector<record::DerivedRow>& rows, const std::set<std::string>& new_articles)
      : view_(rows, {"articles", "figures", "origins", "positions", "series"}),
        new_(new_articles) {}

  std::vector<std::string> all() {
    positions();
    for (const ViewRow& series : view_.of("series")) figures(series);
    origins();
    articles();
    std::ranges::sort(changes_, {}, [](const Change& change) {
      return std::tie(change.kind, change.date, change.row->id);
    });
    std::vector<std::string> lines;
    for (const Change& change : changes_) lines.push_back(write(change));
    return lines;
  }

 private:
  bool is_new(const std::string& article) const { return new_.contains(article); }

  Change& add(std::string_view kind, std::string type, const ViewRow& row) {
    Change& change = changes_.emplace_back();
    change.kind = static_cast<std::size_t>(std::ranges::find(kOrder, kind) - kOrder.begin());
    change.type = std::move(type);
    change.row = &row;
    change.evidence = {&list_at(row.value, "evidence")};
    return change;
  }

  void positions() {
    std::map<std::string, std::vector<Stand>> by_holder;
    for (const ViewRow& row : view_.of("positions")) {
      Stand stand = stand_of(row);
      by_holder[stand.key].push_back(std::move(stand));
    }
    for (auto& [holder, stands] : by_holder) {
      std::ranges::sort(stands, {}, [&](const Stand& stand) {
        return std::tuple(is_new(stand.article), stand.date, stand.row->id);
      });
      std::vector<std::pair<const Stand*, std::size_t>> told;  // new ones, and their change
      for (std::size_t i = 0; i < stands.size(); ++i) {
        const Stand& stand = stands[i];
        if (!is_new(stand.article)) continue;
        const auto again = std::ranges::find_if(told, [&](const auto& one) {
          return same_term(*one.first, stand) && one.first->stance == stand.stance;
        });
        if (again != told.end()) {
          Change& change = changes_[again->second];
          change.articles.insert(stand.article);
          change.evidence.push_back(&list_at(stand.row->value, "evidence"));
          continue;
        }
        const Stand* last = nullptr;
        for (std::size_t k = 0; k < i; ++k) {
          if (!is_new(stands[k].article) && same_term(stands[k], stand)) last = &stands[k];
        }
        if (last != nullptr && last->stance == stand.stance) continue;
        told.emplace_back(&stand, changes_.size());
        Change& change =
            add(last != nullptr ? "changed_stance" : "new_position", "positions", *stand.row);
        change.date = stand.date;
        change.who = stand.who;
        change.what = stand.stance + ": " + text_or_none(stand.row->value, "quote");
        change.articles = {stand.article};
        if (last == nullptr) continue;
        change.before = {last->row->id, last->row->number,
                         last->stance + ": " + text_or_none(last->row->value, "quote"), last->date};
        change.evidence.push_back(&list_at(last->row->value, "evidence"));
      }
    }
  }

  void figures(const ViewRow& series) {
    const std::string measure = text_or_none(series.value, "measure");
    const std::string population = text_or_none(series.value, "population");
    const std::string counted = population.empty() ? measure : measure + ", " + population;
    std::map<std::string, const Json*> latest;  // the claimant's last point before what is new
    for (const Json& point : list_at(series.value, "points")) {
      const ViewRow* figure = view_.find("figures", text_or_none(point, "figure"));
      if (figure == nullptr) continue;
      std::set<std::string> articles;
      bool all_new = true;
      for (const Json& member : list_at(point, "members")) {
        articles.insert(text_or_none(member, "article"));
        all_new = all_new && is_new(text_or_none(member, "article"));
      }
      const std::string claimant = text_or_none(point, "claimant");
      if (!all_new) {
        latest[claimant] = &point;
        continue;
      }
      const Json* before = nullptr;
      if (const Json& revises = list_at(point, "revises"); !revises.empty()) {
        before = &revises.front();
      } else if (const auto found = latest.find(claimant); found != latest.end()) {
        before = found->second;
      }
      Change& change = add(before != nullptr ? "revised_figure" : "new_figure", "figures", *figure);
      change.date = text_or_none(point, "day");
      change.who = claimant;
      change.what = counted + ": " + text_or_none(point, "quote");
      change.articles = std::move(articles);
      if (before == nullptr) continue;
      const ViewRow* old = view_.find("figures", text_or_none(*before, "figure"));
      if (old == nullptr) continue;
      change.before = {old->id, old->number, text_or_none(*before, "quote"),
                       text_or_none(old->value, "day")};
      change.evidence.push_back(&list_at(old->value, "evidence"));
    }
    for (const Json& conflict : list_at(series.value, "conflicts")) {
      const ViewRow* a = view_.find("figures", text_or_none(conflict, "a"));
      const ViewRow* b = view_.find("figures", text_or_none(conflict, "b"));
      if (a == nullptr || b == nullptr) continue;
      std::set<std::string> articles = {text_or_none(a->value, "article"),
                                        text_or_none(b->value, "article")};
      if (std::ranges::none_of(articles, [&](const auto& id) { return is_new(id); })) continue;
      const auto side = [](const ViewRow& row) {
        const std::string claimant = text_or_none(row.value, "claimant");
        return text_or_none(row.value, "quote") + (claimant.empty() ? "" : " (" + claimant + ")");
      };
      Change& change = add("new_conflict", "series", series);
      change.date = text_or_none(conflict, "day");
      change.what = counted + ": " + side(*a) + " / " + side(*b);
      change.articles = std::move(articles);
      change.evidence = {&list_at(a->value, "evidence"), &list_at(b->value, "evidence")};
    }
  }

  void origins() {
    for (const ViewRow& row : view_.of("origins")) {
      std::set<std::string> articles;
      for (const Json& member : list_at(row.value, "members")) {
        articles.insert(text_or_none(member, "article"));
      }
      if (!std::ranges::all_of(articles, [&](const auto& id) { return is_new(id); })) continue;
      Change& change = add("new_origin", "origins", row);
      change.date = text_or_none(row.value, "date");
      change.who = text_or_none(row.value, "speaker");
      change.what = text_or_none(row.value, "said");
      change.articles = std::move(articles);
    }
  }

  void articles() {
    for (const ViewRow& row : view_.of("articles")) {
      if (!is_new(row.id)) continue;
      Change& change = add("new_article", "articles", row);
      change.date = text_or_none(row.value.value("published", Json::object()), "value");
      change.who = text_or_none(row.value, "outlet");
      change.what = text_or_none(row.value, "title");
      if (change.what.empty()) change.what = text_or_none(row.value, "input");
      change.articles = {row.id};
    }
  }

  const RowView view_;
  const std::set<std::string>& new_;
  std::vector<Change> changes_;
};

}  // namespace

base::Result<std::string> first_day_of(const std::string& day) {
  std::string whole = day;
  if (whole.size() == 4) whole += "-01";
  if (whole.size() == 7) whole += "-01";
  if (base::parse_iso_date(whole)) return whole;
  return base::fail(base::ErrorCode::kUsage,
                    "--since " + day + ": is no day; write it as 2025-03-14");
}

bool is_since(const std::string& published, const std::string& first_day) {
  return !published.empty() && published >= first_day.substr(0, published.size());
}

base::Result<std::set<std::string>> articles_since(const std::vector<record::DerivedRow>& rows,
                                                   const std::string& day) {
  const auto first = first_day_of(day);
  if (!first) return std::unexpected(first.error());
  std::set<std::string> articles;
  for (const record::DerivedRow& row : rows) {
    if (row.type != "articles") continue;
    const Json value = Json::parse(row.json, nullptr, false);
    const std::string published =
        text_or_none(value.is_object() ? value.value("published", Json()) : Json(), "value");
    if (is_since(published, *first)) articles.insert(row.id);
  }
  return articles;
}

std::vector<std::string> changes(const std::vector<record::DerivedRow>& rows,
                                 const std::set<std::string>& new_articles) {
  return Finder(rows, new_articles).all();
}

}  // namespace parley::views
