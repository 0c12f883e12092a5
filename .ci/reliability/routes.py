"""Every address of the window → asked for as a page asks, mutated, and with a fault at every file operation.

python .ci/reliability/routes.py [--every N] [--rounds N] [--record] [ROUTE ...]

``CASES`` has what is asked of every route that the application itself lists; ``tests/test_reliability.py``
fails for one without. Whatever is asked is answered, and no answer says that the program is at fault;
whatever fails, each file of the user's is afterwards as it was or as it was asked to be.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

_CHECKOUT: Final = Path(__file__).parent.parent.parent
sys.path[:0] = [str(Path(__file__).parent), str(_CHECKOUT), str(_CHECKOUT / "tests")]

import forks
from office import DRAFT, HANDED_IN, NAME, RECEIVED, Office, digests
from operations import MET_AT, Met, Stopping, preload
from recording import add

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from window_visits import Answer, Visitor

    from report_builder.window.office import Office as Folders

_LEDGERS: Final = "data/2021/ledgers"
_AT_FAULT: Final = 500  # RFC 9110, 15.6.1; 503 says what stands in the way
_NASTY: Final = (
    "", " ", "0", "-1", "99999999999999999999", "x", "../../agency.toml", "/etc/passwd", "C:\\a", "a\x00b",
    "<script>alert(1)</script>", "{{ 1 }}", "{% if %}", "'\"&;", "\ufdd0\u202e\ufeff", "正" * 5000, "A1:B2",
    "%00%ff", "\r\nSet-Cookie: a=b", "=1+1", "𠮷〔〕", "nan", "1e999",
)  # fmt: skip


class Asked(NamedTuple):
    """What is asked: an address, a form's fields, files; ``{stamp:PATH}`` stands for a file's SHA-256."""

    address: str
    fields: Mapping[str, str] | None = None
    files: Mapping[str, str] | None = None  # by name, the file whose bytes are sent
    field: str = "files"

    def ready(self, folder: Path) -> Callable[[Visitor], Answer]:
        """What asks it: the files have been read by then, for they are somewhere else than the window is."""
        filled = {name: _filled(value, folder) for name, value in (self.fields or {}).items()}
        if self.files is not None:
            read = {name: (folder / path).read_bytes() for name, path in self.files.items()}
            return lambda visiting: visiting.hand_in_with(self.address, read, self.field, **filled)
        if self.fields is None:
            return lambda visiting: visiting.get(self.address)
        return lambda visiting: visiting.post(self.address, **filled)


def _filled(value: str, folder: Path) -> str:
    if value == "{mark}":
        return _mark(folder)
    if not value.startswith("{stamp:"):
        return value
    return sha256((folder / value[7:-1]).read_bytes()).hexdigest()


def _mark(folder: Path) -> str:
    """What a finding of the review is known by."""
    from openpyxl import load_workbook

    rows = load_workbook(folder / RECEIVED / "2021" / "审核" / "审核情况.xlsx")["问题"].iter_rows(
        values_only=True
    )
    at = next(rows).index("编号")
    return str(next(rows)[at])


_CELL: Final = {
    "name": "办公室.xlsx", "sheet": "主动公开", "cell": "A2", "typed": "公告",
    "stamp": f"{{stamp:{_LEDGERS}/办公室.xlsx}}",
}  # fmt: skip
_PART: Final = {
    "heading": "总体情况", "stamp": "{stamp:data/2021/narrative.md}", "do": "save",
    "text": "# 总体情况\n\n全年公开{{ 主动公开.总数 }}条。\n",
}  # fmt: skip
CASES: Final[Mapping[str, tuple[Asked, ...]]] = {
    "GET /": (Asked("/"),),
    "GET /start": (Asked("/start"),),
    "POST /start": (Asked("/start", {"year": "2022", "carry": "yes"}),),
    "GET /folder": (Asked("/folder"),),
    "POST /folder": (Asked("/folder", {"folder": "年报"}), Asked("/folder", {"folder": "别处"})),
    "POST /here": (Asked("/here", {}),),
    "POST /end": (Asked("/end", {}),),
    "GET /static/{name}": (Asked("/static/window.css"), Asked("/static/../application.py")),
    "GET /{year}": (Asked("/2021"), Asked("/2022"), Asked("/1999")),
    "POST /{year}/build": (Asked("/2021/build", {}),),
    "GET /{year}/building": (Asked("/2021/building"),),
    "POST /{year}/building/stop": (Asked("/2021/building/stop", {}),),
    "POST /{year}/reading/stop": (Asked("/2021/reading/stop", {}),),
    "GET /{year}/built": (Asked(f"/2021/built?name={NAME}.pdf"),),
    "GET /{year}/ledgers": (Asked("/2021/ledgers"),),
    "POST /{year}/ledgers": (
        Asked("/2021/ledgers", files={"办公室.xlsx": f"{_LEDGERS}/办公室.xlsx"}),
        Asked("/2021/ledgers", files={"依申请公开.csv": "data/2021/narrative.md"}),
    ),
    "POST /{year}/ledgers/out": (Asked("/2021/ledgers/out", {"name": "办公室.xlsx"}),),
    "GET /{year}/ledgers/file": (Asked("/2021/ledgers/file?name=办公室.xlsx"),),
    "POST /{year}/ledgers/cell": (
        Asked("/2021/ledgers/cell", _CELL),
        Asked(
            "/2021/ledgers/cell",
            {**_CELL, "name": "依申请公开.csv", "stamp": f"{{stamp:{_LEDGERS}/依申请公开.csv}}"},
        ),
    ),
    "POST /{year}/ledgers/answer": (
        Asked("/2021/ledgers/answer", {"question": "abcdef0123", "answer": "计入"}),
    ),
    "GET /{year}/ledgers/marked": (Asked("/2021/ledgers/marked?name=办公室.xlsx"),),
    "GET /{year}/figures": (
        Asked("/2021/figures"),
        Asked("/2021/figures?path=requests.new.total"),
    ),
    "GET /{year}/finish": (Asked("/2021/finish"),),
    "POST /{year}/finish": (Asked("/2021/finish", {"name": DRAFT, "reason": "演练"}),),
    "POST /{year}/finish/back": (
        Asked("/2021/finish/back", files={"改过.docx": f"out/2021/{DRAFT}"}, field="file"),
    ),
    "POST /{year}/finish/verify": (Asked("/2021/finish/verify", {"name": DRAFT}),),
    "POST /{year}/finish/refresh": (Asked("/2021/finish/refresh", {"name": DRAFT}),),
    "GET /{year}/finish/file": (Asked(f"/2021/finish/file?name={DRAFT}"),),
    "GET /{year}/finish/package": (Asked("/2021/finish/package?name=甲.zip"),),
    "GET /{year}/settings": (Asked("/2021/settings"),),
    "POST /{year}/settings": (
        Asked("/2021/settings", {"name": "柳州市教育局", "telephone": "0772-1", "stamp": "0"}),
    ),
    "GET /{year}/text": (Asked("/2021/text"),),
    "GET /{year}/text/{number}": (Asked("/2021/text/0"), Asked("/2021/text/9")),
    "POST /{year}/text/{number}": (
        Asked("/2021/text/0", _PART),
        Asked("/2021/text/0", {**_PART, "do": "preview"}),
        Asked("/2021/text/0", {**_PART, "stamp": "0"}),
    ),
    "GET /{year}/text/figures": (Asked("/2021/text/figures?q=申请"),),
    "POST /{year}/text/word": (
        Asked("/2021/text/word", files={"正文.docx": f"out/2021/{DRAFT}"}, field="file"),
    ),
    "POST /{year}/text/word/out": (Asked("/2021/text/word/out", {}),),
    "GET /{year}/text/file": (Asked("/2021/text/file"),),
    "GET /received": (Asked("/received"), Asked("/received?year=2021")),
    "GET /received/{year}": (Asked("/received/2021"), Asked("/received/2021?show=late&q=局&page=9")),
    "POST /received/{year}": (
        Asked("/received/2021", files={"新来的.docx": f"{RECEIVED}/2021/{HANDED_IN}"}),
        Asked("/received/2021", files={HANDED_IN: "data/agency.toml"}),
    ),
    "POST /received/{year}/list": (
        Asked("/received/2021/list", files={"单位.csv": f"{_LEDGERS}/依申请公开.csv"}, field="file"),
    ),
    "POST /received/{year}/day": (Asked("/received/2021/day", {"name": HANDED_IN, "day": "2022-01-06"}),),
    "GET /received/{year}/file": (
        Asked(f"/received/2021/file?name={HANDED_IN}"),
        Asked("/received/2021/file?name=审核情况.xlsx"),
    ),
    "POST /received/{year}/review": (Asked("/received/2021/review", {}),),
    "POST /received/{year}/rollup": (Asked("/received/2021/rollup", {"name": "某县人民政府"}),),
    "GET /received/{year}/working": (Asked("/received/2021/working"),),
    "POST /received/{year}/working/stop": (Asked("/received/2021/working/stop", {}),),
    "GET /received/{year}/agency": (Asked("/received/2021/agency?name=柳州市教育局"),),
    "POST /received/{year}/answer": (
        Asked(
            "/received/2021/answer",
            {"agency": "柳州市教育局", "mark": "{mark}", "answer": "属实", "note": "演练", "seen": ""},
        ),
    ),
    "GET /received/{year}/page": (Asked("/received/2021/page?name=教育局年报.html"),),
    "GET /received/{year}/sum": (
        Asked("/received/2021/sum"),
        Asked("/received/2021/sum?cell=requests.new.total"),
    ),
    "POST /received/{year}/replace": (
        Asked("/received/2021/replace", {"new": HANDED_IN, "old": "新来的.docx"}),
    ),
    "POST /received/{year}/exchange": (
        Asked(
            "/received/2021/exchange",
            {"name": HANDED_IN},
            files={"改正稿.docx": f"{RECEIVED}/2021/{HANDED_IN}"},
            field="file",
        ),
    ),
    "POST /received/{year}/out": (Asked("/received/2021/out", {"name": HANDED_IN}),),
    "GET /{year}/pages": (Asked("/2021/pages"),),
    "GET /{year}/pages/{number}.png": (Asked("/2021/pages/1.png"), Asked("/2021/pages/99.png")),
}  # fmt: skip


def routes() -> list[str]:
    """Every route that the application itself has, as ``CASES`` names them."""
    from window_visits import Visitor, office_of

    from report_builder.window.application import addresses

    of_an_office = addresses(Visitor(office_of(Path("nowhere"))).application)
    return sorted({*of_an_office, *addresses(visit(Path("nowhere")).application)})


def visit(folder: Path) -> Visitor:
    """Somebody who has come in to the window of an office, where another folder may be chosen."""
    from datetime import date

    from window_visits import PORT, Visitor, office_of

    from report_builder.window.application import WindowWorld
    from report_builder.window.choosing import Choice, choosing_window

    def choose(typed: str) -> Folders | str:
        return office if typed == "年报" else "这个文件夹不能用"

    def write_down(error: Exception) -> str:
        visiting.faults.append(error)
        return ""

    office = office_of(folder)
    visiting = Visitor(office)
    world = WindowWorld(lambda: date(2022, 1, 10), write_down, may_choose=True, patience=300.0)
    choice = Choice(office, "年报", "", choose)
    visiting.application = choosing_window(choice, visiting.doors, PORT, visiting.presence, world)
    return visiting.come_in()


def mutated(asked: Asked, chance: random.Random) -> Asked:
    """The same with a part of the address, a field's value or a file's name that nobody expects."""
    kinds = ["address", *(["fields"] if asked.fields else []), *(["files"] if asked.files else [])]
    match chance.choice(kinds):
        case "fields" if asked.fields:
            changed = dict(asked.fields)
            name = chance.choice(sorted(changed))
            if chance.random() < 0.2:
                del changed[name]
            else:
                changed[name] = chance.choice(_NASTY)
            return asked._replace(fields=changed)
        case "files" if asked.files:
            name = chance.choice(("", "甲.exe", "../甲.xlsx", "~$甲.xlsx", "甲.docx", "甲.csv", "a" * 300))
            return asked._replace(files=dict.fromkeys([name], next(iter(asked.files.values()))))
    where, _, query = asked.address.partition("?")
    steps = where.split("/")
    at = chance.randrange(1, len(steps))
    steps[at] = chance.choice(_NASTY).replace("?", "").replace("#", "")[:300]
    name = query.partition("=")[0] or "name"
    changed = f"{where}?{name}={chance.choice(_NASTY)[:2000]}" if query else "/".join(steps)
    return asked._replace(address=changed)


def fuzz(folder: Path, route: str, rounds: int) -> Iterator[str]:
    """What is wrong with the answers to so many mutations of what is asked of a route."""
    visiting, chance = visit(folder), random.Random(route)
    for _ in range(rounds):
        asked = mutated(chance.choice(CASES[route]), chance)
        answer = asked.ready(folder)(visiting)
        if answer.status == _AT_FAULT or visiting.faults:
            yield f"{route}: {asked}: {answer.status} {visiting.faults}"
            visiting.faults.clear()


def _without_threads() -> None:
    """Let everything be done where it is asked for: a fork has one thread."""
    import anyio.to_thread

    from report_builder.window.work import Worker

    async def here(function: object, *arguments: object, **_: object) -> object:
        return function(*arguments)  # type: ignore[operator]

    anyio.to_thread.run_sync = here  # type: ignore[assignment]
    Worker.__init__ = lambda _: None  # type: ignore[method-assign]
    Worker.do = lambda _, task: task()  # type: ignore[method-assign]


def _work(ask: Callable[[Visitor], Answer]) -> None:
    _without_threads()
    visiting = visit(Path.cwd())
    answer = ask(visiting)
    print(answer.status, [repr(each) for each in visiting.faults], flush=True)
    sys.exit(3 if answer.status == _AT_FAULT else 0)


def faults(scratch: Path, office: Office, asked: Asked, every: int) -> Iterator[tuple[Met, list[str]]]:
    """Each fault that was met while a route answered, and what went wrong."""
    folder, copied = scratch / "stopped", scratch / "copied"
    office.copy(folder)
    ask = asked.ready(folder)
    forks.end(forks.begin(folder, (), scratch / "said.txt", None, lambda: _work(ask)), scratch / "said.txt")
    wanted = digests(folder)
    shutil.rmtree(folder)
    stopping = Stopping(office.copy(folder), copied, scratch, lambda: _work(ask))
    before = digests(folder)
    for met in stopping.run((), tuple(MET_AT), every):
        yield met, [*_told(met), *_lost(office, copied, before, wanted)]
    shutil.rmtree(folder)


def _told(met: Met) -> Iterator[str]:
    right = {"kill": {-9}, "power": {-9}, "interrupt": {0, 1, 3, 130, 99}}.get(met.how, {0, 1})
    if met.code not in right:
        yield f"exit code {met.code}: {met.said[-300:]}"


def _lost(
    office: Office, copied: Path, before: Mapping[str, str], wanted: Mapping[str, str]
) -> Iterator[str]:
    """The user's own that is neither as it was nor as it was to be, once a next command has looked."""
    from report_builder.diagnostics import Findings
    from report_builder.filing.recovering import interrupted_in, recover

    received = copied / RECEIVED
    folders = (received, received / "2021" / "审核", received / "汇总" / "2021")
    recover([copied / "data", *interrupted_in(copied / "out"), *folders], Findings())
    there = digests(copied)
    for name in office.own:
        if there.get(name) not in {before.get(name), wanted.get(name)}:
            yield f"neither old nor new: {name}"
        if before.get(name) in wanted.values() and before.get(name) not in there.values():
            yield f"lost: {name}"


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("routes", nargs="*", default=list(CASES))
    parser.add_argument("--every", type=int, default=1, help="only every Nth operation")
    parser.add_argument("--rounds", type=int, default=200, help="mutations of each route")
    parser.add_argument("--record", action="store_true", help="write the figures into docs/reliability.json")
    asked = parser.parse_args()
    preload()
    wrong = 0
    with tempfile.TemporaryDirectory(dir=forks.ROOM) as name:
        office = Office(Path(name) / "office")
        os.environ["XDG_STATE_HOME"] = name
        for route in asked.routes:
            fuzzed = office.copy(Path(name) / "fuzzed")
            found, met_here = list(fuzz(fuzzed, route, asked.rounds)), 0
            shutil.rmtree(fuzzed)
            for each in CASES[route]:
                for met, lost in faults(Path(name), office, each, asked.every):
                    met_here += 1
                    found += [
                        f"{route}, {met.how} at operation {met.number} ({met.operation}): {one}"
                        for one in lost
                    ]
            print(*found, f"{route}: {asked.rounds} mutations, {met_here} faults met", sep="\n", flush=True)
            wrong += len(found)
            if asked.record:
                figures = {"mutations": asked.rounds, "injected": met_here, "lost": len(found)}
                add("routes", route, figures)
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
