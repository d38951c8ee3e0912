// Stopping on request: the first SIGINT or SIGTERM asks the work to keep what it has and end, the
// second ends the process at once (a record stays sound: its last transaction is undone).
#pragma once

#include <pthread.h>

namespace parley::engine {

// Installs the handlers; SIGPIPE and SIGXFSZ are ignored, so that writes fail instead.
void catch_interrupts();

// The signal that asked to stop, 0 if none has.
[[nodiscard]] int interrupted();

// Makes a read that `thread` waits in end with EINTR. A read that begins later is not touched.
void break_off_reads(pthread_t thread);

}  // namespace parley::engine
