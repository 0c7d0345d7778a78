#!/usr/bin/env bash
# Builds what can be built of the packages on this machine, installs each as a person would, and lints a draft with it.
#   packaging/check.sh [pages|notices|crate|wheel|npm|pre-commit|action|deb|container …]      all of them without arguments
# Rust, Node, Python, git and Debian's packages are enough. RAPPORTEUR names the program (default: target/release/rapporteur).
# CARGO_TARGET_DIR is kept to, and so is what is set of the release profile: CARGO_PROFILE_RELEASE_OPT_LEVEL=0 makes it quick.
# docs/packaging.md says what cannot be tried here.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
out=$root/target/packaging
# one folder for all that Cargo builds, so that no package builds every dependency again
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$root/target}
rapporteur=${RAPPORTEUR:-$CARGO_TARGET_DIR/release/rapporteur}
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
mkdir -p "$out"

# Lints the sample draft with the command that is given, and wants its findings.
lints() {
  local status=0 said
  said=$("$@" lint --format concise tests/drafts/sample.md) || status=$?
  [ "$status" = 1 ] && grep -q 'state-parties' <<<"$said" || {
    echo "$*: exit code $status, said: $said"
    exit 1
  }
  "$@" --version | grep -q "^rapporteur $version "
}

tools() {
  [ -x "$out/tools/bin/python" ] || python3 -m venv "$out/tools"
  "$out/tools/bin/pip" install -q --disable-pip-version-check "$@"
}

pages() {
  rm -rf "$out/man" "$out/completions"
  mkdir -p "$out/man" "$out/completions"
  "$rapporteur" man >"$out/man/rapporteur.1"
  "$rapporteur" man --list | while read -r command; do
    "$rapporteur" man "$command" >"$out/man/rapporteur-${command// /-}.1"
  done
  "$rapporteur" completions bash >"$out/completions/rapporteur.bash"
  "$rapporteur" completions zsh >"$out/completions/_rapporteur"
  "$rapporteur" completions fish >"$out/completions/rapporteur.fish"
  "$rapporteur" completions powershell >"$out/completions/_rapporteur.ps1"
  bash -n "$out/completions/rapporteur.bash"
  # what `complete -F` would be asked
  bash -c 'source "$1"; COMP_WORDS=(rapporteur li); COMP_CWORD=1; _rapporteur rapporteur li rapporteur; printf "%s\n" "${COMPREPLY[@]}"' \
    - "$out/completions/rapporteur.bash" | grep -qx lint
  if command -v man >/dev/null; then
    MANWIDTH=100 man --warnings -l "$out/man/rapporteur-lint.1" 2>&1 >/dev/null | { ! grep .; }
  fi
}

# Whose work the program is made of, for all packages: packaging/NOTICES.txt is made anew and must be what it was.
notices() {
  command -v cargo-about >/dev/null || cargo install --quiet --locked --features cli cargo-about
  # the crates of other machines, too; what their repositories say is not asked, so that the answer is always the same
  cargo fetch --locked --quiet
  cargo about generate --locked --offline -c packaging/about.toml packaging/notices.hbs -o "$out/NOTICES.txt"
  cmp "$out/NOTICES.txt" packaging/NOTICES.txt || {
    echo "the dependencies have changed: cp $out/NOTICES.txt packaging/NOTICES.txt"
    exit 1
  }
}

# What `cargo install rapporteur` would be given, installed from the archive alone, without optimization.
crate() {
  cargo package --locked --allow-dirty --no-verify --quiet
  ls -lh "$CARGO_TARGET_DIR/package/rapporteur-$version.crate"
  rm -rf "$out/crate" "$out/installed"
  mkdir -p "$out/crate"
  tar -xzf "$CARGO_TARGET_DIR/package/rapporteur-$version.crate" -C "$out/crate"
  cargo install --quiet --debug --locked --root "$out/installed" --path "$out/crate/rapporteur-$version"
  lints "$out/installed/bin/rapporteur"
}

wheel() {
  tools 'maturin>=1.9,<2'
  rm -rf "$out/wheel" "$out/venv"
  (cd packaging/python && "$out/tools/bin/maturin" build --quiet --release --locked --out "$out/wheel" --compatibility linux)
  python3 -m venv "$out/venv"
  "$out/venv/bin/pip" install -q --disable-pip-version-check --no-index "$out/wheel"/rapporteur-"$version"-*.whl
  lints "$out/venv/bin/rapporteur"
}

