"""A text → what is made of it alone, as its compiled code, kept for the next report of the same text.

An office that builds many reports in one process parses and compiles each template and narrative once.
What is kept follows from the text alone, so that a changed file is compiled anew.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from jinja2.sandbox import SandboxedEnvironment
from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, MutableMapping
    from types import CodeType

    from jinja2 import Template, nodes

_MOST_KEPT: Final = 32
_LONGEST_KEPT: Final = 200_000
T = TypeVar("T")


class KeptByText(Struct, Generic[T]):
    """What was made of the last texts; nobody who gets it changes it."""

    _kept: OrderedDict[Hashable, T] = field(default_factory=OrderedDict)

    def of(self, text: str, make_anew: Callable[[], T], *settings: Hashable) -> T:
        """What is made of a text under some settings; whatever ``make_anew`` raises is raised.

        ``None`` is not kept: it means that something was told of the text, as it is each time.
        """
        if len(text) > _LONGEST_KEPT:
            return make_anew()
        key = (text, *settings)
        found = self._kept.get(key)
        if found is None:
            found = make_anew()
            if found is not None:
                self._kept[key] = found
                if len(self._kept) > _MOST_KEPT:
                    self._kept.popitem(last=False)
            return found
        self._kept.move_to_end(key)
        return found


_OF_TEMPLATES: Final[KeptByText[CodeType]] = KeptByText()


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
