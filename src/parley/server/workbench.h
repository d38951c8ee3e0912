// The workbench as a function: a request and what the record said at one moment give an answer.
//
//   const Workbench workbench({.hosts = hosts_of("127.0.0.1", 8080)});
//   Response page = workbench.answer({"GET", "/positions", {{"host", "127.0.0.1:8080"}}, ""},
//                                    *snapshot, record);
//
// Every screen is a page of plain tables, the same data are rows of the HTTP API
// (web/openapi.json), and a script that is built in turns the tables into the screens where the
// browser allows it. The answer depends on nothing but its arguments. Sockets are the work of
// listen.cc.
#pragma once

#include "parley/record/record.h"
#include "parley/server/guard.h"
#include "parley/server/http.h"
#include "parley/server/snapshot.h"

namespace parley::server {

class Workbench {
 public:
  explicit Workbench(GuardOptions guard) : guard_(std::move(guard)) {}

  // `record` belongs to the calling thread and is read only. Safe to call from several threads.
  [[nodiscard]] Response answer(const Request& request, const Snapshot& snapshot,
                                record::Record& record) const;

  // The guard's refusal of a request, for a connection that is not answered by a route.
  [[nodiscard]] const GuardOptions& guard() const { return guard_; }

 private:
  GuardOptions guard_;
};

// True for a path of the script, the style and the program's own files.
[[nodiscard]] bool has_script();

}  // namespace parley::server
