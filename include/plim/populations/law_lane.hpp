#pragma once
#include <cstddef>
#include <memory>
#include <vector>

#include "plim/populations/population.hpp"
#include "plim/views/drawn_law.hpp"

namespace plim {

/// The place of one lane's law, which is drawn anew for every replicate.
class LawLane : public RealisedLaw {
 public:
  /// Becomes the law at that address.
  virtual void draw(const Address& law) = 0;
};

/// The laws of a group of lanes.
class LawLanes {
 public:
  explicit LawLanes(std::vector<std::unique_ptr<LawLane>> lanes) : lanes_(std::move(lanes)) {
    for (const auto& lane : lanes_) laws_.push_back(lane.get());
  }

  void draw(Address first, std::size_t lanes) {
    view_ = {lanes, laws_.data(), view_.drawn + 1};
    for (std::size_t lane = 0; lane < lanes; ++lane, ++first.replicate) lanes_[lane]->draw(first);
  }
  const DrawnLaw& view() const noexcept { return view_; }

 private:
  std::vector<std::unique_ptr<LawLane>> lanes_;
  std::vector<const RealisedLaw*> laws_;  // the same
  DrawnLaw view_{};
};

/// Samples from laws that are drawn before them: a source of theirs, and the laws as a view.
class DrawnLawSource final : public ViewSource {
 public:
  DrawnLawSource(std::shared_ptr<LawLanes> laws, std::unique_ptr<ViewSource> samples)
      : laws_(std::move(laws)), samples_(std::move(samples)) {}
  void realise(Address first, std::size_t lanes) override { laws_->draw(first, lanes); }
  void start(Address first, std::size_t lanes) override { samples_->start(first, lanes); }
  void grow(std::int64_t n, std::uint32_t checkpoint) override { samples_->grow(n, checkpoint); }
  const void* view(ViewId id) override {
    return id == view_id<DrawnLaw>() ? &laws_->view() : samples_->view(id);
  }

 private:
  std::shared_ptr<LawLanes> laws_;
  std::unique_ptr<ViewSource> samples_;
};

}  // namespace plim
