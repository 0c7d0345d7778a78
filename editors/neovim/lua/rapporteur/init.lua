-- Starts `rapporteur lsp` in Neovim 0.7 and newer. No rule and no setting lives here: the server owns them.

local M = {}

M.defaults = {
  cmd = { 'rapporteur', 'lsp' },
  filetypes = { 'markdown', 'text', 'rapporteur' },
  root_markers = { 'rapporteur.toml', '.git' },
  -- 'config' (0.11), 'start' (0.8) or 'start_client' (0.7); found by itself
  mode = nil,
  on_attach = nil,
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

--- The folder above the file that holds a root marker, else the file's own.
local function root(buffer)
  local dir = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ':p:h')
  local at = dir
  while at and at ~= '' do
    for _, marker in ipairs(M.options.root_markers) do
      if vim.loop.fs_stat(at .. '/' .. marker) then
        return at
      end
    end
    local up = vim.fn.fnamemodify(at, ':h')
    if up == at then
      break
    end
    at = up
  end
  return dir
end

-- 0.7: one client per root
local clients = {}

local function attach(buffer)
  local config = {
    name = 'rapporteur',
    cmd = M.options.cmd,
    root_dir = root(buffer),
    on_attach = M.options.on_attach,
    workspace_folders = nil,
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

--- The running clients of this plugin.
function M.clients()
  local get = vim.lsp.get_clients or vim.lsp.get_active_clients
  local found = {}
  for _, client in pairs(get()) do
    if client.name == 'rapporteur' then
      table.insert(found, client)
    end
  end
  return found
end

--- Stops the server; it starts again with the next draft, or at once for those that are open.
function M.restart()
  for _, client in ipairs(M.clients()) do
    vim.lsp.stop_client(client.id)
  end
  clients = {}
  vim.defer_fn(function()
    for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
      if vim.api.nvim_buf_is_loaded(buffer) and vim.tbl_contains(M.options.filetypes, vim.bo[buffer].filetype) then
        if M.mode() == 'config' then
          vim.api.nvim_exec_autocmds('FileType', { buffer = buffer, group = 'nvim.lsp.enable' })
        else
          attach(buffer)
        end
      end
    end
  end, 500)
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
    })
    vim.lsp.enable('rapporteur')
    return
  end
  local group = vim.api.nvim_create_augroup('rapporteur', { clear = true })
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = M.options.filetypes,
    callback = function(event)
      attach(event.buf)
    end,
  })
end

return M
