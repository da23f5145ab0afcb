"""Writes the tables: python report.py RESULTS, a folder with a file of measurements per engine."""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from statistics import median

_LENGTHS = (32, 128, 512)
_MENSHEN = ("fp32", "int8", "int4")

Figures = dict[tuple[str, int], list[float]]


def _read(file: Path) -> Figures:
    figures: Figures = defaultdict(list)
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.startswith("about\t"):
            measure, tokens, figure = line.split("\t")
            figures[measure, int(tokens)].append(float(figure))
    return figures


def _row(name: str, cells: list[str]) -> None:
    print(f"| {name} | {' | '.join(cells)} |")


def _table(title: str, columns: list[str]) -> None:
    print(f"\n| {title} | {' | '.join(columns)} |\n|---|{'--:|' * len(columns)}")


class _Report:
    def __init__(self, folder: Path) -> None:
        self._engines = {file.name: _read(file) for file in folder.iterdir() if not file.suffix}
        self._columns = [f"{tokens} tokens" for tokens in _LENGTHS]

    def _median(self, engine: str, measure: str, tokens: int = 0) -> float:
        return median(self._engines[engine][measure, tokens])

    def _times(self, name: str, engine: str, measure: str) -> None:
        _row(name, [f"{self._median(engine, measure, tokens):.0f}" for tokens in _LENGTHS])

    def _ratios(self, name: str, slow: tuple[str, str], fast: tuple[str, str]) -> None:
        ratios = [self._median(*slow, tokens) / self._median(*fast, tokens) for tokens in _LENGTHS]
        _row(name, [f"{ratio:.1f} ×" for ratio in ratios])

    def print(self) -> None:
        original, llama = ("transformers", "answer"), ("llama", "verdict")
        counts = {len(self._engines["transformers"]["answer", tokens]) for tokens in _LENGTHS}
        print(f"\nMilliseconds, medians of {min(counts)} texts, by the length of the user's text:")
        _table("", self._columns)
        self._times("transformers fp32, `generate`, 10 tokens", *original)
        self._times("llama.cpp Q8_0, one token, fixed prefix kept", *llama)
        for precision in _MENSHEN:
            self._times(f"Menshen {precision}, verdict", precision, "verdict")
        for precision in _MENSHEN:
            written = median(
                count for tokens in _LENGTHS for count in self._engines[precision]["written", tokens]
            )
            self._times(f"Menshen {precision}, whole answer, {written:.0f} tokens", precision, "answer")
        self._times("… of each, template and tokenizer", "int8", "encoding")
        _table("Menshen is faster", self._columns)
        for precision in _MENSHEN:
            self._ratios(f"{precision}, verdict, than transformers", original, (precision, "verdict"))
        for precision in _MENSHEN:
            self._ratios(f"{precision}, whole answer, than transformers", original, (precision, "answer"))
        for precision in _MENSHEN:
            self._ratios(f"{precision}, verdict, than llama.cpp", llama, (precision, "verdict"))
        _table("", list(_MENSHEN))
        for name, measure, unit in (
            ("the first start, which converts, to its first verdict, s", "conversion", 1000),
            ("a later start to its first verdict, s", "start", 1000),
            ("resident after all texts, GB", "resident", 1000),
            ("… at most, GB", "peak", 1000),
        ):
            _row(name, [f"{self._median(p, measure) / unit:.2f}" for p in _MENSHEN])


if __name__ == "__main__":
    _Report(Path(sys.argv[1])).print()
