// The whole record in the form of other programs: GET /api/v1/exports/FORM.
//
//   /api/v1/exports/json-ld   /annotations   /events?format=csv   /reports   /atom?since=DAY /html
//
// The same bytes as `parley export --as FORM`, sent in pieces: of a large record one row and one
// text at a time is in memory. The page of the whole record is made at once and only for records of
// up to kMostReported reports. What the forms are is the work of views.
#pragma once

#include <string>

#include "parley/record/record.h"
#include "parley/server/http.h"
#include "parley/server/snapshot.h"
#include "parley/server/target.h"

namespace parley::server {

inline constexpr std::size_t kMostReported = 2000;  // reports in a page of the whole record

// The names of the forms, and what each is, in the order of the page.
struct ExportForm {
  std::string_view name, title, words;
};
inline constexpr ExportForm kExportForms[] = {
    {"html", "Report", "one page of the whole record that opens from a disk and prints"},
    {"json-ld", "JSON-LD", "schema.org and PROV-O, for archives and knowledge graphs"},
    {"annotations", "Annotations", "W3C Web Annotation on the stored texts"},
    {"events", "Events", "a row for each actor and recipient, in the style of PLOVER"},
    {"reports", "Reports", "the stored texts as JSON Lines that parley read takes"},
    {"atom", "Atom", "what the latest read brought, for feed readers"}};

// `target` is /api/v1/exports/FORM. `record` is read while this runs; what is sent later reads a
// connection of its own.
[[nodiscard]] Response answer_export(const Target& target, const Snapshot& snapshot,
                                     record::Record& record);

}  // namespace parley::server
