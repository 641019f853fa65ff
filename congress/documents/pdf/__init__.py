"""HTML to PDF in the style of official documents: Chinese line composition, private fonts, PDF/A-2b.

`renderer` is the way in. `linebreak` and `shaping` know the rules of Chinese lines and their glyphs; `composer`
puts them into WeasyPrint. `lines` and `rows` set the lines that need none of WeasyPrint's generality, `styles`,
`contents` and `speed` keep it from working the same thing out again; they change how long it takes, not what is
printed. All are tied to one version of WeasyPrint, and refuse any other.
"""
