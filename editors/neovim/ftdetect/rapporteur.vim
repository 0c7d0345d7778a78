au BufRead,BufNewFile *.rec.md setfiletype markdown
au BufRead,BufNewFile *.rec.txt setfiletype text
