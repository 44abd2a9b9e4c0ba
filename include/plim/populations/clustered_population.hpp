#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "plim/populations/symbol_population.hpp"

namespace plim {

/// Rows as classes of a law, cluster by cluster: `classes: [rows]`, `ends: [clusters]` ascending to rows.
struct ClusteredRows {
  std::vector<std::int32_t> classes;
  std::vector<std::size_t> ends;
};

/// The rows of a path: from one that each is equally likely to be to the end of its cluster, then whole
/// clusters, each equally likely and with replacement. So every row of a path has the law of all rows,
/// however long it is: a renewal process in equilibrium (Cox 1962, Renewal theory, section 2.3). A path that
/// began with a whole cluster would favour short ones.
class ClusterWalk {
 public:
  ClusterWalk(const ClusteredRows& rows, const Address& address);
  /// The next rows, at least one, at most `most`, and of one cluster.
  std::span<const std::int32_t> next(std::size_t most);
  /// Clusters so far.
  std::uint64_t drawn() const noexcept { return drawn_; }

 private:
  const ClusteredRows* rows_;
  Address address_;
  std::uint64_t drawn_ = 0;  // variates so far
  std::size_t at_, end_;
};

/// Rows that come in clusters, as the tokens of documents: n counts rows, see ClusterWalk. The law is that of
/// one row. Route: draws.
class ClusteredPopulation final : public SymbolPopulation {
 public:
  /// `law`: of the rows, by its classes.
  ClusteredPopulation(SymbolLaw law, ClusteredRows rows);

  Dependence dependence() const override { return Dependence::clusters; }
  std::vector<ViewId> views(RouteKind route) const override;
  std::string method(RouteKind, std::int64_t, std::int64_t) const override { return "cluster"; }
  std::unique_ptr<ViewSource> source(RouteKind route, std::span<const ViewId> wanted, std::int64_t n_max,
                                     std::size_t lanes) const override;
  std::unique_ptr<ObservationStream> stream(const Address& address) const override;

  const ClusteredRows& rows() const noexcept { return rows_; }

 private:
  ClusteredRows rows_;
};

}  // namespace plim
