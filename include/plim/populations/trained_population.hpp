#pragma once
#include <cstdint>
#include <memory>

#include "plim/core/outcome.hpp"
#include "plim/populations/population.hpp"

namespace plim {

/// True if samples of a law are texts: symbols in an order, of a law that is not drawn itself.
bool has_texts(const Population& law);

/// Two laws of texts, of which a sample of size n is a test text of n symbols from one, and a training text
/// of `trained` symbols from the other, independent of it (view: sequence_pair).
///
/// The training text takes the addresses of the test text with the next `sub`, so that both are as if drawn
/// alone. The least loss that a model can have, the entropy rate of the test's law, is the truth of its
/// cross-entropy, and by the bytes of its symbols that of its bits per byte. Refuses laws that are drawn
/// themselves, on other classes, or without an order of symbols.
Outcome<std::shared_ptr<const Population>> make_trained_population(std::shared_ptr<const Population> test,
                                                                   std::shared_ptr<const Population> train,
                                                                   std::int64_t trained);

}  // namespace plim
