#pragma once

namespace plim {

inline constexpr const char* version = "0.1.0";
/// Of the random numbers: a change of any draw is a new one. 2: by tables of integers, and by more blocks.
inline constexpr int stream_version = 2;
/// Of the result file, and the oldest that is read. 2: limits of a coverage have no error of their own.
inline constexpr int format_version = 2;
inline constexpr int oldest_format = 1;

}  // namespace plim
