-- Run inside Neovim on draft.md: marks, hover, definition, fix, outline, completion, health, restart. Prints what a user
-- sees; leaves with 1 on any failure.
local out = function(s) io.stdout:write(s .. '\n') end
local wait = function(what, seen) assert(vim.wait(20000, seen, 20), what) end
local window = function(name)
  for _, w in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_buf_get_name(vim.api.nvim_win_get_buf(w)):find(name, 1, true) then return w end
  end
end
local text = function(w) return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(w), 0, -1, false), '\n') end
local draft = vim.api.nvim_get_current_buf()
local marks = function(code)
  return vim.tbl_filter(function(d) return d.code == code end, vim.diagnostic.get(draft))
end

local steps = function()
  local v = vim.version()
  out(('neovim %d.%d.%d by %s'):format(v.major, v.minor, v.patch, require('rapporteur').mode()))
  wait('no mark', function() return #marks('state-parties') > 0 end)
  local d = marks('state-parties')[1]
  out(('MARK %d:%d %s'):format(d.lnum + 1, d.col + 1, d.message))
  assert(d.lnum == 4 and d.col == 0, 'the mark is on “State parties”')

  vim.api.nvim_win_set_cursor(0, { d.lnum + 1, d.col })
  vim.lsp.buf.hover()
  local float
  wait('no hover', function()
    for _, w in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(w).relative ~= '' then float = w; return true end
    end
  end)
  local hover = text(float)
  out('HOVER ' .. hover:gsub('\n', ' | '))
  assert(hover:find('adopted recommendations', 1, true), 'the hover shows the evidence')
  vim.api.nvim_win_close(float, true)

  vim.cmd('RapporteurExplain')
  local explained = text(vim.api.nvim_get_current_win())
  assert(explained:find('state%-parties'), 'no page of the rule: ' .. explained)
  out('EXPLAIN ' .. vim.split(explained, '\n')[1])
  vim.cmd('normal q')

  vim.api.nvim_win_set_cursor(0, { 9, 60 })
  vim.lsp.buf.definition()
  wait('no definition', function() return window('2019-WG.4.md') or vim.fn.getqflist({ size = 0 }).size > 0 end)
  -- of several, a person chooses from the list
  for i, item in ipairs(vim.fn.getqflist()) do
    if item.text:find('Recommendation 36', 1, true) then vim.cmd('cc ' .. i) end
  end
  out('DEFINITION ' .. vim.fn.fnamemodify(vim.api.nvim_buf_get_name(0), ':t') .. ' ' .. vim.fn.getline('.'))
  assert(vim.fn.getline('.'):find('Recommendation 36', 1, true), 'the definition is the 2019 text')
  vim.cmd('cclose')
  vim.api.nvim_set_current_buf(draft)

  vim.api.nvim_win_set_cursor(0, { 5, 0 })
  if vim.fn.has('nvim-0.8') == 1 then
    vim.lsp.buf.code_action({ apply = true, filter = function(a) return a.title == 'Write “States parties”' end })
  else
    vim.ui.select = function(items, _, choose)
      for i, item in ipairs(items) do
        if item[2].title == 'Write “States parties”' then choose(item, i) end
      end
    end
    vim.lsp.buf.code_action()
  end
  wait('no fix', function() return vim.fn.getline(5):find('^States parties') ~= nil end)
  out('FIXED ' .. vim.fn.getline(5):sub(1, 60))
  wait('the mark stays', function() return #marks('state-parties') == 0 end)

  local symbols
  vim.lsp.buf_request(0, 'textDocument/documentSymbol', { textDocument = { uri = vim.uri_from_bufnr(0) } }, function(_, result)
    symbols = result
  end)
  wait('no outline', function() return symbols ~= nil end)
  out('OUTLINE ' .. symbols[1].name .. ' / ' .. symbols[1].children[1].name)

  vim.api.nvim_buf_set_lines(0, -1, -1, false, { '', '## Recommendation 4', '', 'States parties are enc' })
  vim.api.nvim_win_set_cursor(0, { vim.fn.line('$'), 22 })
  assert(vim.bo.omnifunc:find('lsp') or v.minor < 8, 'omnifunc is set by Neovim itself')
  local items
  local params = vim.lsp.util.make_position_params(0, require('rapporteur').clients(draft)[1].offset_encoding)
  vim.lsp.buf_request(0, 'textDocument/completion', params, function(_, result) items = result.items or result end)
  wait('no completion', function() return items ~= nil end)
  local labels = vim.tbl_map(function(item) return item.label end, items)
  out('COMPLETION ' .. table.concat(labels, ', '):sub(1, 120))
  assert(vim.tbl_contains(labels, 'are encouraged to'), 'the phrase is completed')

  vim.cmd('RapporteurOverview')
  wait('no overview', function() return window('rapporteur://') end)
  local overview = text(window('rapporteur://'))
  out('OVERVIEW ' .. overview:gsub('\n', ' | '):sub(1, 160))
  assert(overview:find('Recommendation 2', 1, true), 'the overview names the recommendations')
  vim.cmd('normal q')
  vim.api.nvim_win_set_cursor(0, { 9, 60 })
  vim.cmd('RapporteurEarlier')
  wait('no earlier recommendation', function() return window('rapporteur://') end)
  local earlier = text(window('rapporteur://'))
  out('EARLIER ' .. earlier:gsub('\n', ' | '):sub(1, 160))
  assert(earlier:find('2019, Recommendation 36', 1, true), 'the nearest is that of 2019')
  vim.cmd('normal q')

  local before = require('rapporteur').clients()[1].id
  vim.cmd('RapporteurRestart')
  wait('no new server', function()
    local clients = require('rapporteur').clients(draft)
    return #clients == 1 and clients[1].id ~= before
  end)
  wait('no marks after the restart', function() return #marks('unknown-provision') > 0 end)
  out('RESTARTED')

  vim.cmd('checkhealth rapporteur')
  local health = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
  assert(health:find('a server runs for', 1, true) and not health:find('ERROR'), health)
  out('HEALTH ' .. health:match('rapporteur%S* is [^\n]*'))
  vim.cmd('helptags ' .. vim.fn.fnameescape(os.getenv('RAPPORTEUR_PLUGIN') .. '/doc') .. ' | help :RapporteurEarlier')
  out('OK')
end
local ok, err = xpcall(steps, debug.traceback)
if not ok then
  out('FAIL ' .. tostring(err))
  vim.cmd('cquit 1')
end
vim.cmd('qa!')
