#!/usr/bin/env python3
"""Runs a command and its reference in turn and compares medians.

    beside.py LABEL BAR RUNS [--memory MIB] [--cpu] -- REFERENCE -- COMMAND

Both are shell lines without pipes; what they print goes to /dev/null. BAR is the highest ratio allowed; with `--cpu`
it is milliseconds of CPU, and with `--wall` milliseconds of the clock, of the command alone. One line is printed:
work, reference, infog, ratio, bar, verdict. The exit code is 1 where the bar is missed.
"""

import os
import shlex
import statistics
import sys
import time

options, reference, command = " ".join(map(shlex.quote, sys.argv[1:])).split(" -- ", 2)
label, bar, runs, *flags = shlex.split(options)
bar, runs = float(bar), int(runs)
memory = float(flags[flags.index("--memory") + 1]) if "--memory" in flags else None
NOWHERE = os.open("/dev/null", os.O_RDWR)


def once(words):
    """Milliseconds of the clock and of CPU, and MiB at the peak."""
    actions = [(os.POSIX_SPAWN_DUP2, NOWHERE, 0), (os.POSIX_SPAWN_DUP2, NOWHERE, 1)]
    began = time.perf_counter()
    child = os.posix_spawnp(words[0], words, os.environ, file_actions=actions)
    _, status, used = os.wait4(child, 0)
    ended = time.perf_counter()
    if status != 0:
        sys.exit(f"{label}: status {status} of {' '.join(words)}")
    return (ended - began) * 1e3, (used.ru_utime + used.ru_stime) * 1e3, used.ru_maxrss / 1024


def middle(samples):
    return [statistics.median(column) for column in zip(*samples)]


ours, theirs = [], []
beside, command = shlex.split(reference), shlex.split(command)
for run in range(runs + 1):
    if beside != ["-"]:
        theirs.append(once(beside))
    ours.append(once(command))
    if run == 0:  # the first of each only fills caches
        if runs > 1:
            ours, theirs = [], []
    if runs == 1:
        break
wall, cpu, peak = middle(ours)
if "--cpu" in flags:
    measured, unit, shown = cpu, "ms", f"{cpu:.1f} ms CPU"
elif "--wall" in flags:
    measured, unit, shown = wall, "ms", f"{wall:.1f} ms"
else:
    measured, unit, shown = wall / middle(theirs)[0], "×", f"{wall:.1f} ms"
verdict = "ok" if measured <= bar and (memory is None or peak <= memory) else "OVER"
extra = f", {peak:.0f} MiB (bar {memory:.0f})" if memory is not None else f", {peak:.0f} MiB"
against = f"{middle(theirs)[0]:.1f} ms" if theirs else "–"
print(f"| {label} | {against} | {shown}{extra} | {measured:.2f} {unit} | {bar:g} {unit} | {verdict} |", flush=True)
sys.exit(verdict != "ok")
