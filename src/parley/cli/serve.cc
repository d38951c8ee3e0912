#include "parley/cli/serve.h"

#include <fmt/format.h>

#include "parley/base/table.h"
#include "parley/engine/interrupt.h"
#include "parley/server/listen.h"
#include "parley/server/workbench.h"

namespace parley::cli {

Exit serve(const ServeFlags& flags) {
  if (!flags.tables.empty()) {
    if (const auto set = base::set_user_tables(flags.tables); !set) return refuse(set.error());
  }
  const auto ready = [&](const std::string& address) {
    tell(fmt::format("{} shows {}{}; Ctrl-C ends it", address, flags.record,
                     server::has_script() ? "" : " as plain tables (built without Node)"));
  };
  const auto loading = [&](const std::string& address) {
    tell(
        fmt::format("going through the rows of {}; {} tells how far it is", flags.record, address));
  };
  const auto served = server::serve({flags.record, flags.address, flags.port, flags.threads,
                                     flags.models, flags.auth, flags.fetch, flags.hosts, loading},
                                    ready, [] { return engine::interrupted() != 0; });
  if (!served) return refuse(served.error());
  return Exit::kDone;
}

}  // namespace parley::cli
