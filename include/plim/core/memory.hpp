#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>

namespace plim {

/// The bytes of memory that this process may use: of the machine, all of them, so that a study is taken or
/// refused whatever else runs; or of the control group it runs in, if that is less (cgroup v2 memory.max of
/// it and of those above it, v1 memory.limit_in_bytes); or of its address space. Asked once.
std::uint64_t memory_limit();

/// The same by the files under a root other than "/".
std::uint64_t memory_limit(const std::filesystem::path& root);

/// There is no memory, and for what there is none.
class OutOfMemory : public std::bad_alloc {
 public:
  explicit OutOfMemory(const std::string& purpose)
      : message_(std::make_shared<const std::string>("out of memory: " + purpose)) {}
  const char* what() const noexcept override { return message_->c_str(); }

 private:
  std::shared_ptr<const std::string> message_;  // copies of an exception allocate nothing
};

/// What `work` gives. If it runs out of memory, purpose() says what the memory was for; more than a vector
/// can have counts as that too.
template <class Purpose, class Work>
auto with_memory(const Purpose& purpose, const Work& work) {
  try {
    return work();
  } catch (const OutOfMemory&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw OutOfMemory(purpose());
  } catch (const std::length_error&) {
    throw OutOfMemory(purpose());
  }
}

}  // namespace plim
