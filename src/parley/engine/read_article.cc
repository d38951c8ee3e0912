#include "parley/engine/read_article.h"

#include <utility>

#include "parley/actors/find_entities.h"
#include "parley/analysis/analyse.h"
#include "parley/engine/odd_findings.h"
#include "parley/figures/find_figures.h"
#include "parley/intake/language.h"
#include "parley/statements/find_statements.h"
#include "parley/times/find_times.h"

namespace parley::engine {

Reading read_article(text::Article article, const Models& models) {
  Reading reading;
  reading.article = std::move(article);
  if (models.intake_only) return reading;
  const text::Article& report = reading.article;
  if (!intake::is_analysed(report)) {
    reading.analysis = analysis::analyse(report);  // sentences alone: what search looks in
    return reading;
  }
  reading.analysis = analysis::analyse(report, models.language.get());
  reading.times = times::find_times(report, reading.analysis);
  reading.entities = actors::find_entities(report, reading.analysis);
  reading.statements =
      statements::find_statements(report, reading.analysis, reading.entities, reading.times);
  reading.figures = figures::find_figures(report, reading.analysis, reading.entities, reading.times,
                                          reading.statements);
  reading.talks = events::find_talks(report, reading.analysis, reading.entities, reading.times,
                                     reading.statements, reading.figures);
  for (text::Issue& issue : odd_findings(reading)) {
    reading.article.issues.push_back(std::move(issue));
  }
  return reading;
}

}  // namespace parley::engine
