# Read by every script here: where the repository is, how to speak, how to become root.
# shellcheck shell=bash
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

say() { printf '==> %s\n' "$*"; }

fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# Debug builds check that each target imports only what it declares.
debug_flags=(--explicit-target-dependency-import-check error)

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "installing packages needs root. Install sudo, or run as root: $*"
    fi
}

# A step writes the hash of its inputs when it is done, and is left out while they stay the same.
hash_of() { cat "$@" | sha256sum | cut -d ' ' -f 1; }
is_stamped() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }
