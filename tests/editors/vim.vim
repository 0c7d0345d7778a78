" vim -N -u vim.vim: marks, hover, definition and fix by ALE. The menu of fixes is answered from outside.
set nocompatible encoding=utf-8 hidden
set packpath^=/usr/share/vim-scripts
let g:ale_linters = {'markdown': ['rapporteur']}
let g:ale_linters_explicit = 1
let g:ale_fixers = {}
let g:ale_hover_to_preview = 1
" a long message would ask for Enter and hold everything up
let g:ale_echo_cursor = 0
filetype plugin on
packadd! ale
runtime plugin/ale.vim
call ale#linter#Define('markdown', {
\ 'name': 'rapporteur', 'lsp': 'stdio', 'executable': $RAPPORTEUR, 'command': $RAPPORTEUR . ' lsp', 'project_root': $SCRATCH})
function! Out(text)
  call writefile([a:text], $SCRATCH . '/vim.out', 'a')
endfunction
function! Fail(text)
  call Out('FAIL ' . a:text)
  cquit
endfunction
function! WaitFor(condition)
  let n = 0
  while n < 1000 && !eval(a:condition)
    sleep 20m
    let n += 1
  endwhile
  return eval(a:condition)
endfunction
function! Marks()
  return filter(copy(ale#engine#GetLoclist(bufnr($SCRATCH . '/draft.md'))), 'get(v:val, "code", "") == "state-parties"')
endfunction
function! Check(timer)
  execute 'edit ' . $SCRATCH . '/draft.md'
  set ft=markdown
  ALELint
  if !WaitFor('!empty(Marks())') | call Fail('no mark') | endif
  let l:mark = Marks()[0]
  call Out(printf('MARK %d:%d %s', l:mark.lnum, l:mark.col, l:mark.text))
  call cursor(5, 3)
  ALEHover
  if !WaitFor('winnr("$") > 1') | call Fail('no hover') | endif
  wincmd w
  call Out('HOVER ' . join(getline(1, '$'), ' | '))
  bw!
  call cursor(9, 60)
  ALEGoToDefinition
  if !WaitFor('expand("%:t") ==# "2019-WG.4.md"') | call Fail('no definition') | endif
  call Out('DEFINITION ' . expand('%:t') . ' ' . getline('.'))
  if getline('.') !~# 'Recommendation 36' | call Fail('the definition is not the 2019 text') | endif
  execute 'buffer ' . $SCRATCH . '/draft.md'
  call cursor(5, 3)
  call Out('MENU')
  ALECodeAction
  if !WaitFor('getline(5) =~# "^States parties"') | call Fail('not fixed: ' . getline(5)) | endif
  call Out('FIXED ' . getline(5)[0:50])
  call Out('OK')
  qa!
endfunction
autocmd VimEnter * call timer_start(100, 'Check')
