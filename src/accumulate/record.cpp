#include "plim/accumulate/record.hpp"

namespace plim {
namespace {

template <class T>
void merge(std::vector<T>& into, const std::vector<T>& from) {
  for (std::size_t i = 0; i < into.size(); ++i) into[i] += from[i];
}

}  // namespace

Record& Record::operator+=(const Record& other) {
  merge(series, other.series);
  merge(joints, other.joints);
  merge(largest, other.largest);
  merge(pooled, other.pooled);
  merge(own, other.own);
  return *this;
}

}  // namespace plim
