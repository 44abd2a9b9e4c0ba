#pragma once
#include <memory>
#include <string>
#include <vector>

#include "plim/data/rows.hpp"

namespace plim {

/// Rows of some fields: those of each JSON object of a text with one on every line, under a first row with
/// their paths. Null and what is absent is an empty field; Infinity, -Infinity and NaN, which JSON has no
/// words for, are as in a csv; a key that stands twice is refused.
class JsonRows final : public Rows {
 public:
  /// `bytes` must outlive the rows.
  JsonRows(ByteStream& bytes, const DataFormat& format, const std::string& name);
  ~JsonRows() override;

  bool next() override;
  bool is_last() override { return false; }
  double share_read() const override;
  std::string nothing_at(std::size_t i) const override;

 private:
  class Parser;

  bool read_line();
  bool read_fast();
  void read_values();
  std::string text_of_number(double x) const override;
  void set_field(std::size_t i, std::string_view text, bool quoted);
  void set_nothing(std::size_t i, bool is_absent);
  [[noreturn]] void refuse_kind(std::size_t i, const char* kind) const;

  ByteStream& bytes_;
  std::vector<std::string> paths_;
  std::vector<char> is_absent_;  // by path, where nothing stands
  std::string encoding_;         // the option that says another one
  std::unique_ptr<Parser> parser_;
  std::string ahead_;         // what was read of the bytes, from `at_` on to come
  std::uint64_t passed_ = 0;  // bytes before that
  std::size_t at_ = 0, next_line_ = 1;
  bool started_ = false;
};

}  // namespace plim
