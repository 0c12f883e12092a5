"""A template's text → its compiled code, kept for the next report that is made with the same text.

An office that builds many reports in one process compiles each template and each narrative once. What is
kept follows from the text alone, so that a changed file is compiled anew.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Final

from jinja2.sandbox import SandboxedEnvironment
from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, MutableMapping
    from types import CodeType

    from jinja2 import Template, nodes

_MOST_KEPT: Final = 32
_LONGEST_KEPT: Final = 1_000_000


class KeptCode(Struct):
    """The code of the texts that were compiled last."""

    _kept: OrderedDict[Hashable, CodeType] = field(default_factory=OrderedDict)

    def of(self, text: str, compile_anew: Callable[[], CodeType], *settings: Hashable) -> CodeType:
        """The code of a text under some settings; whatever ``compile_anew`` raises is raised."""
        if len(text) > _LONGEST_KEPT:
            return compile_anew()
        key = (text, *settings)
        code = self._kept.get(key)
        if code is None:
            code = self._kept[key] = compile_anew()
            if len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return code


_OF_TEMPLATES: Final = KeptCode()


class FillingEnvironment(SandboxedEnvironment):
    """Jinja that runs no code of the template's; its settings are the same for every template."""

    def from_string(
        self,
        source: str | nodes.Template,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002  Jinja's own name
        template_class: type[Template] | None = None,
    ) -> Template:
        """The template of a text."""
        if not isinstance(source, str):
            return super().from_string(source, globals, template_class)
        code = _OF_TEMPLATES.of(source, lambda: self.compile(source), bool(self.autoescape))
        return template_of(self, code, globals)


def template_of(
    environment: SandboxedEnvironment, code: CodeType, names: Mapping[str, Any] | None = None
) -> Template:
    """The template that some code makes in an environment."""
    known = environment.make_globals(dict(names) if names is not None else None)
    return environment.template_class.from_code(environment, code, known, None)
