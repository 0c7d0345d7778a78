-- Starts `rapporteur lsp` in Neovim 0.7 and newer. No rule and no setting lives here: the server owns them.

local M = {}

M.defaults = {
  cmd = { 'rapporteur', 'lsp' },
  filetypes = { 'markdown', 'text', 'rapporteur' },
  root_markers = { 'rapporteur.toml', '.git' },
  -- the keys of rapporteur.toml; every rapporteur.toml goes before them
  settings = vim.empty_dict(),
  on_attach = nil,
  -- 'config' (0.11), 'start' (0.8) or 'start_client' (0.7); found by itself
  mode = nil,
}

M.options = vim.deepcopy(M.defaults)

--- The way this Neovim starts a server.
function M.mode()
  if M.options.mode then
    return M.options.mode
  end
  if vim.fn.has('nvim-0.11') == 1 then
    return 'config'
  end
  return vim.lsp.start and 'start' or 'start_client'
end

--- The nearest folder above the file that holds a root marker, else the file's own.
local function root(buffer)
  local own = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ':p:h')
  local at = own
  while true do
    for _, marker in ipairs(M.options.root_markers) do
      if vim.loop.fs_stat(at .. '/' .. marker) then
        return at
      end
    end
    local up = vim.fn.fnamemodify(at, ':h')
    if up == at then
      return own
    end
    at = up
  end
end

-- 0.7: one client per root
local clients = {}

local function is_draft(buffer)
  return vim.api.nvim_buf_is_loaded(buffer)
    and vim.bo[buffer].buftype == ''
    and vim.tbl_contains(M.options.filetypes, vim.bo[buffer].filetype)
end

local function attach(buffer)
  if not is_draft(buffer) then
    return
  end
  local config = {
    name = 'rapporteur',
    cmd = M.options.cmd,
    root_dir = root(buffer),
    on_attach = M.options.on_attach,
    init_options = M.options.settings,
    settings = { rapporteur = M.options.settings },
  }
  if M.mode() == 'start' then
    vim.lsp.start(config, { bufnr = buffer })
    return
  end
  local id = clients[config.root_dir]
  if not id or not vim.lsp.get_client_by_id(id) then
    id = vim.lsp.start_client(config)
    clients[config.root_dir] = id
  end
  if id then
    vim.lsp.buf_attach_client(buffer, id)
  end
end

--- The running clients of this plugin; those of one buffer if it is given.
function M.clients(buffer)
  local get = vim.lsp.get_clients or vim.lsp.get_active_clients
  local found = {}
  for _, client in pairs(get()) do
    if client.name == 'rapporteur' and (not buffer or vim.lsp.buf_is_attached(buffer, client.id)) then
      table.insert(found, client)
    end
  end
  return found
end

--- Stops the server and starts it again for the drafts that are open.
function M.restart()
  for _, client in ipairs(M.clients()) do
    if vim.fn.has('nvim-0.11') == 1 then
      client:stop()
    else
      client.stop()
    end
  end
  clients = {}
  local function again(tries)
    if #M.clients() > 0 and tries > 0 then
      vim.defer_fn(function() again(tries - 1) end, 50)
      return
    end
    for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
      if is_draft(buffer) then
        if M.mode() == 'config' then
          vim.api.nvim_exec_autocmds('FileType', { buffer = buffer, group = 'nvim.lsp.enable' })
        else
          attach(buffer)
        end
      end
    end
  end
  again(100)
end

--- Shows text in a window of its own; q closes it.
local function page(title, lines, filetype)
  vim.cmd('vertical new')
  local buffer = vim.api.nvim_get_current_buf()
  vim.bo[buffer].buftype = 'nofile'
  vim.bo[buffer].bufhidden = 'wipe'
  vim.bo[buffer].swapfile = false
  -- a page of the same name may be open
  pcall(vim.api.nvim_buf_set_name, buffer, 'rapporteur://' .. title)
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].filetype = filetype
  vim.wo.wrap, vim.wo.linebreak, vim.wo.conceallevel = true, true, 2
  vim.api.nvim_buf_set_keymap(buffer, 'n', 'q', '<cmd>close<cr>', { noremap = true, silent = true })
end

--- Asks the server for a page of the draft in this buffer and shows it. One argument more than a command takes says
--- that the server need not show it.
local function ask(command, arguments)
  local client = M.clients(vim.api.nvim_get_current_buf())[1]
  if not client then
    vim.notify('rapporteur: no server runs for this buffer; see :checkhealth rapporteur', vim.log.levels.WARN)
    return
  end
  local params = { command = command, arguments = arguments(client) }
  local function answer(err, result)
    if err then
      vim.notify('rapporteur: ' .. err.message, vim.log.levels.ERROR)
    elseif type(result) == 'table' and result.markdown then
      page(result.title, vim.split(result.markdown, '\n'), 'markdown')
    end
  end
  if vim.fn.has('nvim-0.11') == 1 then
    client:request('workspace/executeCommand', params, answer, 0)
  else
    client.request('workspace/executeCommand', params, answer, 0)
  end
end

--- The overview of the draft.
function M.overview()
  ask('rapporteur.overview', function()
    return { vim.uri_from_bufnr(0), 'shown here' }
  end)
end

--- What earlier sessions adopted on the point of the recommendation at the cursor.
function M.earlier()
  ask('rapporteur.earlier', function(client)
    local position = vim.lsp.util.make_position_params(0, client.offset_encoding).position
    return { vim.uri_from_bufnr(0), position, 'shown here' }
  end)
end

--- What `rapporteur explain` says of a rule; without one, of the gravest mark on this line.
function M.explain(rule)
  if not rule or rule == '' then
    local line = vim.api.nvim_win_get_cursor(0)[1] - 1
    local marks = vim.tbl_filter(function(mark) return mark.source == 'rapporteur' end, vim.diagnostic.get(0, { lnum = line }))
    table.sort(marks, function(one, other) return one.severity < other.severity end)
    rule = marks[1] and marks[1].code
  end
  if not rule or rule == '' then
    vim.notify('rapporteur: no mark on this line; name a rule', vim.log.levels.WARN)
    return
  end
  local text = vim.fn.system({ M.options.cmd[1], 'explain', rule })
  if vim.v.shell_error ~= 0 then
    vim.notify(vim.trim(text), vim.log.levels.ERROR)
  else
    page('explain ' .. rule, vim.split(text, '\n'), 'text')
  end
end

--- All rules whose name begins so.
function M.rules(start)
  local text = vim.fn.system({ M.options.cmd[1], 'rules', '--format', 'json' })
  local names = {}
  for _, rule in ipairs(vim.v.shell_error == 0 and vim.fn.json_decode(text) or {}) do
    if vim.startswith(rule.rule, start) then
      table.insert(names, rule.rule)
    end
  end
  return names
end

--- Sets the plugin up; every option has a default.
function M.setup(options)
  M.options = vim.tbl_extend('force', vim.deepcopy(M.defaults), options or {})
  if M.mode() == 'config' then
    vim.lsp.config('rapporteur', {
      cmd = M.options.cmd,
      filetypes = M.options.filetypes,
      root_markers = M.options.root_markers,
      on_attach = M.options.on_attach,
      init_options = M.options.settings,
      settings = { rapporteur = M.options.settings },
    })
    vim.lsp.enable('rapporteur')
    return
  end
  local group = vim.api.nvim_create_augroup('rapporteur', { clear = true })
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = M.options.filetypes,
    callback = function(event)
      -- 0.7 calls without `buf`
      attach(event.buf or vim.api.nvim_get_current_buf())
    end,
  })
end

return M
