"""Make frozen, slotted value classes without the start-up cost of the standard library's dataclasses.

Importing `dataclasses` and generating two dozen classes costs more than answering a question. This decorator
supports what the values of this program need: positional and named arguments, defaults, equality, hash, repr,
pickling, pattern matching, and immutability. A type checker sees the standard library's own decorator.
"""

# Type checkers see the standard library's decorator; below are the methods of the classes made here.
# ruff: noqa: ANN001, ANN002, ANN003, ANN202, ANN204, ANN206, ARG001, N807, PLC0414, SLF001
from __future__ import annotations

__all__ = ["Row", "dataclass", "replace"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import replace as replace
    from typing import NamedTuple as Row
else:
    from operator import itemgetter

    class Row(tuple):
        """A named tuple, without the start-up cost of `collections.namedtuple`.

        For values created by the thousand: the rows of an index.
        """

        __slots__ = ()

        def __init_subclass__(cls):
            """Make each annotated name read its place."""
            for place, name in enumerate(cls.__annotations__):
                setattr(cls, name, property(itemgetter(place)))

        def __new__(cls, *values):
            """Make a row from its values in order."""
            return tuple.__new__(cls, values)

        @classmethod
        def _make(cls, values):
            """Make a row from a sequence."""
            return tuple.__new__(cls, values)

        def __repr__(self):
            """Show the names with the values."""
            shown = (
                f"{name}={value!r}" for name, value in zip(type(self).__annotations__, self, strict=True)
            )
            return f"{type(self).__name__}({', '.join(shown)})"

        def __reduce__(self):
            """Pickle and copy by creating the row again."""
            return type(self), tuple(self)

    def dataclass(*, frozen, slots):
        """Turn a class with annotated fields into a frozen value class, like `dataclasses.dataclass`."""
        if not (frozen and slots):
            raise TypeError("only frozen and slotted classes are made here")
        return _frozen

    def _frozen(cls):
        names = tuple(cls.__annotations__)
        body = {
            key: value for key, value in vars(cls).items() if key not in ("__dict__", "__weakref__", *names)
        }
        defaults = {name: vars(cls)[name] for name in names if name in vars(cls)}
        body |= {"__slots__": names, "__match_args__": names, "_defaults": defaults}
        body |= {method.__name__: method for method in _METHODS if method.__name__ not in body}
        made = type(cls)(cls.__name__, cls.__bases__, body)
        made._setters = tuple(vars(made)[name].__set__ for name in names)
        return made

    def replace(value, /, **changes):
        """Return a copy of a value with some fields changed."""
        cls = type(value)
        return cls(**{name: getattr(value, name) for name in cls.__slots__} | changes)

    def __init__(self, *values, **named):
        """Fill the fields from positional and named arguments, then from their defaults."""
        setters = self._setters
        if named or len(values) != len(setters):
            values = _in_order(type(self), values, named)
        for setter, value in zip(setters, values, strict=True):
            setter(self, value)

    def _in_order(cls, values, named):
        names = cls.__slots__
        if len(values) > len(names):
            raise TypeError(f"{cls.__name__} takes {len(names)} values, {len(values)} were given")
        given = dict(zip(names, values, strict=False))
        if twice := given.keys() & named.keys():
            raise TypeError(f"{cls.__name__} got {min(twice)!r} twice")
        if unknown := named.keys() - set(names):
            raise TypeError(f"{cls.__name__} has no field {min(unknown)!r}")
        given = {**cls._defaults, **given, **named}
        if missing := [name for name in names if name not in given]:
            raise TypeError(f"{cls.__name__} lacks {', '.join(missing)}")
        return [given[name] for name in names]

    def _fields(self):
        return tuple(getattr(self, name) for name in self.__slots__)

    def __setattr__(self, name, value):
        """Refuse: a value is frozen."""
        raise AttributeError(f"cannot set {name!r}: {type(self).__name__} is frozen")

    def __delattr__(self, name):
        """Refuse: a value is frozen."""
        raise AttributeError(f"cannot delete {name!r}: {type(self).__name__} is frozen")

    def __eq__(self, other):
        """Compare the fields of two values of one class."""
        if type(self) is not type(other):
            return NotImplemented
        return self is other or _fields(self) == _fields(other)

    def __hash__(self):
        """Hash the fields."""
        return hash(_fields(self))

    def __repr__(self):
        """Show the class and its fields."""
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
        return f"{type(self).__qualname__}({shown})"

    def __reduce__(self):
        """Pickle and copy by creating the value again."""
        return type(self), _fields(self)

    _METHODS = (__init__, __setattr__, __delattr__, __eq__, __hash__, __repr__, __reduce__)
