#include "parley/record/rank.h"

#include <sqlite3.h>

#include <cmath>
#include <memory>
#include <new>
#include <vector>

namespace parley::record {
namespace {

constexpr double kSaturation = 1.2;  // k1 and b, as FTS5 has them
constexpr double kLengthPart = 0.75;
constexpr double kLeastWeight = 1e-6;  // of a word in most sentences

// What holds for all rows of one search.
struct Search {
  std::vector<double> weights;  // by phrase
  std::vector<double> times;    // that the row at hand has each phrase
  double mean_length = 0;
};

int count_row(const Fts5ExtensionApi* /*api*/, Fts5Context* /*context*/, void* count) {
  auto* rows = static_cast<std::int64_t*>(count);
  return ++*rows >= kMostCounted ? SQLITE_DONE : SQLITE_OK;
}

int begin(const Fts5ExtensionApi* api, Fts5Context* context, Search& search) {
  sqlite3_int64 rows = 0;
  sqlite3_int64 words = 0;
  if (const int code = api->xRowCount(context, &rows); code != SQLITE_OK) return code;
  if (const int code = api->xColumnTotalSize(context, -1, &words); code != SQLITE_OK) return code;
  search.mean_length = rows == 0 ? 1 : static_cast<double>(words) / static_cast<double>(rows);
  const int phrases = api->xPhraseCount(context);
  if (phrases == 1) {  // whatever it weighs, the order is the same
    search.weights.push_back(1);
    search.times.resize(1);
    return SQLITE_OK;
  }
  for (int i = 0; i < phrases; ++i) {
    std::int64_t holding = 0;
    const int code = api->xQueryPhrase(context, i, &holding, count_row);
    if (code != SQLITE_OK) return code;
    const double weight = std::log((static_cast<double>(rows - holding) + 0.5) /
                                   (static_cast<double>(holding) + 0.5));
    search.weights.push_back(weight <= 0 ? kLeastWeight : weight);
  }
  search.times.resize(search.weights.size());
  return SQLITE_OK;
}

int rank_row(const Fts5ExtensionApi* api, Fts5Context* context, double& rank) {
  auto* search = static_cast<Search*>(api->xGetAuxdata(context, 0));
  if (search == nullptr) {
    auto made = std::make_unique<Search>();
    if (const int code = begin(api, context, *made); code != SQLITE_OK) return code;
    search = made.get();
    const int code = api->xSetAuxdata(context, made.release(),
                                      [](void* old) { delete static_cast<Search*>(old); });
    if (code != SQLITE_OK) return code;
  }
  search->times.assign(search->times.size(), 0);
  int found = 0;
  if (const int code = api->xInstCount(context, &found); code != SQLITE_OK) return code;
  for (int i = 0; i < found; ++i) {
    int phrase = 0;
    int column = 0;
    int offset = 0;
    const int code = api->xInst(context, i, &phrase, &column, &offset);
    if (code != SQLITE_OK) return code;
    search->times[static_cast<std::size_t>(phrase)] += 1;
  }
  int length = 0;
  if (const int code = api->xColumnSize(context, -1, &length); code != SQLITE_OK) return code;
  const double damp = kSaturation * (1 - kLengthPart + kLengthPart * length / search->mean_length);
  for (std::size_t i = 0; i < search->weights.size(); ++i) {
    const double times = search->times[i];
    rank -= search->weights[i] * (times * (kSaturation + 1) / (times + damp));
  }
  return SQLITE_OK;
}

void rank_function(const Fts5ExtensionApi* api, Fts5Context* fts, sqlite3_context* context,
                   int /*count*/, sqlite3_value** /*values*/) {
  double rank = 0;
  const int code = rank_row(api, fts, rank);
  code == SQLITE_OK ? sqlite3_result_double(context, rank)
                    : sqlite3_result_error_code(context, code);
}

}  // namespace

int add_rank_function(sqlite3* handle) {
  // FTS5 hands out its interface through a pointer that is bound to a statement.
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(handle, "SELECT fts5(?1)", -1, &statement, nullptr);
  if (code != SQLITE_OK) return code;
  sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
  sqlite3_step(statement);
  if (const int ended = sqlite3_finalize(statement); ended != SQLITE_OK) return ended;
  if (api == nullptr) return SQLITE_ERROR;
  return api->xCreateFunction(api, "sentence_rank", nullptr, rank_function, nullptr);
}

}  // namespace parley::record
