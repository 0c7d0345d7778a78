-- :checkhealth rapporteur

local M = {}

function M.check()
  local health = vim.health or require('health')
  local start = health.start or health.report_start
  local ok = health.ok or health.report_ok
  local fail = health.error or health.report_error
  local info = health.info or health.report_info
  local rapporteur = require('rapporteur')
  start('rapporteur')
  local program = rapporteur.options.cmd[1]
  if vim.fn.executable(program) == 1 then
    ok(('`%s` is %s'):format(program, vim.trim(vim.fn.system({ program, '--version' }))))
  else
    fail(('`%s` cannot be run'):format(program), {
      'install it and put it on PATH, or',
      "name it: require('rapporteur').setup({ cmd = { '/path/to/rapporteur', 'lsp' } })",
    })
  end
  info('starts the server by vim.lsp.' .. rapporteur.mode())
  info('looks at buffers of the file types ' .. table.concat(rapporteur.options.filetypes, ', '))
  local running = rapporteur.clients()
  for _, client in ipairs(running) do
    local root = client.config.root_dir or 'no folder'
    ok(('a server runs for %s; positions in %s'):format(root, client.offset_encoding or 'utf-16'))
  end
  if #running == 0 then
    info('no server runs; it starts with the first Markdown or text file that is opened')
  end
end

return M
