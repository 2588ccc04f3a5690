#!/usr/bin/env python3
"""How counts grow with the vault: whole commands on practice vaults of several sizes, a row each.

    firsthours demo --dir V20 --visits 20 --persons 500 --no-ui        (10,000 interviews)
    firsthours demo --dir V200 --visits 200 --persons 500 --no-ui      (100,000)
    firsthours demo --dir V2000 --visits 2000 --persons 500 --no-ui    (1,000,000)
    python3 benches/scale.py target/release/firsthours V20 V200 V2000

Each figure is the least of several new processes, wall clock, with start, key derivation and opening.
Where the disk cache can be dropped (Linux, as root) the same is measured after that. With --anew the
columns are taken away first and made again, and one run is killed half way. With --change an answer of one
person is changed in the last vault, again and again: give it a vault that may be thrown away.
"""
import argparse
import json
import os
import subprocess
import tempfile
import time
from pathlib import Path

DROP = Path("/proc/sys/vm/drop_caches")
QUESTIONS = [
    ("opening alone", ["facility", "list"]),
    ("opening with the store", ["bundle", "held"]),
    ("all 69 indicators", ["tally", "--suppress", "0"]),
    ("all by type of place and quarter", ["tally", "--suppress", "0", "--by", "facility_type,quarter"]),
    ("all by sex and age band", ["tally", "--suppress", "0", "--by", "sex,age_band"]),
    ("medians and quartiles of T3", ["tally", "--suppress", "0", "--report", "T3"]),
    ("all of one place", ["tally", "--suppress", "0", "--facility", "PLACE"]),
    ("all by whose account", ["tally", "--suppress", "0", "--accounts", "agree"]),
]
COLD = {"opening alone", "opening with the store", "all 69 indicators", "all of one place"}


class Program:
    """The program with a vault."""

    def __init__(self, program, vault, passphrase):
        self.start = [program, "--vault", vault, "--passphrase-file", passphrase, "--json"]
        self.place = json.loads(self.out("facility", "list").splitlines()[0])["code"]

    def command(self, arguments):
        return self.start + [self.place if it == "PLACE" else it for it in arguments]

    def out(self, *arguments, say=None):
        return subprocess.run(self.start + list(arguments), input=say, check=True,
                              capture_output=True, text=True).stdout

    def once(self, arguments):
        """Returns wall seconds, processor seconds and the most memory in MB of one process."""
        began = time.perf_counter()
        process = subprocess.Popen(self.command(arguments), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise SystemExit(f"{arguments} ended with {process.returncode}")
        return time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024

    def least(self, arguments, times, before=lambda: None):
        found = []
        for _ in range(times):
            before()
            found.append(self.once(arguments))
        wall, used, _ = min(found)
        return f"{wall:.2f} s ({used:.2f} s, {max(it[2] for it in found):.0f} MB)"


def drop_disk_cache():
    os.sync()
    DROP.write_text("3\n")


def can_drop():
    return os.access(DROP, os.W_OK)


def row(label, cells):
    print("| " + " | ".join([label, *cells]) + " |", flush=True)


def remove_columns(vault):
    for file in Path(vault, "cache").iterdir():
        # The last number is what was known at closing, not columns.
        if file.name != "ffffffff":
            file.unlink()


def anew(programs, vaults):
    """Columns made again, whole, and after a kill half way."""
    whole, killed = [], []
    for program, vault in zip(programs, vaults):
        remove_columns(vault)
        wall, used, memory = program.once(["tally", "--suppress", "0"])
        whole.append(f"{wall:.1f} s ({used:.1f} s, {memory:.0f} MB)")
        told = program.out("tally", "--suppress", "0")
        remove_columns(vault)
        process = subprocess.Popen(program.command(["tally"]), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(wall / 2)
        process.kill()
        process.wait()
        wall, used, _ = program.once(["tally", "--suppress", "0"])
        same = program.out("tally", "--suppress", "0") == told
        killed.append(f"{wall:.1f} s more, {'the same figures' if same else 'OTHER FIGURES'}")
    row("columns made anew", whole)
    row("killed half way, then", killed)


def changed(program):
    """What the next count costs after one answer of one person was changed."""
    visit = next(it for it in map(json.loads, program.out("visit", "list").splitlines()) if not it["closed"])
    extra = []
    for value in ["never", "before_questioning", "never", "before_questioning"]:
        answer = {"subject": "P-01", "question": "lawyer_met_place", "value": value, "source": "detained_person"}
        program.out("record", visit["visit"], say=json.dumps(answer) + "\n")
        after_change = program.once(["tally", "--suppress", "0"])[0]
        again = program.once(["tally", "--suppress", "0"])[0]
        extra.append(after_change - again)
    print(f"\nAfter one answer of a visit of {visit['persons']} persons the next count takes {1000 * min(extra):.0f} ms more "
          f"(least of {len(extra)}).")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("vaults", nargs="+")
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--anew", action="store_true")
    parser.add_argument("--change", action="store_true")
    asked = parser.parse_args()
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as passphrase:
        passphrase.write("practice\n")
        passphrase.flush()
        programs = [Program(asked.program, vault, passphrase.name) for vault in asked.vaults]
        persons = [sum(json.loads(it)["persons"] for it in program.out("visit", "list").splitlines())
                   for program in programs]
        print(f"wall clock (processor time, most memory); the least of {asked.times}; load {os.getloadavg()[0]:.1f}\n")
        row("question", [f"{it:,} interviews" for it in persons])
        row("---", ["---"] * len(persons))
        if asked.anew:
            anew(programs, asked.vaults)
        for label, arguments in QUESTIONS:
            row(label, [program.least(arguments, asked.times) for program in programs])
        for label, arguments in QUESTIONS if can_drop() else []:
            if label in COLD:
                row(f"{label}, disk cache dropped",
                    [program.least(arguments, 3, drop_disk_cache) for program in programs])
        if asked.change:
            changed(programs[-1])


if __name__ == "__main__":
    main()
