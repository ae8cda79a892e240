"""What a process takes of the machine, with all that it started, as Linux tells it."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def processor(pid: int) -> float:
    """Seconds of processor time so far."""
    return sum(_ticks(each) for each in family(pid)) / TICKS


def memory(pid: int) -> int:
    """Bytes in memory now; what several share is counted for each."""
    return sum(_kilobytes(each) for each in family(pid)) * 1024


def family(pid: int) -> list[int]:
    """It, and those that it started, and those that they started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [pid, *(each for child in children for each in family(int(child)))]


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _kilobytes(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
