#pragma once
#include <cstdint>

namespace plim {

/// Count, mean and central sums of powers two to four; a regular value that merges.
struct Moments {
  std::int64_t count = 0;
  double mean = 0, m2 = 0, m3 = 0, m4 = 0;  // m_k = sum of (x - mean)^k

  /// One more value (Pebay 2008, the merge with a single point).
  void add(double x) noexcept;
  /// The moments of both sets together (Pebay 2008, section 2). Exactly a copy if one of them is empty.
  Moments& operator+=(const Moments& other) noexcept;
  bool operator==(const Moments&) const = default;
  /// Shows the visitor every member, in the order of the bytes of a record.
  template <class Self, class Visitor>
  static void visit(Self& self, Visitor& visitor) {
    visitor(self.count);
    visitor(self.mean);
    visitor(self.m2);
    visitor(self.m3);
    visitor(self.m4);
  }
};

}  // namespace plim
