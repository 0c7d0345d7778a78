-- Run inside Neovim on draft.md: marks, hover, fix, mark gone. Prints what a user sees; leaves with 1 on any failure.
local out = function(s) io.stdout:write(s .. '\n') end
local fails = function(s) out('FAIL ' .. s); vim.cmd('cquit 1') end
local ok, err = pcall(function()
  local v = vim.version()
  out(('neovim %d.%d.%d by %s'):format(v.major, v.minor, v.patch, require('rapporteur').mode()))
  local marks = function()
    return vim.tbl_filter(function(d) return d.code == 'state-parties' end, vim.diagnostic.get(0))
  end
  assert(vim.wait(10000, function() return #marks() > 0 end, 20), 'no mark')
  local d = marks()[1]
  out(('MARK %d:%d %s'):format(d.lnum + 1, d.col + 1, d.message))
  assert(d.lnum == 4 and d.col == 0, 'the mark is on “State parties”')
  vim.api.nvim_win_set_cursor(0, { d.lnum + 1, d.col })
  vim.lsp.buf.hover()
  local float
  assert(vim.wait(10000, function()
    for _, w in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(w).relative ~= '' then float = w; return true end
    end
  end, 20), 'no hover')
  local hover = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(float), 0, -1, false), ' | ')
  out('HOVER ' .. hover)
  assert(hover:find('adopted recommendations', 1, true), 'the hover shows the evidence')
  vim.api.nvim_win_close(float, true)
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
  assert(vim.wait(10000, function() return vim.fn.getline(5):find('^States parties') ~= nil end, 20), 'no fix')
  out('FIXED ' .. vim.fn.getline(5):sub(1, 60))
  assert(vim.wait(10000, function() return #marks() == 0 end, 20), 'the mark stays')
  local done
  vim.lsp.buf_request(0, 'textDocument/documentSymbol', { textDocument = { uri = vim.uri_from_bufnr(0) } }, function(_, result)
    done = result
  end)
  assert(vim.wait(10000, function() return done ~= nil end, 20), 'no outline')
  out('OUTLINE ' .. done[1].name .. ' / ' .. done[1].children[1].name)
  out('OK')
end)
if not ok then fails(tostring(err)) end
vim.cmd('qa!')
