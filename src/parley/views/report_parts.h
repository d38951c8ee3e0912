// The parts of the report of report.h: each writes one section, and notes which sentences its rows
// stand on so that the texts can lead back. Internal to views.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "parley/record/record.h"
#include "parley/views/html.h"
#include "parley/views/linked_rows.h"
#include "parley/views/row_view.h"

namespace parley::views {

class ReportPlaces {
 public:
  ReportPlaces(const RowView& rows, const StoredArticles& articles);

  // "#a12-340": the sentence that holds `place`, an object with article and start; the article
  // where there is no such sentence; "" where it is not in the record. `row` is noted at the
  // sentence.
  std::string address_of(const nlohmann::json& place, std::int64_t row);

  // "Example Wire, 14 March 2025" for an article.
  [[nodiscard]] std::string report_words(const std::string& article) const;

  // "Example Wire", "outlet not known".
  [[nodiscard]] std::string outlet_of(const std::string& article) const;

  // The rows that rest on a sentence.
  [[nodiscard]] const std::set<std::int64_t>* rows_at(std::int64_t article,
                                                      std::uint32_t sentence) const;
  [[nodiscard]] std::int64_t number_of(const std::string& article) const;

 private:
  const RowView& rows_;
  const StoredArticles& articles_;
  std::map<std::pair<std::int64_t, std::uint32_t>, std::set<std::int64_t>> rested_on_;
};

// What all sections are written from and into. `numbers`: rows with a place of their own in the
// page.
struct ReportPage {
  const std::vector<record::DerivedRow>& all;
  const RowView& rows;
  const StoredArticles& articles;
  ReportPlaces places;
  std::set<std::int64_t> numbers;
};

// A link to the sentence of `place` with `words` in quotation marks, or the words alone.
void quote_link(Html& html, ReportPage& page, const nlohmann::json& place, std::int64_t row,
                std::string_view words);
// The reports that tell a row, each a link to its sentence.
void report_links(Html& html, ReportPage& page, const nlohmann::json& row, std::int64_t number);

[[nodiscard]] Html matrix_section(ReportPage& page);
[[nodiscard]] Html figures_section(ReportPage& page);
[[nodiscard]] Html timeline_section(ReportPage& page);
[[nodiscard]] Html said_section(ReportPage& page);
[[nodiscard]] Html sources_section(ReportPage& page);
[[nodiscard]] Html actors_section(ReportPage& page);
[[nodiscard]] Html texts_section(ReportPage& page);

// <style> of the page, and the source of the policy that allows it alone.
[[nodiscard]] std::string_view report_style();

}  // namespace parley::views
