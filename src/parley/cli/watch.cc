#include "parley/cli/watch.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <optional>
#include <thread>
#include <utility>

#include "parley/cli/inputs.h"
#include "parley/engine/interrupt.h"
#include "parley/engine/read_batch.h"
#include "parley/engine/watch.h"

namespace parley::cli {
namespace {

constexpr std::chrono::seconds kShortestRound{60};

// "90s", "15m", "2h", "1d".
base::Result<std::chrono::seconds> read_duration(const std::string& text) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  const std::string unit(read.ptr, end);
  const std::int64_t seconds = unit == "s"   ? 1
                               : unit == "m" ? 60
                               : unit == "h" ? 3600
                               : unit == "d" ? 86400
                                             : 0;
  constexpr std::int64_t kMost = 10'000;
  if (read.ec != std::errc() || seconds == 0 || number < 1 || number > kMost) {
    return base::fail(base::ErrorCode::kUsage,
                      fmt::format("--every \"{}\": no such time; write it as 15m, 2h or 1d", text));
  }
  if (number * seconds < kShortestRound.count()) {
    return base::fail(base::ErrorCode::kUsage,
                      fmt::format("--every {}: feeds are asked once a minute at most; write 1m or "
                                  "more",
                                  text));
  }
  return std::chrono::seconds(number * seconds);
}

base::Result<net::FetchOptions> fetch_options(const WatchFlags& flags) {
  net::FetchOptions options;
  options.agent = fmt::format("{}/{} (feed reader)", engine::kAgentName, PARLEY_VERSION);
  options.gate.delay = std::chrono::milliseconds(static_cast<std::int64_t>(flags.delay * 1000));
  for (const std::string& text : flags.allow_hosts) {
    base::Result<net::HostPort> host = net::read_host_port(text);
    if (!host) return base::fail(host.error().code, "--allow-host " + host.error().message);
    options.policy.allowed.push_back(std::move(*host));
  }
  for (const std::uint16_t port : flags.allow_ports) options.policy.ports.push_back(port);
  options.ca_file = flags.ca_file;
  return options;
}

std::int64_t seconds_since_1970() {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// False once interrupted.
bool wait_until(std::chrono::steady_clock::time_point then) {
  constexpr auto kLook = std::chrono::milliseconds(100);
  while (std::chrono::steady_clock::now() < then) {
    if (engine::interrupted() != 0) return false;
    std::this_thread::sleep_for(kLook);
  }
  return engine::interrupted() == 0;
}

// The rounds, over what they share.
class Watcher {
 public:
  Watcher(const WatchFlags& flags, record::Record record, const engine::Models& models,
          engine::AboutFilter* about, engine::RejectList& rejects, net::FetchOptions options)
      : flags_(flags),
        record_(std::move(record)),
        models_(models),
        about_(about),
        rejects_(rejects),
        fetcher_(std::move(options), [] { return engine::interrupted() != 0; }),
        robots_(fetcher_, engine::kAgentName) {}

  base::Result<void> round(const std::vector<std::string>& feeds,
                           const intake::InputOptions& input) {
    const auto known = record_.watched();
    if (!known) return std::unexpected(known.error());
    robots_.clear();
    const engine::RoundOptions options{input, flags_.articles, seconds_since_1970()};
    engine::FeedRound round(fetcher_, robots_, options, feeds, *known);
    engine::Progress progress(progress_style(flags_.input, /*prints_rows=*/false));
    std::function<void(const intake::Sink&)> source = [&](const intake::Sink& sink) {
      round.run(sink);
    };
    if (about_ != nullptr) source = about_->filtered(std::move(source));
    const std::uint64_t rejected_before = rejects_.count();
    const auto summary = engine::read_batch(record_, source, models_, thread_count(flags_.input),
                                            rejects_, progress);
    progress.finish();
    if (!summary) return std::unexpected(summary.error());
    added_ += summary->added;
    if (engine::interrupted() != 0) return {};
    if (const auto kept = record_.keep_watched(round.states()); !kept) return kept;
    if (flags_.input.quiet) return {};
    const engine::RoundCounts& counts = round.counts();
    tell(fmt::format("{}: {} {}, {} unchanged, {} failed; {} added, {} there already, {} rejected",
                     flags_.record, counts.feeds, counts.feeds == 1 ? "feed" : "feeds",
                     counts.unchanged, counts.failed, summary->added, summary->known,
                     rejects_.count() - rejected_before));
    return {};
  }

  [[nodiscard]] std::uint64_t added() const { return added_; }

 private:
  const WatchFlags& flags_;
  record::Record record_;
  const engine::Models& models_;
  engine::AboutFilter* about_;
  engine::RejectList& rejects_;
  net::Fetcher fetcher_;
  net::RobotsCache robots_;
  std::uint64_t added_ = 0;
};

}  // namespace

Exit watch(const WatchFlags& flags) {
  std::optional<std::chrono::seconds> every;
  if (!flags.every.empty()) {
    const auto read = read_duration(flags.every);
    if (!read) return refuse(read.error());
    every = *read;
  }
  base::Result<net::FetchOptions> fetching = fetch_options(flags);
  if (!fetching) return refuse(fetching.error());
  const base::Result<intake::InputOptions> options = input_options(flags.input);
  if (!options) return refuse(options.error());
  engine::RejectList rejects;
  if (const auto opened = rejects.open(flags.input.rejects); !opened) return refuse(opened.error());
  std::vector<intake::Rejection> bad_inputs;
  const std::vector<std::string> feeds =
      engine::feed_addresses(flags.input.inputs, *options, bad_inputs);
  const base::Result<engine::Models> models = engine::load_models(flags.input.models);
  if (!models) return refuse(models.error());
  const auto about = about_filter(flags.input);
  if (!about) return refuse(about.error());
  base::Result<record::Record> record = record::Record::create_or_open(flags.record);
  if (!record) return refuse(record.error());
  for (const intake::Rejection& rejection : bad_inputs) rejects.add(rejection, true);

  Watcher watcher(flags, std::move(*record), *models, about->get(), rejects, std::move(*fetching));
  auto next = std::chrono::steady_clock::now();
  do {
    const base::Result<intake::InputOptions> today = input_options(flags.input);
    if (!today) return refuse(today.error());
    if (const auto done = watcher.round(feeds, *today); !done) return refuse(done.error());
    if (!every) break;
    next += *every;
    next = std::max(next, std::chrono::steady_clock::now());
  } while (wait_until(next));
  tell_left_out(about->get(), flags.input.quiet);
  return finish_inputs(rejects.count(), watcher.added(), /*quiet=*/true);
}

}  // namespace parley::cli
