"""Measuring matching over labelled folders: `factdesk evaluate`.

folder.read(path, split)            the three files, strictly
report.measure(folder, encoder)     a store of the corpus, every query asked, the figures
own.folder(name, split, store, …)   a desk's own store and questions in place of a folder
moving.points, reliability.measure  what other thresholds would have cost, and whether probabilities are some
dumps.compare(first, second)        two runs, query by query
command.run, command.pair           the same with its printing, for the command line

Plain Python; bm25s, which one compared method needs, comes with the tools for development only.
"""