npm_packages() {
  rm -rf "$out/npm" "$out/npx"
  local cpu
  cpu=$(node -p process.arch)
  node packaging/npm/make.mjs "$out/npm" "linux-$cpu=$rapporteur"
  mkdir -p "$out/npx"
  (cd "$out/npx" && for name in rapporteur "rapporteur-linux-$cpu"; do npm pack --silent "$out/npm/$name"; done)
  # the registry has no package for other machines yet, and npm passes them over as it does packages that do not fit
  (cd "$out/npx" && echo '{"private": true}' >package.json &&
    npm install --silent --offline --no-audit --no-fund "./rapporteur-linux-$cpu-$version.tgz" &&
    npm install --silent --offline --no-audit --no-fund --omit=optional "./rapporteur-$version.tgz")
  lints "$out/npx/node_modules/.bin/rapporteur"
  local status=0
  (cd "$out/npx" && npx --offline rapporteur lint "$root/tests/drafts/sample.md" >/dev/null) || status=$?
  [ "$status" = 1 ]
}

pre_commit() {
  tools 'pre-commit>=4,<5'
  rm -rf "$out/hooked"
  mkdir -p "$out/hooked"
  (
    cd "$out/hooked"
    git init -q
    printf 'Recommendation 1\n\nState parties should act.\n' >draft.md
    git add draft.md
    status=0
    said=$("$out/tools/bin/pre-commit" try-repo "$root" rapporteur --ref "$(git -C "$root" rev-parse HEAD)" --files draft.md 2>&1) || status=$?
    [ "$status" = 1 ] && grep -q 'state-parties' <<<"$said" || { echo "$said"; exit 1; }
  )
}

action() {
  tools pyyaml 'zizmor>=1.20,<2'
  "$out/tools/bin/zizmor" --offline --quiet --no-progress action.yml
  "$out/tools/bin/python" packaging/try_action.py action.yml "$rapporteur" tests/drafts/sample.md
}

deb() {
  pages
  command -v cargo-deb >/dev/null || cargo install --quiet --locked --version '^3' cargo-deb
  cargo deb --quiet --no-build --locked --output "$out/"
  local package=$out/rapporteur_$version-1_$(dpkg --print-architecture).deb
  dpkg-deb --info "$package"
  dpkg-deb --contents "$package" | grep -q ' ./usr/share/man/man1/rapporteur-lint.1.gz'
  rm -rf "$out/unpacked"
  dpkg-deb --extract "$package" "$out/unpacked"
  lints "$out/unpacked/usr/bin/rapporteur"
}

# The image without the program that makes images: its only file, in an empty root, without network, as nobody.
container() {
  local host image=$out/image
  host=$(rustc -vV | sed -n 's/^host: //p')
  RUSTFLAGS="-C target-feature=+crt-static" cargo build --release --locked --quiet --target "$host" --target-dir "$out/static"
  rm -rf "$image"
  mkdir -p "$image/drafts" "$image/tmp"
  cp "$out/static/$host/release/rapporteur" "$image/"
  cp tests/drafts/sample.md "$image/drafts/"
  local status=0 said
  said=$(unshare -n chroot --userspec=65534:65534 "$image" /rapporteur lint --format concise /drafts) || status=$?
  [ "$status" = 1 ] && grep -q 'state-parties' <<<"$said" || {
    echo "the file of the image: exit code $status, said: $said"
    exit 1
  }
  if docker info >/dev/null 2>&1; then
    docker build -f packaging/Containerfile -t rapporteur-check . && docker run --rm --network none rapporteur-check --version
  else
    echo "no program that makes images runs here: the image itself was not built"
  fi
}

[ -x "$rapporteur" ] || cargo build --release --locked
[ $# -gt 0 ] || set -- pages notices crate wheel npm pre-commit action deb container
for package in "$@"; do
  printf '== %s (%s s)\n' "$package" "$SECONDS"
  case $package in
    npm) npm_packages ;;
    pre-commit) pre_commit ;;
    pages | notices | crate | wheel | action | deb | container) "$package" ;;
    *) echo "no package is called “$package”"; exit 2 ;;
  esac
done
echo "== done ($SECONDS s)"
