#!/usr/bin/env bash
# Checks the format of all C++ files (fix it with scripts/check_format.sh --fix).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mode=(--dry-run -Werror)
if [[ "${1:-}" == --fix ]]; then mode=(-i); fi
find include src tests bench experiments -name '*.[ch]pp' -print0 | xargs -0 clang-format-14 "${mode[@]}"
