// The command line: one table of commands and options from which the parser, `--help` and
// docs/cli.md are made.
//
//   parley read reports/ --record talks.parley && parley brief --record talks.parley
#pragma once

namespace parley::cli {

// Runs one command and returns the exit state: 0 done, 1 done but some inputs failed or nothing was
// found, 2 could not start, 130 and 143 after a signal.
int run(int argc, const char* const* argv);

}  // namespace parley::cli
