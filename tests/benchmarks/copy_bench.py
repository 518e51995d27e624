"""Copying one citation: the first time, and every time after.

    python -m tests.benchmarks.copy_bench [--copies 15]

From the key to the clipboard: the text is made, handed to xclip on an X server of our own, and read back. The baseline
is what nobody can do without: xclip itself takes the same text and gives it back, each as a process. The first time
is measured in new processes, because a process loads a format, the engine and a style once.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks import options
from tests.benchmarks.measure import heading, line

if TYPE_CHECKING:
    import argparse

FORMATS = ("bibtex", "apa", "chicago", "ieee")
FIRST_SECONDS, AGAIN_SECONDS = 0.5, 0.05

COPIES = """
import os, sys, time
started = time.perf_counter()
from pathlib import Path
from tui_reader.system import clipboard
from tui_reader.citations.registry import FormatRegistry
from tui_reader.model.papers import Paper
from tui_reader.texts.names import Person
from tui_reader.paths import Home

paper = Paper("CSPNet: A New Backbone that can Enhance Learning Capability of CNN", "We propose a new backbone. " * 40,
              tuple(Person.parse(f"Chien-Yao{n} Wang{n}") for n in range(6)), 2019, arxiv="1911.11929",
              key="wang2019cspnet", url="https://arxiv.org/abs/1911.11929")
folder = Path(sys.argv[1])
loaded = time.perf_counter()
for _ in range(int(sys.argv[3])):
    begun = time.perf_counter()
    text = FormatRegistry(Home.under(folder)).named(sys.argv[2]).cite([paper])
    made = time.perf_counter()
    outcome = clipboard.copy(text, save_to=folder / "copied.txt")
    assert outcome.method == "xclip", outcome
    print(made - begun, time.perf_counter() - begun)
"""


def run(chosen: argparse.Namespace) -> None:
    """Prints the figures of each format."""
    xclip, xvfb = shutil.which("xclip"), shutil.which("Xvfb")
    heading("Copying one citation")
    if xclip is None or xvfb is None:
        print("needs xclip and Xvfb: apt-get install xclip xvfb")
        return
    command = [xvfb, "-displayfd", "1", "-screen", "0", "64x64x8", "-nolisten", "tcp"]
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server,
    ):
        assert server.stdout
        display = f":{server.stdout.readline().decode().strip()}"
        hidden = ("WAYLAND_DISPLAY", "SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")
        environment = {name: value for name, value in os.environ.items() if name not in hidden} | {"DISPLAY": display}
        try:
            baseline = statistics.median(_xclip(environment) for _ in range(chosen.copies))
            line("xclip takes and gives back a text", f"{baseline * 1000:.0f} ms")
            for name in FORMATS:
                _copies(name, Path(folder), environment, baseline, chosen)
        finally:
            server.terminate()


def _copies(name: str, folder: Path, environment: dict[str, str], baseline: float, chosen: argparse.Namespace) -> None:
    firsts, agains, texts = [], [], []
    for _ in range(3):
        command = [chosen.python, "-P", "-c", COPIES, str(folder), name, str(chosen.copies)]
        printed = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
        times = [tuple(map(float, row.split())) for row in printed.splitlines()]
        firsts.append(times[0][1])
        agains += [whole for _, whole in times[1:]]
        texts += [made for made, _ in times[1:]]
    first, again = statistics.median(firsts), statistics.median(agains)
    budget = f"{FIRST_SECONDS * 1000:.0f} ms"
    line(f"{name}: the first time", f"{first * 1000:.0f} ms", first / baseline, to="xclip", budget=budget)
    line(
        f"{name}: again",
        f"{again * 1000:.0f} ms",
        again / baseline,
        to="xclip",
        budget=f"{AGAIN_SECONDS * 1000:.0f} ms",
    )
    line(f"{name}: of that, the text", f"{statistics.median(texts) * 1000:.1f} ms")


def _xclip(environment: dict[str, str]) -> float:
    begun = time.perf_counter()
    command = ["xclip", "-selection", "clipboard"]
    # What xclip leaves in the background would hold a pipe open.
    subprocess.run(command, input=b"text", stdout=subprocess.DEVNULL, env=environment, check=True)
    subprocess.run([*command, "-o"], env=environment, check=True, capture_output=True)
    return time.perf_counter() - begun


def add_options(parser: argparse.ArgumentParser) -> None:
    """What only this benchmark is told."""
    parser.add_argument("--copies", type=int, default=15, help="copies of each format (%(default)s)")


if __name__ == "__main__":
    arguments = options.parser(__doc__)
    add_options(arguments)
    run(arguments.parse_args())
