#pragma once
#include <string>

#include "plim/data/rows.hpp"

namespace plim {

/// Rows of one field: that of each JSON object of a text with one on every line, under a first row with the
/// field's path. Null and what is absent is an empty field.
class JsonRows final : public Rows {
 public:
  /// `bytes` must outlive the rows.
  JsonRows(ByteStream& bytes, std::string path, const std::string& name);

  bool next() override;
  bool is_last() override { return false; }

 private:
  bool read_line();
  void read_value();
  [[noreturn]] void refuse_line(std::size_t at) const;

  ByteStream& bytes_;
  std::string path_, ahead_;  // what was read of the bytes, from `at_` on to come
  std::size_t at_ = 0, next_line_ = 1;
  bool started_ = false;
};

}  // namespace plim
