-- Commands. The server itself is started by require('rapporteur').setup(), in 0.11 also by vim.lsp.enable('rapporteur').

if vim.g.loaded_rapporteur then
  return
end
vim.g.loaded_rapporteur = true

local command = vim.api.nvim_create_user_command

command('RapporteurOverview', function()
  require('rapporteur').overview()
end, { desc = 'Show the strengths and repeats of the draft' })

command('RapporteurEarlier', function()
  require('rapporteur').earlier()
end, { desc = 'Show what was adopted earlier on the point at the cursor' })

command('RapporteurExplain', function(given)
  require('rapporteur').explain(given.args)
end, {
  nargs = '?',
  complete = function(start)
    return require('rapporteur').rules(start)
  end,
  desc = 'Explain a rule, or that of the mark on this line',
})

command('RapporteurFixAll', function()
  local context = { only = { 'source.fixAll.rapporteur' }, diagnostics = {} }
  if vim.fn.has('nvim-0.8') == 1 then
    vim.lsp.buf.code_action({ context = context, apply = true })
  else
    vim.lsp.buf.code_action(context)
  end
end, { desc = 'Make all safe fixes of the draft' })

command('RapporteurRestart', function()
  require('rapporteur').restart()
end, { desc = 'Restart the server' })

command('RapporteurLog', function()
  vim.cmd('edit ' .. vim.fn.fnameescape(require('vim.lsp.log').get_filename()))
end, { desc = "Open Neovim's log of its servers" })
