vim.opt.runtimepath:append(os.getenv('RAPPORTEUR_PLUGIN'))
vim.cmd('filetype plugin on')
require('rapporteur').setup({
  cmd = { os.getenv('RAPPORTEUR'), 'lsp' },
  mode = os.getenv('RAPPORTEUR_MODE'),
})
