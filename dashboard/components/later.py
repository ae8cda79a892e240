"""What few readers open, made when the first of them does."""

from collections.abc import Callable
from typing import Any


class Later:
    """A field of a dataclass that takes a value, or a function that makes it when it is read."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __set__(self, holder: Any, given: Any | Callable[[], Any]) -> None:
        vars(holder)[self._name] = given

    def __get__(self, holder: Any, owner: type | None = None) -> Any:
        if holder is None:
            # So that a dataclass takes it for a field without a default.
            raise AttributeError(self._name)
        given = vars(holder)[self._name]
        if callable(given):
            given = vars(holder)[self._name] = given()
        return given
