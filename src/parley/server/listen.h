// Serves a workbench until it is asked to stop: on a loopback address, or on another one to those
// who log in.
//
// A thin layer: bytes become a Request, a Response becomes bytes, within limits on size, time and
// number. What a request may do is decided in guard.h and workbench.h. The only route answered here
// is the stream of changes, /api/v1/changes, which is no single answer.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "parley/base/result.h"

namespace parley::server {

inline constexpr std::uint32_t kHeaderBytes = 16 * 1024;
inline constexpr std::uint64_t kBodyBytes = 10UL << 20;
inline constexpr int kRequestSeconds = 15;  // for the whole request to arrive, or to sit idle
inline constexpr int kAnswerSeconds = 60;   // for the whole answer to be taken
inline constexpr std::size_t kMostConnections = 2048;
inline constexpr std::size_t kMostWatchers = 64;  // streams of changes

struct ListenOptions {
  std::string record;
  std::string address = "127.0.0.1";  // or "localhost", "::1"
  std::uint16_t port = 8470;          // 0: any that is free
  unsigned threads = 4;
  std::string models;                // folder of the trained models; "": where they are looked for
  std::string accounts{};            // file of who may use it; another address needs it
  bool fetch = false;                // an address that is pasted is fetched
  std::vector<std::string> hosts{};  // other names it is reached by: "desk.example", "https://…"
  // Called once with the address to open, where going through the record's rows takes longer than
  // a moment: until it is ready, every page tells how far it is.
  std::function<void(const std::string&)> loading{};
};

// `ready` is called once with the address to open ("http://127.0.0.1:8470/"); `should_stop` is
// asked several times a second. Fails for an address that is no loopback address where no file of
// accounts is named.
base::Result<void> serve(const ListenOptions& options,
                         const std::function<void(const std::string&)>& ready,
                         const std::function<bool()>& should_stop);

}  // namespace parley::server
