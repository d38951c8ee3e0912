// Stopping on request: the first SIGINT or SIGTERM asks the work to keep what it has and end, the
// second ends the process at once (a record stays sound: its last transaction is undone).
#pragma once

namespace parley::engine {

// Installs the handlers; SIGPIPE and SIGXFSZ are ignored, so that writes fail instead.
void catch_interrupts();

// The signal that asked to stop, 0 if none has.
[[nodiscard]] int interrupted();

}  // namespace parley::engine
