#pragma once
#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace plim {

/// Takes bytes as they are made.
using Write = std::function<void(std::string_view)>;

/// What work in a process of its own may take.
struct Confinement {
  std::size_t memory;              // bytes of address space beyond those of this process
  std::size_t output;              // bytes that it may write
  std::chrono::milliseconds time;  // by the clock, and of its processor
};

/// What `work` writes, done in a child of this process that shares nothing but memory as it is now: it opens
/// no file, prints nothing and leaves no core. Only the calling thread goes on in it, so that `work` may
/// allocate but starts no threads. Throws Error(data) where it throws, dies or takes more than it may, and
/// Error(io) where no process can be made. Under address and thread sanitising memory is not bounded.
std::string confined(const Confinement& limits, const std::function<void(const Write&)>& work);

/// The same of work of plim's own, which is not bounded: about so many bytes, made where a library that ends
/// the program for want of memory ends a child; in this process where no other can be made. Throws what
/// `work` throws as an Error of its code and message, and OutOfMemory(purpose) where it dies.
std::string made_apart(const std::string& purpose, std::size_t expected,
                       const std::function<void(const Write&)>& work);

}  // namespace plim
