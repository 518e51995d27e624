"""What the reader costs, each figure beside a baseline measured in the same run.

    python -m tests.benchmarks                      all of them, at 209 and 10,000 papers
    python -m tests.benchmarks.typing_bench --help  one of them

A machine is fast or slow and busy or idle, so a ratio is the measure and the milliseconds are for orientation.
Libraries are made once and kept in `--cache`: one of a million papers takes minutes and gigabytes, and every benchmark
shares it.
"""
