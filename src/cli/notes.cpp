#include "notes.hpp"

#include <iostream>

#include "plim/core/name.hpp"
#include "plim/data/text_width.hpp"
#include "summary_brief.hpp"

namespace plim::cli {
namespace {

constexpr std::size_t most_lines_of_notes = 6;
constexpr std::size_t most_lines_of_note = 3;

std::vector<std::string> lines_of_note(const std::string& note) {
  std::vector<std::string> lines = wrapped(printable(note), screen_columns, 6);
  if (lines.size() <= most_lines_of_note) return lines;
  lines.resize(most_lines_of_note);
  lines.back() = cut_off(lines.back(), screen_columns);
  return lines;
}

}  // namespace

std::size_t print_message(const std::string& message, bool whole) {
  const std::vector<std::string> lines =
      whole ? std::vector<std::string>{printable(message)} : lines_of_note(message);
  for (const std::string& line : lines) std::cerr << line << "\n";
  return lines.size();
}

std::size_t print_notes(const std::vector<std::string>& notes, bool whole) {
  std::size_t used = 0;
  for (std::size_t i = 0; i < notes.size(); ++i) {
    const bool last = i + 1 == notes.size();
    if (!whole && used + lines_of_note("note: " + notes[i]).size() + (last ? 0 : 1) > most_lines_of_notes) {
      std::cerr << "note: ... and " << notes.size() - i << " more notes (--full)\n";
      return used + 1;
    }
    used += print_message("note: " + notes[i], whole);
  }
  return used;
}

}  // namespace plim::cli
