-- Commands. The server itself is started by require('rapporteur').setup().

if vim.g.loaded_rapporteur then
  return
end
vim.g.loaded_rapporteur = true

vim.api.nvim_create_user_command('RapporteurRestart', function()
  require('rapporteur').restart()
end, { desc = 'Restart the rapporteur server' })

vim.api.nvim_create_user_command('RapporteurLog', function()
  vim.cmd('edit ' .. vim.fn.fnameescape(vim.lsp.get_log_path()))
end, { desc = "Open Neovim's log of its servers" })

vim.api.nvim_create_user_command('RapporteurFixAll', function()
  local context = { only = { 'source.fixAll.rapporteur' }, diagnostics = {} }
  if vim.fn.has('nvim-0.8') == 1 then
    vim.lsp.buf.code_action({ context = context, apply = true })
  else
    vim.lsp.buf.code_action(context)
  end
end, { desc = 'Make all safe fixes of the draft' })
