-- For Neovim 0.11 and newer: `vim.lsp.enable('rapporteur')` is all that is needed; setup() adds to it.
return {
  cmd = { 'rapporteur', 'lsp' },
  filetypes = { 'markdown', 'text', 'rapporteur' },
  root_markers = { 'rapporteur.toml', '.git' },
}
