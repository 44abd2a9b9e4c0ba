#pragma once
#include <memory>
#include <utility>

#include "plim/populations/two_samples.hpp"

namespace plim {

/// Both samples of every lane: a view `Pair` that `join` makes of the views `Part` of each.
template <View Pair, View Part, class Join>
class PairSource final : public ViewSource {
 public:
  PairSource(std::unique_ptr<ViewSource> first, std::unique_ptr<ViewSource> second, double ratio, Join join)
      : first_(std::move(first)), second_(std::move(second)), ratio_(ratio), join_(join) {}

  void start(Address first, std::size_t lanes) override {
    first_->start(first, lanes);
    ++first.sub;
    second_->start(first, lanes);
    m_ = 0;
  }
  void grow(std::int64_t n, std::uint32_t checkpoint) override {
    first_->grow(n, checkpoint);
    const std::int64_t m = second_size(ratio_, n);
    if (m > m_) second_->grow(m, checkpoint);
    m_ = m;
  }
  const void* view(ViewId id) override {
    if (id != view_id<Pair>()) return nullptr;
    view_ = join_(*static_cast<const Part*>(first_->view(view_id<Part>())),
                  *static_cast<const Part*>(second_->view(view_id<Part>())));
    return &view_;
  }

 private:
  std::unique_ptr<ViewSource> first_, second_;
  double ratio_;
  Join join_;
  std::int64_t m_ = 0;
  Pair view_{};
};

/// Of two laws on that route.
template <View Pair, View Part, class Join>
std::unique_ptr<ViewSource> pair_source(const TwoSamples& pair, RouteKind route, std::int64_t n_max,
                                        std::size_t lanes, Join join) {
  const ViewId parts[] = {view_id<Part>()};
  return std::make_unique<PairSource<Pair, Part, Join>>(
      pair.first().source(route, parts, n_max, lanes),
      pair.second().source(route, parts, second_size(pair.ratio(), n_max), lanes), pair.ratio(), join);
}

}  // namespace plim
