#pragma once
#include <string>
#include <string_view>

#include "dialect.hpp"
#include "plim/data/rows.hpp"

namespace plim {

/// Rows of fields with a separator between them.
class CsvRows final : public Rows {
 public:
  /// `bytes` must outlive the rows. Finds out the dialect from the first 64 KiB.
  CsvRows(ByteStream& bytes, const DataFormat& format, const std::string& name);

  bool next() override;
  bool is_last() override;
  bool may_be_comment() const override;
  double share_read() const override;

 private:
  void refill();
  void hold(std::size_t bytes);
  void read_row();
  bool try_row();
  bool read_field(Field& field);
  bool read_quoted(Field& field);
  bool skip_comment();
  bool skip_line_end();
  bool at_line_end() const;
  bool is_blank_row() const;
  void refuse_nul(std::size_t from) const;
  void refuse_json(const DataFormat& format) const;
  std::optional<char> skip_named_separator();

  ByteStream& bytes_;
  std::string comment_;
  std::uint64_t passed_ = 0;   // bytes before the window
  std::size_t at_ = 0;         // where reading goes on, in the window
  std::size_t next_line_ = 1;  // there
  bool ended_ = false;         // the window reaches the end of the stream
  bool row_names_ = false;     // the first row lacks the name of the first column
  bool started_ = false;
};

}  // namespace plim
