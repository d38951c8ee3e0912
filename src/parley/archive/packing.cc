#include "parley/archive/packing.h"

#include <brotli/decode.h>
#include <libdeflate.h>
#include <lz4frame.h>
#include <zlib.h>
#include <zstd.h>

#include "parley/text/utf8.h"

namespace parley::archive {
namespace {

class ZlibDecoder : public Decoder {
 public:
  explicit ZlibDecoder(int window_bits) { ready_ = inflateInit2(&stream_, window_bits) == Z_OK; }
  ~ZlibDecoder() override {
    if (ready_) inflateEnd(&stream_);
  }
  Step step(std::string_view packed, std::span<char> room) override {
    if (!ready_) return {State::kDamaged};
    // zlib's interface takes no const, and changes nothing.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream_.avail_in = static_cast<uInt>(packed.size());
    stream_.next_out = reinterpret_cast<Bytef*>(room.data());
    stream_.avail_out = static_cast<uInt>(room.size());
    const int result = inflate(&stream_, Z_NO_FLUSH);
    Step out{State::kMore, packed.size() - stream_.avail_in, room.size() - stream_.avail_out};
    if (result == Z_STREAM_END) {
      out.state = State::kEnd;
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      out.state = State::kDamaged;
    }
    return out;
  }
  void reset() override {
    if (ready_) inflateReset(&stream_);
  }

 private:
  z_stream stream_{};
  bool ready_ = false;
};

class ZstdDecoder : public Decoder {
 public:
  ZstdDecoder(int window_log, std::string_view dictionary) : context_(ZSTD_createDCtx()) {
    if (context_ == nullptr) return;
    ZSTD_DCtx_setParameter(context_, ZSTD_d_windowLogMax, window_log);
    if (!dictionary.empty()) {
      ZSTD_DCtx_loadDictionary(context_, dictionary.data(), dictionary.size());
    }
  }
  ~ZstdDecoder() override { ZSTD_freeDCtx(context_); }
  Step step(std::string_view packed, std::span<char> room) override {
    if (context_ == nullptr) return {State::kDamaged};
    ZSTD_inBuffer in{packed.data(), packed.size(), 0};
    ZSTD_outBuffer out{room.data(), room.size(), 0};
    const std::size_t result = ZSTD_decompressStream(context_, &out, &in);
    State state = State::kMore;
    if (ZSTD_isError(result) != 0) {
      state = State::kDamaged;
    } else if (result == 0) {
      state = State::kEnd;
    }
    return {state, in.pos, out.pos};
  }
  void reset() override {
    if (context_ != nullptr) ZSTD_DCtx_reset(context_, ZSTD_reset_session_only);
  }

 private:
  ZSTD_DCtx* context_;
};

class BrotliDecoder : public Decoder {
 public:
  BrotliDecoder() : state_(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)) {}
  ~BrotliDecoder() override {
    if (state_ != nullptr) BrotliDecoderDestroyInstance(state_);
  }
  Step step(std::string_view packed, std::span<char> room) override {
    if (state_ == nullptr) return {State::kDamaged};
    std::size_t in = packed.size();
    const auto* next_in = reinterpret_cast<const std::uint8_t*>(packed.data());
    std::size_t out = room.size();
    auto* next_out = reinterpret_cast<std::uint8_t*>(room.data());
    const BrotliDecoderResult result =
        BrotliDecoderDecompressStream(state_, &in, &next_in, &out, &next_out, nullptr);
    State state = State::kMore;
    if (result == BROTLI_DECODER_RESULT_ERROR) state = State::kDamaged;
    if (result == BROTLI_DECODER_RESULT_SUCCESS) state = State::kEnd;
    return {state, packed.size() - in, room.size() - out};
  }
  void reset() override {
    if (state_ != nullptr) BrotliDecoderDestroyInstance(state_);
    state_ = BrotliDecoderCreateInstance(nullptr, nullptr, nullptr);
  }

