"""What counting costs: `make bench-voting`, or `python -m voting.bench --help`.

Every figure is taken in a process of its own: CPU seconds (user and system, all threads) and peak
memory, the interpreter and numpy included.
"""
