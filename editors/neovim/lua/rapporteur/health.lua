-- :checkhealth rapporteur

local M = {}

function M.check()
  local health = vim.health
  local start = health.start or health.report_start
  local ok = health.ok or health.report_ok
  local fail = health.error or health.report_error
  local info = health.info or health.report_info
  local rapporteur = require('rapporteur')
  start('rapporteur')
  local program = rapporteur.options.cmd[1]
  if vim.fn.executable(program) == 1 then
    ok(vim.trim(vim.fn.system({ program, '--version' })))
  else
    fail(('`%s` is not executable: put it on PATH, or give `cmd` to setup()'):format(program))
  end
  info('starts the server by vim.lsp.' .. rapporteur.mode())
  local running = rapporteur.clients()
  if #running > 0 then
    ok(('%d running'):format(#running))
  else
    info('no server runs; it starts with the first draft that is opened')
  end
end

return M
