#include "plim/core/build_info.hpp"

#include <cstdint>
#include <cstring>
#include <elf.h>
#include <fstream>
#include <iterator>
#include <link.h>
#include <span>

#include "plim/core/digest.hpp"

namespace plim {
namespace {

constexpr std::size_t whole_words(std::size_t bytes) noexcept { return (bytes + 3) / 4 * 4; }

/// The GNU build ID among the notes of a segment.
std::string id_in(const char* at, const char* end) {
  ElfW(Nhdr) note;
  while (static_cast<std::size_t>(end - at) >= sizeof note) {
    std::memcpy(&note, at, sizeof note);
    const char* name = at + sizeof note;
    const char* value = name + whole_words(note.n_namesz);
    if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == sizeof ELF_NOTE_GNU &&
        std::memcmp(name, ELF_NOTE_GNU, sizeof ELF_NOTE_GNU) == 0)
      return hex(std::span(reinterpret_cast<const std::uint8_t*>(value), note.n_descsz));
    at = value + whole_words(note.n_descsz);
  }
  return "";
}

/// Of the first object that is loaded, which is the program.
int take_id(dl_phdr_info* program, std::size_t, void* id) {
  for (const ElfW(Phdr) & segment : std::span(program->dlpi_phdr, program->dlpi_phnum)) {
    if (segment.p_type != PT_NOTE) continue;
    const auto* notes = reinterpret_cast<const char*>(program->dlpi_addr + segment.p_vaddr);
    const std::string found = id_in(notes, notes + segment.p_memsz);
    if (!found.empty()) *static_cast<std::string*>(id) = found;
  }
  return 1;
}

}  // namespace

// The definitions come from CMakeLists.txt.
const BuildInfo& build_info() noexcept {
#ifdef __clang__
  static constexpr BuildInfo info = {PLIM_GIT_COMMIT, PLIM_GIT_DIRTY, "clang " __clang_version__,
                                     PLIM_BUILD_FLAGS};
#else
  static constexpr BuildInfo info = {PLIM_GIT_COMMIT, PLIM_GIT_DIRTY, "gcc " __VERSION__, PLIM_BUILD_FLAGS};
#endif
  return info;
}

std::string build_id() {
  std::string id;
  ::dl_iterate_phdr(take_id, &id);
  if (!id.empty()) return id;
  std::ifstream file("/proc/self/exe", std::ios::binary);
  if (!file) return "";
  return hex(sha256(std::string(std::istreambuf_iterator<char>(file), {})));
}

}  // namespace plim
