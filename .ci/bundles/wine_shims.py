"""Wine's C library → the libraries that it lacks for the Windows folder, compiled here; for tests alone.

wine 8 has no bcryptprimitives.dll, and no creal and its like among its mathematics, which numpy calls. The
first asks the system for chance; the second hands all else on to wine's own library, kept under another name.
"""

from __future__ import annotations

import re
import struct
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

C_LIBRARY: Final = "ucrtbase"
KEPT_AS: Final = "ucrtwine"
RANDOM: Final = "bcryptprimitives"
_OWN: Final = ("creal", "crealf", "creall", "cimag", "cimagf", "cimagl")
_MATHEMATICS: Final = """
typedef struct { float real, imaginary; } few;
typedef struct { double real, imaginary; } many;  /* also Windows' long double */
float own_crealf(few z) { return z.real; }
float own_cimagf(few z) { return z.imaginary; }
double own_creal(many z) { return z.real; }
double own_cimag(many z) { return z.imaginary; }
double own_creall(many z) { return z.real; }
double own_cimagl(many z) { return z.imaginary; }
"""
_CHANCE: Final = """
__declspec(dllimport) int SystemFunction036(void *buffer, unsigned long length);  /* RtlGenRandom */
int own_ProcessPrng(void *buffer, unsigned long long length) {
  return SystemFunction036(buffer, (unsigned long)length);
}
"""
_ENTRY: Final = "int DllMainCRTStartup(void *module, unsigned long reason, void *reserved) { return 1; }\n"
_BUILT_IN: Final = b"Wine builtin DLL"


def make_shims(library: Path, target: Path) -> str:
    """Leave them in ``target``, wine's system32; gives what WINEDLLOVERRIDES has to say."""
    kept = library.read_bytes()
    (target / f"{KEPT_AS}.dll").write_bytes(kept.replace(_BUILT_IN, bytes(len(_BUILT_IN)), 1))
    names = [name for name in _exports(kept) if re.fullmatch(r"\w+", name) and name not in _OWN]
    forwards = [(name, f"{KEPT_AS}.{name}") for name in names]
    own = [(name, f"own_{name}") for name in _OWN]
    _compile(_MATHEMATICS, [*forwards, *own], target / f"{C_LIBRARY}.dll")
    _compile(_CHANCE, [("ProcessPrng", "own_ProcessPrng")], target / f"{RANDOM}.dll")
    return f"{C_LIBRARY},{KEPT_AS},{RANDOM}=n,b"


def _compile(source: str, exports: list[tuple[str, str]], target: Path) -> None:
    words = "".join(f" -export:{name}={meant}" for name, meant in exports)
    directive = f'__asm__(".section .drectve,\\"yn\\"\\n.ascii \\"{words}\\"\\n.text");\n'
    with tempfile.TemporaryDirectory() as folder:
        written, made = Path(folder) / "shim.c", Path(folder) / target.name
        written.write_text(source + _ENTRY + directive, encoding="ascii")
        command = "cc -target x86_64-windows-gnu -shared -nostdlib -fno-builtin -O2".split()
        libraries = ["-ladvapi32", "-lkernel32"]
        subprocess.run(
            [sys.executable, "-m", "ziglang", *command, "-o", made, written, *libraries], check=True
        )
        target.write_bytes(made.read_bytes())


def _exports(data: bytes) -> list[str]:
    """The names that a library has to give."""
    header = struct.unpack_from("<I", data, 0x3C)[0]
    count, size = (
        struct.unpack_from("<H", data, header + 6)[0],
        struct.unpack_from("<H", data, header + 20)[0],
    )
    sections = [struct.unpack_from("<8x4I", data, header + 24 + size + 40 * index) for index in range(count)]

    def place(address: int) -> int:
        (found,) = [each for each in sections if each[1] <= address < each[1] + max(each[0], each[2])]
        return address - found[1] + found[3]

    table = place(struct.unpack_from("<I", data, header + 24 + 112)[0])
    number, _, names = struct.unpack_from("<3I", data, table + 24)
    starts = [place(each) for each in struct.unpack_from(f"<{number}I", data, place(names))]
    return [data[start : data.index(b"\0", start)].decode("ascii") for start in starts]


if __name__ == "__main__":
    print(make_shims(Path(sys.argv[1]), Path(sys.argv[2])))
