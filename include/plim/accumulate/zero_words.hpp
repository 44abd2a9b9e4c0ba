#pragma once
#include <string>
#include <string_view>

namespace plim {

/// Bytes with their zero words of eight left out, as accumulators of few replicates have many: the length
/// (64 bits), a bit for each word, the words that are not zero, and the bytes behind the last whole word.
std::string without_zero_words(std::string_view bytes);

/// The bytes again. Throws Error(data) if these are none that without_zero_words() made.
std::string with_zero_words(std::string_view packed);

}  // namespace plim
