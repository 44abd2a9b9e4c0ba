#pragma once
#include <ostream>
#include <streambuf>
#include <string>
#include <string_view>

namespace plim {

/// While it lives, what is written to a stream is made harmless on its way: names, titles and labels come
/// from anywhere, and a terminal obeys characters in them.
class HarmlessBuffer final : public std::streambuf {
 public:
  explicit HarmlessBuffer(std::ostream& stream);
  ~HarmlessBuffer() override;
  HarmlessBuffer(const HarmlessBuffer&) = delete;
  HarmlessBuffer& operator=(const HarmlessBuffer&) = delete;

 protected:
  std::streamsize xsputn(const char* text, std::streamsize size) override;
  int_type overflow(int_type c) override;
  int sync() override;

 private:
  bool put(std::string_view text);
  bool put_rest();

  std::ostream& stream_;
  std::streambuf* const to_;
  std::string rest_;  // the beginning of a character, or of an end of line
};

}  // namespace plim
