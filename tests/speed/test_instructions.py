#!/usr/bin/env python3
"""Guards against slow-downs: test_instructions.py PARLEY [--keep]

Reads the example's reports into a record under valgrind's callgrind and counts the instructions,
those of the network's kernels and all others apart. Fails where a count is more than MOST above the
one kept in instructions.json, whatever the machine's load. The kernels are fixed (AVX2), since each
has counts of its own; the counts are those of a release build by the compiler named beside them.
--keep writes the counts of this build. Exit state 77, skipped, where the counts cannot be compared:
no valgrind, no AVX2, another compiler or kind of build. Standard library only."""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import os

ROOT = pathlib.Path(__file__).resolve().parents[2]
KEPT = pathlib.Path(__file__).parent / "instructions.json"
MOST = {"kernels": 1.03, "others": 1.10}


def skip(why):
    print(f"skipped: {why}")
    sys.exit(77)


def build_of(parley):
    """The compiler and kind of the build that `parley` is from: "GNU 12 Release"."""
    folder = pathlib.Path(parley).resolve().parent
    cache = folder / "CMakeCache.txt"
    kinds = re.search(r"^CMAKE_BUILD_TYPE:\w+=(.*)$", cache.read_text(), re.M) if cache.exists() else None
    for found in folder.glob("CMakeFiles/*/CMakeCXXCompiler.cmake"):
        text = found.read_text()
        name = re.search(r'CMAKE_CXX_COMPILER_ID "(.*?)"', text).group(1)
        version = re.search(r'CMAKE_CXX_COMPILER_VERSION "(\d+)', text).group(1)
        return f"{name} {version} {kinds.group(1) if kinds else ''}"
    return "unknown"


def counts(profile):
    """Own instructions of functions, by what they belong to; costs behind calls= are the callee's."""
    names, sums, function, of_call = {}, {"kernels": 0, "others": 0}, "", False
    for line in profile.read_text(errors="replace").splitlines():
        if line.startswith(("fn=", "cfn=")):
            number, name = re.match(r"c?fn=\((\d+)\)(?: (.*))?$", line).groups()
            if name is not None:
                names[number] = name
            if line.startswith("fn="):
                function = names[number]
        elif line.startswith("calls="):
            of_call = True
        elif line and line[0] in "0123456789+-*" and function:
            if not of_call:
                sums["kernels" if "parley::model::" in function else "others"] += int(line.split()[1])
            of_call = False
    return sums


def main():
    parley = sys.argv[1]
    if not shutil.which("valgrind"):
        skip("valgrind is not installed (apt-get install valgrind)")
    if "avx2" not in pathlib.Path("/proc/cpuinfo").read_text():
        skip("this processor has no AVX2")
    build = build_of(parley)
    kept = json.loads(KEPT.read_text())
    keep = "--keep" in sys.argv[2:]
    if build not in kept and not keep:
        skip(f"no counts are kept for {build}, only for {', '.join(kept)}")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run(["valgrind", "--quiet", "--tool=callgrind",
                        f"--callgrind-out-file={folder / 'profile'}", parley, "read", "--quiet",
                        "--threads", "1", str(ROOT / "examples" / "ferry-strike"), "--record",
                        str(folder / "guard.parley")],
                       check=True, env={**os.environ, "PARLEY_KERNELS": "avx2"})
        found = counts(folder / "profile")
    if keep:
        kept[build] = found
        KEPT.write_text(json.dumps(kept, indent=2) + "\n")
        return
    slower = False
    for part, count in found.items():
        share = count / kept[build][part]
        print(f"{part}: {count:,} instructions, {share:.3f} of those kept")
        slower = slower or share > MOST[part]
    if slower:
        print(f"more than the {MOST} allowed; if what is gained is worth it, keep the new counts: "
              f"{' '.join(sys.argv)} --keep")
        sys.exit(1)


if __name__ == "__main__":
    main()
