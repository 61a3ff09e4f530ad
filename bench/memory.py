"""How much memory the system's Python processes hold, each page counted once."""

import os
from pathlib import Path

import psutil

KIB_PER_MB = 1024


def proportional_mb() -> float:
    """Sum of PSS (proportional set size) of all processes this one started, in MB."""
    family = psutil.Process(os.getpid()).children(recursive=True)
    return round(sum(_pss(process.pid) for process in family) / KIB_PER_MB, 1)


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
