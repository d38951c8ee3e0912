// Lets through only the reports on one topic, before they are analysed, and tells what was left out
// and why.
//
//   AboutFilter about(topic, threshold);
//   run_pipeline(about.filtered(source), models, threads, receive);
#pragma once

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>

#include "parley/base/result.h"
#include "parley/intake/read_inputs.h"
#include "parley/intake/relevance.h"

namespace parley::engine {

class AboutFilter {
 public:
  AboutFilter(intake::Topic topic, double threshold)
      : topic_(std::move(topic)), threshold_(threshold) {}
  AboutFilter(const AboutFilter&) = delete;
  AboutFilter& operator=(const AboutFilter&) = delete;
  ~AboutFilter();

  // The file that gets a JSON line for each report left out; none for an empty `path`.
  base::Result<void> open(const std::string& path);

  // `source` without the reports whose score is below the threshold. The filter must outlive it.
  [[nodiscard]] std::function<void(const intake::Sink&)> filtered(
      std::function<void(const intake::Sink&)> source);

  [[nodiscard]] std::uint64_t kept() const { return kept_; }
  [[nodiscard]] std::uint64_t left_out() const { return left_out_; }

 private:
  void note(const text::Article& article, const intake::Relevance& found);

  intake::Topic topic_;
  double threshold_;
  std::FILE* file_ = nullptr;
  // Written by the thread that reads, read by the one that reports.
  std::atomic<std::uint64_t> kept_ = 0;
  std::atomic<std::uint64_t> left_out_ = 0;
};

}  // namespace parley::engine
