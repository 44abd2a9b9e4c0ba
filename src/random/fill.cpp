#include "plim/random/fill.hpp"

#include <cassert>

#include "plim/random/kernels.hpp"
#include "plim/random/variate.hpp"

namespace plim {
namespace {

CounterRun run_of(const Address& a, std::uint64_t index) {
  return {a.key.bits, index, a.replicate, a.sub, 0};
}

template <class Kernel, class T>
void fill(Kernel kernel, const Address& a, std::uint64_t first, std::span<T> out) {
  assert(first % 64 == 0 && out.size() % 128 == 0);
  kernel(run_of(a, first), out.size() / 128, out.data());
}

}  // namespace

void fill_words(const Address& address, std::uint64_t first, std::span<std::uint64_t> out) {
  fill(random_kernels().words, address, first, out);
}

void fill_open(const Address& address, std::uint64_t first, std::span<double> out) {
  fill(random_kernels().open, address, first, out);
}

void fill_normal(const Address& address, std::uint64_t first, std::span<double> out) {
  fill(random_kernels().normal, address, first, out);
}

void fill_exponential(const Address& address, std::uint64_t first, std::span<double> out) {
  fill(random_kernels().exponential, address, first, out);
}

void fill_gamma(const Address& address, std::uint64_t first, double shape, std::span<double> out) {
  assert(shape > 0);
  bool done = true;
  const auto kernel = [&](CounterRun run, std::size_t blocks, double* to) {
    done = random_kernels().gamma(run, blocks, shape, to);
  };
  fill(kernel, address, first, out);
  if (!done) throw_too_many_attempts();
}

void fill_words_lanes(const Address& first, std::uint64_t index, std::span<std::uint64_t> first_half,
                      std::span<std::uint64_t> second_half) {
  assert(first_half.size() == second_half.size());
  random_kernels().words_lanes(run_of(first, index), first_half.size(), first_half.data(),
                               second_half.data());
}

}  // namespace plim