 private:
  BrotliDecoderState* state_;
};

class Lz4Decoder : public Decoder {
 public:
  Lz4Decoder() {
    if (LZ4F_isError(LZ4F_createDecompressionContext(&context_, LZ4F_VERSION)) != 0) {
      context_ = nullptr;
    }
  }
  ~Lz4Decoder() override { LZ4F_freeDecompressionContext(context_); }
  Step step(std::string_view packed, std::span<char> room) override {
    if (context_ == nullptr) return {State::kDamaged};
    std::size_t in = packed.size();
    std::size_t out = room.size();
    const std::size_t result =
        LZ4F_decompress(context_, room.data(), &out, packed.data(), &in, nullptr);
    if (LZ4F_isError(result) != 0) return {State::kDamaged, in, out};
    return {result == 0 ? State::kEnd : State::kMore, in, out};
  }
  void reset() override { LZ4F_resetDecompressionContext(context_); }

 private:
  LZ4F_dctx* context_ = nullptr;
};

}  // namespace

void WholeMembers::Freed::operator()(libdeflate_decompressor* decompressor) const {
  libdeflate_free_decompressor(decompressor);
}

std::optional<WholeMembers::Member> WholeMembers::unpack(std::string_view packed) {
  if (decompressor_ == nullptr) {
    decompressor_.reset(libdeflate_alloc_decompressor());
    room_ = std::make_unique_for_overwrite<char[]>(kMaxUnpacked);
  }
  if (decompressor_ == nullptr) return std::nullopt;
  packed = packed.substr(0, kMaxPacked);
  std::size_t taken = 0;
  std::size_t written = 0;
  const libdeflate_result result =
      libdeflate_gzip_decompress_ex(decompressor_.get(), packed.data(), packed.size(), room_.get(),
                                    kMaxUnpacked, &taken, &written);
  if (result != LIBDEFLATE_SUCCESS) return std::nullopt;
  return Member{taken, {room_.get(), written}};
}

Packing packing_of(std::string_view head) {
  if (head.starts_with("\x1F\x8B")) return Packing::kGzip;
  if (head.starts_with("\x28\xB5\x2F\xFD")) return Packing::kZstd;
  if (head.starts_with("\x04\x22\x4D\x18")) return Packing::kLz4;
  // A skippable frame that holds the dictionary of a web archive.
  if (head.starts_with("\x5D\x2A\x4D\x18")) return Packing::kZstd;
  return Packing::kPlain;
}

std::optional<Packing> packing_named(std::string_view name) {
  const std::string lower = text::ascii_lower(text::trim(name));
  if (lower == "identity" || lower.empty()) return Packing::kPlain;
  if (lower == "gzip" || lower == "x-gzip") return Packing::kGzip;
  if (lower == "deflate") return Packing::kZlib;
  if (lower == "br") return Packing::kBrotli;
  if (lower == "zstd") return Packing::kZstd;
  return std::nullopt;
}

std::unique_ptr<Decoder> make_decoder(Packing packing, int window_log,
                                      std::string_view dictionary) {
  constexpr int kRawDeflate = -15;
  constexpr int kZlibHeader = 15;
  constexpr int kGzipHeader = 31;
  switch (packing) {
    case Packing::kPlain:
      return nullptr;
    case Packing::kGzip:
      return std::make_unique<ZlibDecoder>(kGzipHeader);
    case Packing::kZlib:
      return std::make_unique<ZlibDecoder>(kZlibHeader);
    case Packing::kDeflate:
      return std::make_unique<ZlibDecoder>(kRawDeflate);
    case Packing::kZstd:
      return std::make_unique<ZstdDecoder>(window_log, dictionary);
    case Packing::kBrotli:
      return std::make_unique<BrotliDecoder>();
    case Packing::kLz4:
      return std::make_unique<Lz4Decoder>();
  }
  return nullptr;
}

}  // namespace parley::archive
