"""How much memory the system's Python processes hold, each page counted once."""

import os
from pathlib import Path

import psutil

KIB_PER_MB = 1024


def proportional_mb() -> float:
    """Sum of PSS (proportional set size) of all Python processes this one started, in MB.

    A database server started for the run is a child too, and is no part of the system.
    """
    family = psutil.Process(os.getpid()).children(recursive=True)
    ours = [process.pid for process in family if _is_python(process.pid)]
    return round(sum(map(_pss, ours)) / KIB_PER_MB, 1)


def _is_python(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/exe").readlink().name.startswith("python")
    except (FileNotFoundError, ProcessLookupError):
        return False


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
