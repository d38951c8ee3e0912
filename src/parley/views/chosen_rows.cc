#include "parley/views/chosen_rows.h"

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "parley/story/derive.h"
#include "parley/text/utf8.h"
#include "parley/views/row_view.h"

namespace parley::views {
namespace {

using Json = nlohmann::json;
using Ids = std::set<std::string>;

// Keeps rows until the first failure.
class Chooser {
 public:
  explicit Chooser(const EachRow& each) : each_(each) {}

  // Keeps the rows of `type` that `wanted` takes, which is given the row and its value.
  template <class Wanted>
  void keep(const std::string& type, const Wanted& wanted) {
    look(type, [&](const record::DerivedRow& row, const Json& value) {
      if (wanted(row, value)) rows_.push_back(row);
    });
  }
  void keep_called(const std::string& type, const Ids& ids) {
    if (ids.empty() || !done_) return;
    done_ = each_(type, [&](const record::DerivedRow& row) {
      if (ids.contains(row.id)) rows_.push_back(row);
    });
  }
  template <class Visit>
  void look(const std::string& type, const Visit& visit) {
    if (!done_) return;
    done_ = each_(type, [&](const record::DerivedRow& row) {
      const Json value = Json::parse(row.json, nullptr, false);
      visit(row, value.is_object() ? value : Json::object());
    });
  }

  base::Result<std::vector<record::DerivedRow>> take() {
    if (!done_) return std::unexpected(done_.error());
    return std::move(rows_);
  }

 private:
  const EachRow& each_;
  base::Result<void> done_;
  std::vector<record::DerivedRow> rows_;
};

std::string article_of(const Json& value) { return text_or_none(value, "article"); }

bool any_in(const Json& list, const Ids& articles) {
  return std::ranges::any_of(list,
                             [&](const Json& one) { return articles.contains(article_of(one)); });
}

bool tells_of(const Json& series, const Ids& articles) {
  return std::ranges::any_of(list_at(series, "points"), [&](const Json& point) {
    return any_in(list_at(point, "members"), articles);
  });
}

// The figures that changes() asks for.
void add_figures(const Json& series, Ids& figures) {
  for (const Json& point : list_at(series, "points")) {
    figures.insert(text_or_none(point, "figure"));
    for (const Json& before : list_at(point, "revises")) {
      figures.insert(text_or_none(before, "figure"));
    }
  }
  for (const Json& conflict : list_at(series, "conflicts")) {
    figures.insert(text_or_none(conflict, "a"));
    figures.insert(text_or_none(conflict, "b"));
  }
}

}  // namespace

base::Result<EachRow> each_row_of(record::Record& record) {
  const base::Result<bool> current = record.derived_is_current();
  if (!current) return std::unexpected(current.error());
  if (*current) {
    return [&record](const std::string& type, const auto& visit) {
      return record.each_derived(type, visit);
    };
  }
  auto made = story::derived_rows(record, "");
  if (!made) return std::unexpected(made.error());
  const auto rows = std::make_shared<const std::vector<record::DerivedRow>>(std::move(*made));
  return [rows](const std::string& type, const auto& visit) -> base::Result<void> {
    for (const record::DerivedRow& row : *rows) {
      if (type.empty() || row.type == type) visit(row);
    }
    return {};
  };
}

base::Result<std::vector<record::DerivedRow>> rows_of_type(const EachRow& each,
                                                           const std::string& type) {
  std::vector<record::DerivedRow> rows;
  const auto done = each(type, [&](const record::DerivedRow& row) { rows.push_back(row); });
  if (!done) return std::unexpected(done.error());
  return rows;
}

base::Result<std::vector<record::DerivedRow>> rows_of_changes(const EachRow& each,
                                                              const Ids& new_articles) {
  Chooser chooser(each);
  Ids holders;
  Ids figures;
  chooser.keep_called("articles", new_articles);
  chooser.keep("origins", [&](const record::DerivedRow&, const Json& origin) {
    return std::ranges::all_of(list_at(origin, "members"), [&](const Json& member) {
      return new_articles.contains(article_of(member));
    });
  });
  chooser.look("positions", [&](const record::DerivedRow& row, const Json& position) {
    if (new_articles.contains(article_of(position))) holders.insert(holder_key(row.id, position));
  });
  chooser.keep("positions", [&](const record::DerivedRow& row, const Json& position) {
    return holders.contains(holder_key(row.id, position));
  });
  Ids in_conflict;
  chooser.look("figures", [&](const record::DerivedRow& row, const Json& figure) {
    if (new_articles.contains(article_of(figure))) in_conflict.insert(row.id);
  });
  chooser.keep("series", [&](const record::DerivedRow&, const Json& series) {
    const bool wanted =
        tells_of(series, new_articles) ||
        std::ranges::any_of(list_at(series, "conflicts"), [&](const Json& conflict) {
          return in_conflict.contains(text_or_none(conflict, "a")) ||
                 in_conflict.contains(text_or_none(conflict, "b"));
        });
    if (wanted) add_figures(series, figures);
    return wanted;
  });
  chooser.keep_called("figures", figures);
  return chooser.take();
}

base::Result<std::vector<record::DerivedRow>> rows_of_comparison(const EachRow& each,
                                                                 const std::string& outlet_a,
                                                                 const std::string& outlet_b,
                                                                 const Ids& only) {
  Chooser chooser(each);
  const std::string a = text::fold_case(outlet_a);
  const std::string b = text::fold_case(outlet_b);
  Ids told;
  Ids statements;
  Ids figures;
  chooser.keep("articles", [&](const record::DerivedRow& row, const Json& article) {
    if (!only.empty() && !only.contains(row.id)) return false;
    const std::string outlet = text::fold_case(text_or_none(article, "outlet"));
    if (outlet != a && outlet != b) return false;
    told.insert(row.id);
    return true;
  });
  const auto add_members = [&](const Json& row, const char* key, Ids& ids) {
    for (const Json& member : list_at(row, "members")) {
      if (told.contains(article_of(member))) ids.insert(text_or_none(member, key));
    }
  };
  chooser.keep("origins", [&](const record::DerivedRow&, const Json& origin) {
    add_members(origin, "statement", statements);
    return any_in(list_at(origin, "members"), told);
  });
  chooser.keep("positions", [&](const record::DerivedRow&, const Json& position) {
    return told.contains(article_of(position));
  });
  chooser.keep("series", [&](const record::DerivedRow&, const Json& series) {
    for (const Json& point : list_at(series, "points")) add_members(point, "figure", figures);
    return tells_of(series, told);
  });
  chooser.keep("actors", [&](const record::DerivedRow&, const Json& actor) {
    return any_in(list_at(actor, "evidence"), told);
  });
  chooser.keep_called("statements", statements);
  chooser.keep_called("figures", figures);
  return chooser.take();
}

}  // namespace parley::views
