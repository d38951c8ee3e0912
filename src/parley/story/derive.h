// All rows that follow from what a record stores: what `export` prints, `brief` sums up, `show`
// opens.
//
//   std::vector<record::DerivedRow> rows = derive(load_corpus(record).value());
//
// The same articles give the same rows, byte for byte. Each row is a JSON object with `id`,
// `number` (what `brief` prints and `show` opens) and `evidence`; none is without evidence.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "parley/base/result.h"
#include "parley/record/record.h"
#include "parley/story/corpus.h"
#include "parley/story/row_store.h"

namespace parley::story {

// The types of export, in the order in which their rows are numbered.
[[nodiscard]] const std::vector<std::string_view>& row_types();

// Decisions of the corpus are applied; a row keeps the number that it has without them.
[[nodiscard]] std::vector<record::DerivedRow> derive(Corpus corpus);

// The same, into `rows`. Fails where the record cannot be read again.
base::Result<void> derive_into(Corpus corpus, RowStore& rows);

// The derived rows of a record: those stored, if they are current, else made anew (after a read
// that was broken off). `type` "" gives all, in the order of storage.
base::Result<std::vector<record::DerivedRow>> derived_rows(record::Record& record,
                                                           const std::string& type);

// The same one by one; of a record that is up to date a row at a time is in memory.
base::Result<void> each_derived_row(record::Record& record, const std::string& type,
                                    const std::function<void(const record::DerivedRow&)>& visit);

// Builds the derived rows anew and stores them, where they are not those of what is stored now.
base::Result<void> bring_up_to_date(record::Record& record);

// The row with this id or, where none has it, this number. Fails where there is none.
base::Result<record::DerivedRow> find_row(record::Record& record, const std::string& which);

}  // namespace parley::story
